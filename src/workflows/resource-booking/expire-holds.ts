import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { holdEvent, ResourceBookingEvents } from "../../modules/resource_booking/events"
import { RunActions, runEntry } from "./run-actions"
import { expireHoldsStep } from "./steps/expire-holds"
import { writeLogStep } from "./steps/write-log"

/** The clean-up: housekeeping, as availability never counts an expired hold. Safe on many instances at once. */
export const expireHoldsWorkflow = createWorkflow("resource-booking-expire-holds", () => {
  const swept = expireHoldsStep()
  const expired = transform({ swept }, ({ swept }) => swept.news.map((hold) => holdEvent(hold, swept.now)))
  const entry = transform({ swept }, ({ swept }) => runEntry(RunActions.CLEANUP, swept.figures))
  emitEventStep({ eventName: ResourceBookingEvents.HOLD_EXPIRED, data: expired })
  writeLogStep(entry)
  return new WorkflowResponse(swept.figures)
})
