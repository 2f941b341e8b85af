import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { tooBusy } from "../../../../modules/resource_booking/errors"
import { bookingService } from "../../booking-service"
import { exactPrice } from "../checkout-cart"
import type { HeldBooking } from "../hold-booking"
import type { Quote } from "../quote-booking"
import { bookingLines } from "./find-booking-line"

type Input = { quote: Quote & { quantity: number }; held: HeldBooking; from_line_item_id?: string }

/**
 * Writes onto the holds which line they are for and what was agreed. Two servers that are asked the same at once may both
 * have added to the cart: whoever finds more than was agreed gives way, and is asked again.
 */
export const attachHoldsStep = createStep(
  "resource-booking-attach-holds",
  async ({ quote, held, from_line_item_id }: Input, { container }) => {
    if (held.line_item_id !== null && from_line_item_id === undefined) {
      return new StepResponse({ ...held, attached: false })
    }
    const { cart, sold, quantity } = quote
    const lines = await bookingLines(container, {
      cart_id: cart.id,
      variant_id: sold.variant_id,
      booking_id: held.booking_id,
      line_item_id: null,
    })
    const line = lines[0]
    if (!line || lines.length > 1 || Number(line.quantity) !== quantity) throw tooBusy()
    const { holds, now } = await bookingService(container).attachHolds({
      holds: held.holds.map(({ id, resource_id }) => {
        const { per, units } = sold.resources.find((resource) => resource.resource_id === resource_id)!
        return { hold_id: id, per, units }
      }),
      cart_id: cart.id,
      line_item_id: line.id,
      from_line_item_id,
      variant_id: sold.variant_id,
      region_id: cart.region_id,
      unit_price: { value: exactPrice(line) },
      currency_code: cart.currency_code,
    })
    return new StepResponse({ ...held, holds, now, line_item_id: line.id, attached: true })
  },
)
