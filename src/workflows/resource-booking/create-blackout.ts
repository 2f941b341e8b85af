import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { blackoutEvent, ResourceBookingEvents } from "../../modules/resource_booking/events"
import { releasedHoldEvents } from "./released-hold-events"
import { createBlackoutStep, type CreateBlackoutInput } from "./steps/create-blackout"
import { writeLogStep } from "./steps/write-log"

/** Closes a range of dates of a resource, a type or everything. A dry run only lists what stands on them. */
export const createBlackoutWorkflow = createWorkflow(
  "resource-booking-create-blackout",
  (input: CreateBlackoutInput) => {
    const saved = createBlackoutStep(input)
    const created = transform({ saved }, ({ saved }) =>
      saved.blackout ? [blackoutEvent(saved.blackout, saved.now)] : [],
    )
    emitEventStep({ eventName: ResourceBookingEvents.BLACKOUT_CREATED, data: created })
    const released = transform({ saved }, ({ saved }) => releasedHoldEvents(saved))
    emitEventStep({ eventName: ResourceBookingEvents.HOLD_RELEASED, data: released }).config({
      name: "emit-released-holds",
    })
    const entry = transform({ input, saved }, ({ input, saved }) => {
      if (!saved.blackout) {
        return null
      }
      const { id, resource_id, resource_type, start_date, end_date, reason } = saved.blackout
      return {
        actor: input.options.by,
        action: "blackout.create",
        resource_id,
        selector: { id, resource_type, start_date, end_date },
        after: { reason, released_hold_ids: saved.released_holds.map((hold) => hold.id) },
      }
    })
    writeLogStep(entry)
    return new WorkflowResponse(saved)
  },
)
