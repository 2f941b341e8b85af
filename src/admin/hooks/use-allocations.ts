import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { bookingApi, readFile, type Query } from "../lib/api"
import { DRY_RUNS, queryKeys } from "../lib/query-keys"
import { isPassing } from "../lib/refusal"
import type { Allocation, CalendarDate, Instant, ListedAllocation, NoPriceReason, Page } from "../lib/types"
import { LIVE } from "./live"
import { useWrite } from "./use-write"

export const useAllocations = (query: Query = {}, { enabled = true, isLive = false }: Reading = {}) =>
  useQuery({
    queryKey: queryKeys.allocations.list(query),
    queryFn: ({ signal }) => bookingApi.get<Page & { allocations: ListedAllocation[] }>("/allocations", query, signal),
    placeholderData: keepPreviousData,
    enabled,
    ...(isLive ? LIVE : {}),
  })
type Reading = { enabled?: boolean; isLive?: boolean }

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

/** What a booking takes: all of these move together. */
export type Claim = Pick<
  Allocation,
  "resource_id" | "dates" | "start_date" | "end_date" | "booking_unit" | "days" | "quantity"
>

export type MoveInput = ClaimDays & {
  id: string
  resource_id?: string
  quantity?: number
  change_days?: boolean
  allow_past?: boolean
  reason?: string
}
/** What the order's line costs and would cost; nulls with the reason where that cannot be said. */
export type PriceDifference =
  | { currency_code: string; before: number; after: number; difference: number; reason: null }
  | { currency_code: null; before: null; after: null; difference: null; reason: NoPriceReason }
type Difference = { days: number; quantity: number; price: PriceDifference }
export type Moved = { allocation: Allocation; replaced: Allocation; difference: Difference; now: Instant }
export type TriedMove = { claim: Claim; difference: Difference; now: Instant }

export const useMoveAllocation = () =>
  useWrite(({ id, ...move }: MoveInput) => bookingApi.post<Moved>(`/allocations/${id}/move`, move))

/** What a move would do and cost, or why it would be refused; nothing is changed. Null asks nothing. */
export const useTriedMove = (asked: MoveInput | null, { enabled = true } = {}) =>
  useQuery({
    queryKey: [...DRY_RUNS, "move", asked],
    queryFn: () => {
      const { id, ...move } = asked!
      return bookingApi.post<TriedMove>(`/allocations/${id}/move`, { ...move, dry_run: true })
    },
    enabled: enabled && asked !== null,
    staleTime: 0,
    gcTime: 0,
    retry: (failures, error) => isPassing(error) && failures < 2,
  })

/** The rows of the list as a file; `truncated` where there are more than one file holds. */
export const exportAllocations = (query: Query) => readFile("/allocations/export", query)
