import type { BookingNote } from "./checkout-cart"
import type { HeldBooking } from "./hold-booking"
import { priceOf, type Quote } from "./quote-booking"

/** The line of a booking as core adds it to a cart: at a price of ours, for nothing that is shipped. */
export const lineOf = (quote: Quote & { quantity: number }, { booking_id, holds }: HeldBooking) => {
  const { start_date, end_date, days } = holds[0]!
  const { sold, price, quantity } = quote
  const note: BookingNote = { booking_id, start_date, end_date, days }
  return {
    variant_id: sold.variant_id,
    quantity,
    unit_price: priceOf(quote, days),
    ...(price.original === price.calculated ? {} : { compare_at_unit_price: priceOf(quote, days, "original") }),
    is_tax_inclusive: price.is_tax_inclusive,
    requires_shipping: false,
    metadata: { booking: note },
  }
}
