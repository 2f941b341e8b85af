import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { holdEvent, ResourceBookingEvents } from "../../modules/resource_booking/events"
import { releaseHoldStep } from "./steps/release-hold"

/** Gives a hold's units back, once. */
export const releaseHoldWorkflow = createWorkflow(
  "resource-booking-release-hold",
  (input: { hold_id: string; released_by: string }) => {
    const answer = releaseHoldStep(input)
    const released = transform({ answer }, ({ answer }) => (answer.replay ? [] : [holdEvent(answer.hold, answer.now)]))
    emitEventStep({ eventName: ResourceBookingEvents.HOLD_RELEASED, data: released })
    return new WorkflowResponse(answer)
  },
)
