import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { BlackoutInput, SaveBlackoutOptions } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"
import { changesOf } from "../changes-of"

export type UpdateBlackoutInput = { id: string; patch: Partial<BlackoutInput>; options: SaveBlackoutOptions }

/** Undone by writing the old values back, unless somebody else has edited it since. Released holds stay released. */
export const updateBlackoutStep = createStep(
  "resource-booking-update-blackout",
  async ({ id, patch, options }: UpdateBlackoutInput, { container }) => {
    const service = bookingService(container)
    const before = await service.getBlackout(id)
    const saved = await service.updateBlackout(id, patch, {
      ...options,
      expected_updated_at: options.expected_updated_at ?? before.updated_at,
    })
    const changes = saved.blackout ? changesOf(before, saved.blackout) : null
    return new StepResponse({ ...saved, changes }, { saved: saved.blackout, before: changes?.before })
  },
  async (undo, { container }) => {
    if (undo?.saved && undo.before) {
      await bookingService(container).updateBlackout(undo.saved.id, undo.before, {
        by: "system",
        on_conflict: "keep",
        expected_updated_at: undo.saved.updated_at,
      })
    }
  },
)
