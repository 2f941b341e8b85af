import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { bookingApi, type Query } from "../lib/api"
import { queryKeys } from "../lib/query-keys"
import type { Allocation, CalendarDate, Instant, ListedAllocation, Page } from "../lib/types"
import { useWrite } from "./use-write"

export const useAllocations = (query: Query = {}, { enabled = true, refetchInterval }: Reading = {}) =>
  useQuery({
    queryKey: queryKeys.allocations.list(query),
    queryFn: ({ signal }) => bookingApi.get<Page & { allocations: ListedAllocation[] }>("/allocations", query, signal),
    placeholderData: keepPreviousData,
    enabled,
    refetchInterval,
  })
type Reading = { enabled?: boolean; refetchInterval?: number }

export const useAllocation = (id: string | undefined) =>
  useQuery({
    queryKey: queryKeys.allocations.detail(id ?? ""),
    queryFn: async ({ signal }) =>
      (await bookingApi.get<{ allocation: ListedAllocation }>(`/allocations/${id}`, {}, signal)).allocation,
    enabled: Boolean(id),
  })

/** The days of a claim: single `dates`, or a range whose end counts. */
export type ClaimDays = { dates?: CalendarDate[]; start_date?: CalendarDate; end_date?: CalendarDate }
/** One resource, or several all or none. */
export type ClaimInput =
  | ({ resource_id: string; quantity?: number } & ClaimDays)
  | { items: ({ resource_id: string; quantity?: number } & ClaimDays)[] }

export type Contact = {
  contact_name?: string | null
  contact_email?: string | null
  contact_phone?: string | null
  note?: string | null
  unit_label?: string | null
}
export type StaffBookingInput = ClaimInput &
  Contact & {
    order_id?: string | null
    line_item_id?: string | null
    customer_id?: string | null
    allow_past?: boolean
    idempotency_token?: string
  }
type Booked = { allocation?: Allocation; allocations?: Allocation[]; booking_id: string; now: Instant }

export const usePlaceStaffBooking = () =>
  useWrite((booking: StaffBookingInput) => bookingApi.post<Booked>("/allocations", booking))

/** Makes a booking of what is held: the same claim, a state change only. */
export const useConfirmHolds = () =>
  useWrite((booking: { hold_id: string } & Contact) => bookingApi.post<Booked>("/allocations", booking))

export type AllocationWords = Contact & { id: string; expected_updated_at?: Instant }

export const useEditAllocation = () =>
  useWrite(({ id, ...words }: AllocationWords) =>
    bookingApi.post<{ allocation: Allocation }>(`/allocations/${id}`, words),
  )

export const useCancelAllocation = () =>
  useWrite(({ id, reason }: { id: string; reason?: string }) =>
    bookingApi.post<{ allocation: Allocation; now: Instant }>(`/allocations/${id}/cancel`, reason ? { reason } : {}),
  )

export type MoveInput = ClaimDays & {
  id: string
  resource_id?: string
  quantity?: number
  change_days?: boolean
  allow_past?: boolean
  reason?: string
}
export type Moved = {
  allocation: Allocation
  replaced: Allocation
  difference: { days: number; quantity: number; [more: string]: unknown }
  now: Instant
}

export const useMoveAllocation = () =>
  useWrite(({ id, ...move }: MoveInput) => bookingApi.post<Moved>(`/allocations/${id}/move`, move))

export const exportAllocations = (query: Query) => bookingApi.file("/allocations/export", query)
