import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { holdEvent, ResourceBookingEvents } from "../../modules/resource_booking/events"
import { extendHoldStep } from "./steps/extend-hold"
import { writeLogStep } from "./steps/write-log"

/** Moves the deadline of a hold's whole booking, up to seven days after it was made. */
export const extendStaffHoldWorkflow = createWorkflow(
  "resource-booking-extend-staff-hold",
  (input: { by: string; hold_id: string; minutes?: number }) => {
    const request = transform({ input }, ({ input: { hold_id, minutes } }) => ({ hold_id, minutes, by_staff: true }))
    const answer = extendHoldStep(request)
    const extended = transform({ answer }, ({ answer }) =>
      answer.extended ? answer.holds.map((hold) => holdEvent(hold, answer.now)) : [],
    )
    emitEventStep({ eventName: ResourceBookingEvents.HOLD_EXTENDED, data: extended })
    const entry = transform({ input, answer }, ({ input, answer }) =>
      answer.extended
        ? {
            actor: input.by,
            action: "hold.extend",
            resource_id: answer.holds.length === 1 ? answer.holds[0]!.resource_id : null,
            selector: { booking_id: answer.holds[0]!.booking_id, ids: answer.holds.map(({ id }) => id) },
            after: { expires_at: answer.holds[0]!.expires_at },
          }
        : null,
    )
    writeLogStep(entry)
    return new WorkflowResponse(answer)
  },
)
