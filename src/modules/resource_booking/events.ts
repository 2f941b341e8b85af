import type { AllocationDTO, BlackoutDTO, HoldDTO, SetCapacityInput } from "./types"

/** Emitted after the commit, through Medusa's event bus. They may be lost at a crash: nothing of ours depends on them. */
export const ResourceBookingEvents = {
  HOLD_CREATED: "resource-hold.created",
  HOLD_EXTENDED: "resource-hold.extended",
  HOLD_EXPIRING: "resource-hold.expiring",
  HOLD_RELEASED: "resource-hold.released",
  HOLD_EXPIRED: "resource-hold.expired",
  HOLD_CONFIRMED: "resource-hold.confirmed",
  ALLOCATION_CREATED: "resource-allocation.created",
  ALLOCATION_CANCELLED: "resource-allocation.cancelled",
  ALLOCATION_MOVED: "resource-allocation.moved",
  BLACKOUT_CREATED: "resource-blackout.created",
  CAPACITY_CHANGED: "resource-capacity.changed",
  CHECKOUT_REFUSED: "resource-booking.checkout_refused",
} as const

type HoldOfEvent = Pick<
  HoldDTO,
  "id" | "booking_id" | "resource_id" | "status" | "expires_at" | "cart_id" | "customer_id"
>

/** Ids and states only: whoever needs more reads it, as it is by then. */
export const holdEvent = (hold: HoldOfEvent, occurredAt: string) => ({
  id: hold.id,
  booking_id: hold.booking_id,
  resource_id: hold.resource_id,
  status: hold.status,
  expires_at: hold.expires_at,
  cart_id: hold.cart_id,
  customer_id: hold.customer_id,
  occurred_at: occurredAt,
})

export const allocationEvent = (allocation: AllocationDTO, occurredAt: string) => ({
  id: allocation.id,
  hold_id: allocation.hold_id,
  booking_id: allocation.booking_id,
  resource_id: allocation.resource_id,
  status: allocation.cancelled_at === null ? "CONFIRMED" : "CANCELLED",
  order_id: allocation.order_id,
  line_item_id: allocation.line_item_id,
  customer_id: allocation.customer_id,
  replaces_id: allocation.replaces_id,
  occurred_at: occurredAt,
})

export const blackoutEvent = (blackout: BlackoutDTO, occurredAt: string) => ({
  id: blackout.id,
  resource_id: blackout.resource_id,
  resource_type: blackout.resource_type,
  start_date: blackout.start_date,
  end_date: blackout.end_date,
  occurred_at: occurredAt,
})

export const capacityEvent = ({ resource_id, start_date, end_date }: SetCapacityInput, occurredAt: string) => ({
  resource_id,
  start_date,
  end_date,
  occurred_at: occurredAt,
})

/** What became of one payment of a refused cart. */
export type PaymentOfEvent = {
  payment_id: string | null
  payment_session_id: string
  provider_id: string
  action: "cancelled" | "refunded" | "voided" | "none" | "failed"
  amount: number
  currency_code: string
}
type CheckoutOfEvent = { cart_id: string; code: string; line_item_id: string | null; payments: PaymentOfEvent[] }

/** Emitted once its payments are undone, or could not be; what a provider said of that is for the desk alone. */
export const checkoutRefusedEvent = (refused: CheckoutOfEvent, occurredAt: string) => ({
  cart_id: refused.cart_id,
  code: refused.code,
  line_item_id: refused.line_item_id,
  payments: refused.payments.map(({ payment_id, payment_session_id, provider_id, action, amount, currency_code }) => ({
    payment_id,
    payment_session_id,
    provider_id,
    action,
    amount,
    currency_code,
  })),
  occurred_at: occurredAt,
})

const NEWS_FOR_MS = 60 * 60 * 1000

/** After a long stop of the clean-up only the last hour's expiries are still news to anybody. */
export const isNews = ({ expires_at }: { expires_at: string }, now: string): boolean =>
  Date.parse(now) - Date.parse(expires_at) <= NEWS_FOR_MS
