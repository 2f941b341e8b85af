import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { PlaceHoldInput } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"
import { askRulesBeforeHold } from "../checkout/booking-rules"

/** Asks the shop's rules and places a hold. Undone by releasing what this very call placed, never what a replay found. */
export const placeHoldStep = createStep(
  "resource-booking-place-hold",
  async (input: PlaceHoldInput, { container }) => {
    await askRulesBeforeHold(container, input)
    const booking = await bookingService(container).placeHold(input)
    return new StepResponse(booking, booking.replay ? [] : booking.holds.map(({ id }) => id))
  },
  async (holdIds, { container }) => {
    const service = bookingService(container)
    for (const id of holdIds ?? []) {
      await service.releaseHold(id, "system")
    }
  },
)
