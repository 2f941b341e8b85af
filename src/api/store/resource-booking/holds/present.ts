import { effectiveStatus, isExpired, secondsRemaining } from "../../../../modules/resource_booking/domain/hold-clock"
import type { HoldDTO, Instant } from "../../../../modules/resource_booking/types"

/** Each field that leaves, by name: never e-mail, customer, order or staff's words. */
export const presentStoreHold = (hold: HoldDTO, now: Instant) => ({
  id: hold.id,
  booking_id: hold.booking_id,
  resource_id: hold.resource_id,
  status: effectiveStatus(hold, now),
  dates: hold.dates,
  start_date: hold.start_date,
  end_date: hold.end_date,
  booking_unit: hold.booking_unit,
  days: hold.days,
  quantity: hold.quantity,
  expires_at: hold.expires_at,
  cart_id: hold.cart_id,
  metadata: hold.source === "STORE" ? hold.metadata : null,
  created_at: hold.created_at,
})

/** A booking has one deadline: the seconds left are the first hold's as they are everyone's. */
export const presentStoreHolds = (holds: HoldDTO[], now: Instant) => ({
  holds: holds.map((hold) => presentStoreHold(hold, now)),
  booking_id: holds[0]!.booking_id,
  time_remaining_seconds: Math.max(...holds.map((hold) => secondsRemaining(hold, now))),
  now,
})

export const presentStoreHoldAnswer = (hold: HoldDTO, now: Instant) => ({
  hold: presentStoreHold(hold, now),
  time_remaining_seconds: secondsRemaining(hold, now),
  is_expired: isExpired(hold, now),
  now,
})
