import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { ReviseAllocationInput } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"

/** No compensation: what the move gave back may be somebody else's a moment later. */
export const moveAllocationStep = createStep(
  "resource-booking-move-allocation",
  async (input: ReviseAllocationInput, { container }) =>
    new StepResponse(await bookingService(container).reviseAllocation(input)),
)
