import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { bookingService } from "../booking-service"

/** Undone by restoring it: a deletion is soft. */
export const deleteResourceStep = createStep(
  "resource-booking-delete-resource",
  async (id: string, { container }) => new StepResponse(await bookingService(container).deleteResource(id), id),
  async (id, { container }) => {
    if (id) {
      await bookingService(container).restoreResource(id)
    }
  },
)
