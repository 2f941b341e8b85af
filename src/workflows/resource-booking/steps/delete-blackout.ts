import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { bookingService } from "../booking-service"

/** No compensation: what opened may be booked a moment later. */
export const deleteBlackoutStep = createStep(
  "resource-booking-delete-blackout",
  async (id: string, { container }) => new StepResponse(await bookingService(container).deleteBlackout(id)),
)
