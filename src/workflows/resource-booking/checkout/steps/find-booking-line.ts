import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { bookingNote, type CheckoutLine } from "../checkout-cart"

type Input = { cart_id: string; variant_id: string; booking_id: string; line_item_id: string | null }

/** The lines of a cart that name a booking. Of one that has its line already, that line alone, if it is still there. */
export const bookingLines = async (
  container: MedusaContainer,
  { cart_id, variant_id, booking_id, line_item_id }: Input,
): Promise<CheckoutLine[]> => {
  const lines = (await container.resolve(Modules.CART).listLineItems({ cart_id })) as unknown as CheckoutLine[]
  return line_item_id
    ? lines.filter(({ id }) => id === line_item_id)
    : lines.filter((line) => line.variant_id === variant_id && bookingNote(line.metadata).booking_id === booking_id)
}

/** An earlier attempt may have added the line and died before its holds knew of it. */
export const findBookingLineStep = createStep(
  "resource-booking-find-booking-line",
  async (input: Input, { container }) => {
    const [line] = await bookingLines(container, input)
    return new StepResponse({ missing: line === undefined && input.line_item_id === null })
  },
)
