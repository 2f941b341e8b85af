import { acquireLockStep, addToCartWorkflow, emitEventStep, releaseLockStep } from "@medusajs/medusa/core-flows"
import { createHook, createWorkflow, transform, when, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { holdEvent, ResourceBookingEvents } from "../../../modules/resource_booking/events"
import { lineOf } from "./line-of"
import { attachHoldsStep } from "./steps/attach-holds"
import { findBookingLineStep } from "./steps/find-booking-line"
import { holdBookingStep } from "./steps/hold-booking"
import { quoteBookingStep } from "./steps/quote-booking"

export type AddBookingToCartInput = {
  cart_id: string
  variant_id: string
  /** The dates themselves, an inclusive range, or of a variant of fixed length its start. */
  dates?: string[]
  start_date?: string
  end_date?: string
  quantity?: number
  /** A hold that the cart has already, instead of a new one. */
  hold_id?: string
  idempotency_token?: string
  customer_id?: string
  client_address?: string
  additional_data?: Record<string, unknown>
}

/**
 * Holds every resource that a variant sells and adds the line that they are for, or neither. The price is the variant's
 * calculated one in the cart's region and currency, and the line is core's own: taxes, promotions and the hooks of
 * addToCartWorkflow work as for any other. A token's second request finishes what its first began, or finds it done.
 * `setPricingContext` is handed to the price as core's hook of that name is.
 */
export const addBookingToCartWorkflow = createWorkflow(
  { name: "resource-booking-add-booking-to-cart", idempotent: false },
  (input: AddBookingToCartInput) => {
    acquireLockStep({ key: input.cart_id, timeout: 5, ttl: 10 })
    const setPricingContext = createHook("setPricingContext", { input })
    const asked = transform({ input, context: setPricingContext.getResult() }, ({ input, context }) => ({
      ...input,
      pricing_context: context ?? undefined,
    }))
    const quote = quoteBookingStep(asked)
    const validate = createHook("validate", { input, quote })
    const held = holdBookingStep(
      transform({ input, quote }, ({ input, quote }) => ({
        quote,
        hold_id: input.hold_id,
        idempotency_token: input.idempotency_token,
        customer_id: input.customer_id,
        client_address: input.client_address,
      })),
    )
    const { missing } = findBookingLineStep(
      transform({ input, held }, ({ input, held }) => ({
        cart_id: input.cart_id,
        variant_id: input.variant_id,
        booking_id: held.booking_id,
        line_item_id: held.line_item_id,
      })),
    )
    when("line-is-missing", { missing }, ({ missing }) => missing).then(() => {
      const toAdd = transform({ input, quote, held }, ({ input, quote, held }) => ({
        cart_id: input.cart_id,
        items: [lineOf(quote, held)],
        additional_data: input.additional_data,
      }))
      addToCartWorkflow.runAsStep({ input: toAdd })
    })
    const booking = attachHoldsStep({ quote, held })
    const created = transform({ booking }, ({ booking }) =>
      booking.placed ? booking.holds.map((hold) => holdEvent(hold, booking.now)) : [],
    )
    emitEventStep({ eventName: ResourceBookingEvents.HOLD_CREATED, data: created })
    releaseLockStep({ key: input.cart_id })
    return new WorkflowResponse(booking, { hooks: [setPricingContext, validate] })
  },
)
