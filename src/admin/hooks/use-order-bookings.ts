import { useQuery } from "@tanstack/react-query"
import { bookingApi } from "../lib/api"
import { queryKeys } from "../lib/query-keys"
import type { CalendarDate, Instant, ListedAllocation } from "../lib/types"
import type { ClaimDays } from "./use-allocations"
import { LIVE } from "./live"
import { useWrite } from "./use-write"

/** A line that sells dates or has booked some; `unserved` says why it lacks what is `missing`, by the last look. */
export type BookedLine = {
  line_item_id: string
  title: string
  variant_id: string | null
  quantity: number
  start_date: CalendarDate | null
  end_date: CalendarDate | null
  /** Those it had before, where it lacks any: single days may have gaps. */
  dates: CalendarDate[] | null
  missing: { resource_id: string; resource_name: string | null; quantity: number }[]
  unserved: { code: string; message: string } | null
}
export type OrderBookings = {
  id: string
  is_cancelled: boolean
  lines: BookedLine[]
  allocations: ListedAllocation[]
  unpaid_since: Instant | null
}

export const useOrderBookings = (id: string) =>
  useQuery({
    queryKey: queryKeys.orders.detail(id),
    queryFn: async ({ signal }) => (await bookingApi.get<{ order: OrderBookings }>(`/orders/${id}`, {}, signal)).order,
    ...LIVE,
  })

/** Tries at once what the job tries every few minutes: the bookings become what the order says, where there is room. */
export const useSettleOrder = () =>
  useWrite((id: string) => bookingApi.post<{ order: OrderBookings }>(`/orders/${id}/settle`))

export type ServeInput = ClaimDays & {
  order_id: string
  line_item_id: string
  resource_id?: string
  quantity?: number
  allow_past?: boolean
}

export const useServeLine = () =>
  useWrite(({ order_id, ...line }: ServeInput) =>
    bookingApi.post<{ order: OrderBookings }>(`/orders/${order_id}/serve`, line),
  )
