import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { BlackoutInput, SaveBlackoutOptions } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"

export type CreateBlackoutInput = { blackout: BlackoutInput; options: SaveBlackoutOptions }

/** Undone by deleting it. Holds that it released stay released: their units may be somebody else's by then. */
export const createBlackoutStep = createStep(
  "resource-booking-create-blackout",
  async ({ blackout, options }: CreateBlackoutInput, { container }) => {
    const saved = await bookingService(container).createBlackout(blackout, options)
    return new StepResponse(saved, saved.blackout?.id)
  },
  async (id, { container }) => {
    if (id) {
      await bookingService(container).deleteBlackout(id)
    }
  },
)
