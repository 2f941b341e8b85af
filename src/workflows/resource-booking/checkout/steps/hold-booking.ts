import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { bookingService } from "../../booking-service"
import { holdBooking, type Holder } from "../hold-booking"
import type { Quote } from "../quote-booking"

type Input = Holder & { quote: Quote; hold_id?: string; idempotency_token?: string }

/** Holds what was quoted. Undone by withdrawing what this very call placed, so that its token is free again. */
export const holdBookingStep = createStep(
  "resource-booking-hold-booking",
  async ({ quote, ...request }: Input, { container }) => {
    const held = await holdBooking(container, quote, request)
    return new StepResponse(held, held.placed ? held.holds.map(({ id }) => id) : [])
  },
  async (holdIds, { container }) => {
    const service = bookingService(container)
    for (const id of holdIds ?? []) {
      await service.withdrawHold(id)
    }
  },
)
