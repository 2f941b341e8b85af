import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { CancelAllocationsInput } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"

/** No compensation: a cancellation is final, and its units may be somebody else's a moment later. */
export const cancelAllocationsStep = createStep(
  "resource-booking-cancel-allocations",
  async (input: CancelAllocationsInput, { container }) =>
    new StepResponse(await bookingService(container).cancelAllocations(input)),
)
