import { keepPreviousData, queryOptions, useQueries } from "@tanstack/react-query"
import { bookingApi } from "../lib/api"
import { queryKeys } from "../lib/query-keys"
import type { ListedResource, Page } from "../lib/types"

/** The server takes a hundred ids at once, and an address is not endless. */
const AT_ONCE = 50

const pageOf = (id: string[]) => {
  const query = { id, limit: AT_ONCE }
  return queryOptions({
    queryKey: queryKeys.resources.list(query),
    queryFn: ({ signal }) => bookingApi.get<Page & { resources: ListedResource[] }>("/resources", query, signal),
    placeholderData: keepPreviousData,
  })
}

/** The resources of these ids, however many; as long as not all are read, those that are. */
export const useResourcesById = (ids: string[]): ListedResource[] => {
  const pages = Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, page) =>
    pageOf(ids.slice(page * AT_ONCE, (page + 1) * AT_ONCE)),
  )
  return useQueries({ queries: pages, combine: (read) => read.flatMap(({ data }) => data?.resources ?? []) })
}
