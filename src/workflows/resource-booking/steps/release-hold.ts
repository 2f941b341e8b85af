import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { bookingService } from "../booking-service"

/** No compensation: what was released may be somebody else's a moment later. */
export const releaseHoldStep = createStep(
  "resource-booking-release-hold",
  async (input: { hold_id: string; released_by: string }, { container }) =>
    new StepResponse(await bookingService(container).releaseHold(input.hold_id, input.released_by)),
)
