import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { bookingApi } from "../lib/api"
import { queryKeys } from "../lib/query-keys"
import type {
  Blackout,
  CalendarAllocation,
  CalendarDate,
  CalendarHold,
  Instant,
  Page,
  ResourceCalendar,
} from "../lib/types"
import { LIVE } from "./live"

/** At most 36 600 cells: 100 resources × 366 dates. */
export type CalendarQuery = {
  start_date: CalendarDate
  end_date: CalendarDate
  type?: string
  is_active?: boolean
  q?: string
  resource_id?: string[]
  order?: "name" | "type"
  limit?: number
  offset?: number
}

export type Calendar = Page & {
  resources: ResourceCalendar[]
  allocations: CalendarAllocation[]
  holds: CalendarHold[]
  blackouts: Blackout[]
  /** There are more claims than one answer holds. */
  truncated: boolean
  now: Instant
}

/** Cells and the claims drawn over them, in one request. */
export const useCalendar = (query: CalendarQuery) =>
  useQuery({
    queryKey: queryKeys.calendar.list(query),
    queryFn: ({ signal }) => bookingApi.get<Calendar>("/calendar", { ...query, with: "claims" }, signal),
    placeholderData: keepPreviousData,
    ...LIVE,
  })
