import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { UpdateResourceInput } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"
import { changesOf } from "../changes-of"

export type EditResourceInput = { id: string; patch: UpdateResourceInput }

/** Undone by writing the old values back, unless somebody else has edited the resource since. Opened dates stay open. */
export const updateResourceStep = createStep(
  "resource-booking-update-resource",
  async ({ id, patch }: EditResourceInput, { container }) => {
    const saved = await bookingService(container).updateResource(id, patch)
    return new StepResponse(saved, saved)
  },
  async (saved, { container }) => {
    if (saved) {
      const { before } = changesOf(saved.before, saved.resource)
      await bookingService(container).updateResource(saved.resource.id, {
        ...before,
        expected_updated_at: saved.resource.updated_at,
      })
    }
  },
)
