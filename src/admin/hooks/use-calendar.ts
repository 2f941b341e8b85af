import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { bookingApi } from "../lib/api"
import { queryKeys } from "../lib/query-keys"
import type { CalendarDate, Instant, Page, ResourceCalendar } from "../lib/types"

/** At most 36 600 cells: 100 resources × 366 dates. */
export type CalendarQuery = {
  start_date: CalendarDate
  end_date: CalendarDate
  type?: string
  resource_id?: string[]
  limit?: number
  offset?: number
}

export const useCalendar = (query: CalendarQuery, { refetchInterval }: { refetchInterval?: number } = {}) =>
  useQuery({
    queryKey: queryKeys.calendar.list(query),
    queryFn: ({ signal }) =>
      bookingApi.get<Page & { resources: ResourceCalendar[]; now: Instant }>("/calendar", query, signal),
    placeholderData: keepPreviousData,
    refetchInterval,
  })
