import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { bookingApi, type Query } from "../lib/api"
import { queryKeys } from "../lib/query-keys"
import type { Hold, Instant, ListedHold, Page } from "../lib/types"
import type { ClaimInput } from "./use-allocations"
import { LIVE } from "./live"
import { useWrite } from "./use-write"

/** `now` is the server's clock: count down from it, never from the browser's (use-countdown.ts). */
export const useHolds = (query: Query = {}, { enabled = true, isLive = false }: Reading = {}) =>
  useQuery({
    queryKey: queryKeys.holds.list(query),
    queryFn: ({ signal }) => bookingApi.get<Page & { holds: ListedHold[]; now: Instant }>("/holds", query, signal),
    placeholderData: keepPreviousData,
    enabled,
    ...(isLive ? LIVE : {}),
  })
type Reading = { enabled?: boolean; isLive?: boolean }

export const useHold = (id: string | undefined) =>
  useQuery({
    queryKey: queryKeys.holds.detail(id ?? ""),
    queryFn: ({ signal }) => bookingApi.get<{ hold: Hold; now: Instant }>(`/holds/${id}`, {}, signal),
    enabled: Boolean(id),
  })

export type StaffHoldInput = ClaimInput & {
  ttl_minutes?: number
  customer_id?: string
  customer_email?: string
  metadata?: Record<string, unknown>
  idempotency_token?: string
}

/** A claim of one resource answers `hold`, of several `holds`. */
export const usePlaceStaffHold = () =>
  useWrite((hold: StaffHoldInput) =>
    bookingApi.post<{ hold?: Hold; holds?: Hold[]; booking_id: string; now: Instant }>("/holds", hold),
  )

/** From now; without minutes as long as the resource's holds last. */
export const useExtendHold = () =>
  useWrite(({ id, minutes }: { id: string; minutes?: number }) =>
    bookingApi.post<{ hold: Hold; now: Instant }>(`/holds/${id}/extend`, minutes === undefined ? {} : { minutes }),
  )

export const useReleaseHold = () =>
  useWrite((id: string) => bookingApi.post<{ hold: Hold; now: Instant }>(`/holds/${id}/release`))
