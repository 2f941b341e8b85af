import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { CreateResourceInput } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"

/** Undone by deleting it softly, as a resource always is. */
export const createResourceStep = createStep(
  "resource-booking-create-resource",
  async (input: CreateResourceInput, { container }) => {
    const resource = await bookingService(container).createResource(input)
    return new StepResponse(resource, resource.id)
  },
  async (id, { container }) => {
    if (id) {
      await bookingService(container).deleteResource(id)
    }
  },
)
