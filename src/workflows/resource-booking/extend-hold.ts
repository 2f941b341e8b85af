import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { holdEvent, ResourceBookingEvents } from "../../modules/resource_booking/events"
import { extendHoldStep, type ExtendHoldInput } from "./steps/extend-hold"

/** Moves the deadline of a hold's whole booking. */
export const extendHoldWorkflow = createWorkflow("resource-booking-extend-hold", (input: ExtendHoldInput) => {
  const answer = extendHoldStep(input)
  const extended = transform({ answer }, ({ answer }) =>
    answer.extended ? answer.holds.map((hold) => holdEvent(hold, answer.now)) : [],
  )
  emitEventStep({ eventName: ResourceBookingEvents.HOLD_EXTENDED, data: extended })
  return new WorkflowResponse(answer)
})
