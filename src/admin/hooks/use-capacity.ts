import { useQuery } from "@tanstack/react-query"
import { bookingApi } from "../lib/api"
import { queryKeys } from "../lib/query-keys"
import type {
  AllocationConflict,
  CalendarDate,
  CalendarDay,
  CapacityConflict,
  HoldConflict,
  Instant,
} from "../lib/types"

export type DateRange = { start_date: CalendarDate; end_date: CalendarDate }

/** `revision` goes back as `expected_revision` of a change of the same range. */
export type Capacity = {
  resource_id: string
  today: CalendarDate
  dates: CalendarDay[]
  revision: string
  now: Instant
}

export const readCapacity = (id: string, range: DateRange, signal?: AbortSignal) =>
  bookingApi.get<Capacity>(`/resources/${id}/capacity`, range, signal)

export const useCapacity = (id: string | undefined, range: DateRange) =>
  useQuery({
    queryKey: queryKeys.capacity.detail(id ?? "", range),
    queryFn: ({ signal }) => readCapacity(id!, range, signal),
    enabled: Boolean(id),
  })

export type CapacityChange = DateRange & {
  resource_id: string
  max_capacity: number
  weekdays?: number[]
  clamp?: boolean
  dry_run?: boolean
  expected_revision?: string
}
export type CapacityConflicts = { dates: CapacityConflict[]; holds: HoldConflict[]; allocations: AllocationConflict[] }
export type CapacityAnswer = {
  resource_id: string
  dry_run: boolean
  changed: number
  revision: string
  conflicts: CapacityConflicts
  now: Instant
}

export const setCapacity = ({ resource_id, ...change }: CapacityChange) =>
  bookingApi.post<CapacityAnswer>(`/resources/${resource_id}/capacity`, change)
