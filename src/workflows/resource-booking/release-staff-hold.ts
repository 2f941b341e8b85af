import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { holdEvent, ResourceBookingEvents } from "../../modules/resource_booking/events"
import { releaseHoldStep } from "./steps/release-hold"
import { writeLogStep } from "./steps/write-log"

/** Gives a hold's units back, once, whoever it was for. */
export const releaseStaffHoldWorkflow = createWorkflow(
  "resource-booking-release-staff-hold",
  (input: { by: string; hold_id: string }) => {
    const request = transform({ input }, ({ input: { by, hold_id } }) => ({ hold_id, released_by: by }))
    const answer = releaseHoldStep(request)
    const released = transform({ answer }, ({ answer }) => (answer.replay ? [] : [holdEvent(answer.hold, answer.now)]))
    emitEventStep({ eventName: ResourceBookingEvents.HOLD_RELEASED, data: released })
    const entry = transform({ input, answer }, ({ input, answer: { hold, replay } }) =>
      replay
        ? null
        : {
            actor: input.by,
            action: "hold.release",
            resource_id: hold.resource_id,
            selector: { booking_id: hold.booking_id, ids: [hold.id] },
            before: { start_date: hold.start_date, end_date: hold.end_date, quantity: hold.quantity },
          },
    )
    writeLogStep(entry)
    return new WorkflowResponse(answer)
  },
)
