import { keepPreviousData, queryOptions, useQueries, useQuery } from "@tanstack/react-query"
import { bookingApi, type Query } from "../lib/api"
import { queryKeys } from "../lib/query-keys"
import type { ResourceTypeRow } from "../../modules/resource_booking/read-types"
import { todayIn } from "../lib/dates"
import type {
  CalendarDate,
  CreateResourceInput,
  ListedResource,
  Page,
  Resource,
  UpdateResourceInput,
} from "../lib/types"
import { useWrite } from "./use-write"

type ResourcesPage = Page & { resources: ListedResource[] }

export const useResources = (query: Query = {}, { enabled = true } = {}) =>
  useQuery({
    queryKey: queryKeys.resources.list(query),
    queryFn: ({ signal }) => bookingApi.get<ResourcesPage>("/resources", query, signal),
    placeholderData: keepPreviousData,
    enabled,
  })

const oneResource = (id: string | undefined) =>
  queryOptions({
    queryKey: queryKeys.resources.detail(id ?? ""),
    queryFn: async ({ signal }) =>
      (await bookingApi.get<{ resource: Resource }>(`/resources/${id}`, { with_deleted: true }, signal)).resource,
    enabled: Boolean(id),
  })

export const useResource = (id: string | undefined) => useQuery(oneResource(id))

/** Today where these resources are, the latest where they are apart; null as long as no zone is known. */
export const useTodayAt = (ids: string[]): CalendarDate | null => {
  const read = useQueries({ queries: [...new Set(ids)].map(oneResource) })
  const days = read.flatMap(({ data }) => (data ? [todayIn(data.timezone)] : []))
  return days.sort().at(-1) ?? null
}

/** The types in use, for filters and pickers; a new one needs no more than to be written. */
export const useResourceTypes = () => {
  const { data } = useQuery({
    queryKey: queryKeys.resources.list({ of: "types" }),
    queryFn: ({ signal }) => bookingApi.get<{ types: ResourceTypeRow[] }>("/resource-types", {}, signal),
  })
  return (data?.types ?? []).map(({ type }) => type)
}

export const useCreateResource = () =>
  useWrite((resource: CreateResourceInput) => bookingApi.post<{ resource: Resource }>("/resources", resource))

export const useUpdateResource = (id: string) =>
  useWrite((changes: UpdateResourceInput) => bookingApi.post<{ resource: Resource }>(`/resources/${id}`, changes))

export const useDeleteResource = (id: string) => useWrite(() => bookingApi.delete(`/resources/${id}`))

export const useRestoreResource = (id: string) =>
  useWrite(() => bookingApi.post<{ resource: Resource }>(`/resources/${id}/restore`))
