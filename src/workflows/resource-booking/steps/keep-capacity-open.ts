import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { bookingService } from "../booking-service"

export const keepCapacityOpenStep = createStep(
  "resource-booking-keep-capacity-open",
  async (_: void, { container }) => new StepResponse(await bookingService(container).keepCapacityOpen()),
)
