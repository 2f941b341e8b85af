import { acquireLockStep, addToCartWorkflow, releaseLockStep } from "@medusajs/medusa/core-flows"
import {
  createStep,
  createWorkflow,
  StepResponse,
  transform,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { BookingError } from "../../../modules/resource_booking/errors"
import { Modules } from "@medusajs/framework/utils"
import { bookingService } from "../booking-service"
import type { HeldBooking } from "./hold-booking"
import { lineOf } from "./line-of"
import { quoteBooking } from "./quote-booking"
import { attachHoldsStep } from "./steps/attach-holds"

type Input = { cart_id: string; line_item_id: string }

/** What the lost line sold, at what it costs now. Refused where its holds have another line by now, or none are left. */
const quoteAgainStep = createStep(
  "resource-booking-quote-again",
  async ({ cart_id, line_item_id }: Input, { container }) => {
    const held = (await bookingService(container).getLineHolds(cart_id)).filter(
      (hold) => hold.line_item_id === line_item_id && hold.status === "ACTIVE" && hold.claimed_at === null,
    )
    const [line] = await container
      .resolve(Modules.CART)
      .listLineItems({ id: [line_item_id] }, { withDeleted: true, select: ["id", "quantity", "deleted_at"] })
    const hold = held[0]
    if (!hold || !line) {
      throw new BookingError("hold_not_active", `Line ${line_item_id} holds no dates any more`, { line_item_id })
    }
    const quantity = Number(line.quantity)
    const asked = { cart_id, variant_id: hold.variant_id!, quantity, dates: hold.dates }
    const quote = { ...(await quoteBooking(container, asked)), quantity }
    const { booking_id } = hold
    const again: HeldBooking = { booking_id, holds: held, line_item_id: null, placed: false, now: hold.updated_at }
    return new StepResponse({ quote, held: again })
  },
)

/** Core deletes lines of an agreed price where a cart changes its region: offers the same holds again at the new price. */
export const rebookWorkflow = createWorkflow({ name: "resource-booking-rebook", idempotent: false }, (input: Input) => {
  acquireLockStep({ key: input.cart_id, timeout: 5, ttl: 10 })
  const { quote, held } = quoteAgainStep(input)
  const toAdd = transform({ input, quote, held }, ({ input, quote, held }) => ({
    cart_id: input.cart_id,
    items: [lineOf(quote, held)],
  }))
  addToCartWorkflow.runAsStep({ input: toAdd })
  const booking = attachHoldsStep({ quote, held, from_line_item_id: input.line_item_id })
  releaseLockStep({ key: input.cart_id })
  return new WorkflowResponse(booking)
})
