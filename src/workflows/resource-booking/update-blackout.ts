import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { ResourceBookingEvents } from "../../modules/resource_booking/events"
import { releasedHoldEvents } from "./released-hold-events"
import { updateBlackoutStep, type UpdateBlackoutInput } from "./steps/update-blackout"
import { writeLogStep } from "./steps/write-log"

/** Edits a blackout; what stands on its new dates counts as a conflict again. */
export const updateBlackoutWorkflow = createWorkflow(
  "resource-booking-update-blackout",
  (input: UpdateBlackoutInput) => {
    const saved = updateBlackoutStep(input)
    const released = transform({ saved }, ({ saved }) => releasedHoldEvents(saved))
    emitEventStep({ eventName: ResourceBookingEvents.HOLD_RELEASED, data: released })
    const entry = transform({ input, saved }, ({ input, saved }) =>
      saved.blackout && saved.changes
        ? {
            actor: input.options.by,
            action: "blackout.update",
            resource_id: saved.blackout.resource_id,
            selector: { id: input.id },
            before: saved.changes.before,
            after: { ...saved.changes.after, released_hold_ids: saved.released_holds.map((hold) => hold.id) },
          }
        : null,
    )
    writeLogStep(entry)
    return new WorkflowResponse(saved)
  },
)
