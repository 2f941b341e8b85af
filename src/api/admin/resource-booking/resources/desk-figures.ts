import type { DeskFigures } from "../../../../modules/resource_booking/read-types"
import { bookingServiceOf } from "../../../lib/service-of"
import type { AdminRequest } from "../admin-request"
import type { AdminListResourcesQuery } from "./validators"

type Row = { id: string; type: string; is_active: boolean }

/** `desk` beside each of these resources, where the query asks for it; one statement for all of them. */
export const deskFigures = async (
  req: AdminRequest<unknown, Pick<AdminListResourcesQuery, "with">>,
  resources: Row[],
): Promise<(row: Row) => { desk?: DeskFigures }> => {
  if (req.validatedQuery.with !== "desk") return () => ({})
  const figures = await bookingServiceOf(req).getDeskFigures(resources)
  return ({ id }) => ({ desk: figures.get(id) })
}
