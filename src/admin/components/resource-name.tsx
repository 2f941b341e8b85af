import { useResource } from "../hooks/use-resources"

/** The name behind an id, for answers that carry only the id; read once and kept by react-query. */
export const ResourceName = ({ id }: { id: string }) => {
  const { data } = useResource(id)
  return <>{data?.name ?? id}</>
}
