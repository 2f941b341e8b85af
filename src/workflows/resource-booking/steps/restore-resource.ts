import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { bookingService } from "../booking-service"

/** No compensation: the resource may be booked a moment later, and restoring one that was never deleted changes nothing. */
export const restoreResourceStep = createStep(
  "resource-booking-restore-resource",
  async (id: string, { container }) => new StepResponse(await bookingService(container).restoreResource(id)),
)
