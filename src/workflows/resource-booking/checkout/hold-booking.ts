import type { MedusaContainer } from "@medusajs/framework/types"
import { BookingError } from "../../../modules/resource_booking/errors"
import { sortedDates } from "../../../modules/resource_booking/domain/claim-items"
import { daysBetween } from "../../../modules/resource_booking/domain/calendar-date"
import { refusal } from "../../../modules/resource_booking/refusals"
import type { HoldDTO, Instant, ItemInput } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"
import type { Quote } from "./quote-booking"

export type Holder = { customer_id?: string; client_address?: string }

/** `placed` are the holds that this very call made; `line_item_id` is set where they have their line already. */
export type HeldBooking = {
  booking_id: string
  holds: HoldDTO[]
  line_item_id: string | null
  placed: boolean
  now: Instant
}

/** Holds what a quote asks for: anew, by a token that was used before, or with a hold that the cart has already. */
export const holdBooking = async (
  container: MedusaContainer,
  quote: Quote,
  request: Holder & { hold_id?: string; idempotency_token?: string },
): Promise<HeldBooking> =>
  request.hold_id === undefined
    ? await placeBooking(container, quote, request)
    : await bookingOfHold(container, quote, request.hold_id)

const placeBooking = async (
  container: MedusaContainer,
  { cart, items, sold }: Quote,
  request: Holder & { idempotency_token?: string },
): Promise<HeldBooking> => {
  const service = bookingService(container)
  const booking = await service.placeHold({
    items,
    cart_id: cart.id,
    customer_id: request.customer_id,
    client_address: request.client_address,
    idempotency_token: request.idempotency_token,
    cart_line: { variant_id: sold.variant_id },
  })
  const { holds, now } = booking.replay ? await standingHolds(container, booking.booking_id) : booking
  return {
    booking_id: booking.booking_id,
    holds,
    line_item_id: holds[0]!.line_item_id,
    placed: !booking.replay,
    now,
  }
}

const bookingOfHold = async (container: MedusaContainer, quote: Quote, holdId: string): Promise<HeldBooking> => {
  const { hold } = await bookingService(container).getHold(holdId)
  const { holds, now } = await standingHolds(container, hold.booking_id)
  if (hold.cart_id !== quote.cart.id || hold.source === "STAFF") {
    throw new BookingError("hold_not_found", `There is no hold ${holdId} of this cart`, { hold_id: holdId })
  }
  if (hold.line_item_id !== null && hold.variant_id !== quote.sold.variant_id) {
    throw refusal({ code: "booking_line_invalid", rule: "attached", hold_id: holdId })
  }
  const fits =
    holds.length === quote.items.length && quote.items.every((item) => holds.some((one) => isClaimOf(one, item)))
  if (!fits) {
    throw new BookingError(
      "booking_line_invalid",
      `Hold ${holdId} is not of what this variant sells: other resources, dates or units. Leave hold_id out, or hold what it sells`,
      { hold_id: holdId, rule: "hold" },
    )
  }
  return { booking_id: hold.booking_id, holds, line_item_id: hold.line_item_id, placed: false, now }
}

const isClaimOf = (hold: HoldDTO, item: ItemInput): boolean =>
  hold.resource_id === item.resource_id &&
  hold.quantity === item.quantity &&
  (item.dates
    ? String(sortedDates(item.dates)) === String(hold.dates)
    : item.start_date === hold.start_date &&
      item.end_date === hold.end_date &&
      hold.days === daysBetween(hold.start_date, hold.end_date) + (hold.booking_unit === "NIGHT" ? 0 : 1))

/** The booking as it stands: of holds that were retaken or resized the last. */
const standingHolds = async (container: MedusaContainer, bookingId: string) => {
  const { holds, now } = await bookingService(container).getBookingHolds(bookingId)
  const replaced = new Set(holds.map(({ replaces_id }) => replaces_id))
  return { holds: holds.filter(({ id }) => !replaced.has(id)), now }
}
