import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { holdEvent, ResourceBookingEvents } from "../../modules/resource_booking/events"
import { RunActions, runEntry } from "./run-actions"
import { markExpiringHoldsStep } from "./steps/mark-expiring-holds"
import { writeLogStep } from "./steps/write-log"

/** Tells subscribers, once for each hold, that it ends within `expiring_notice_minutes`. */
export const notifyExpiringWorkflow = createWorkflow("resource-booking-notify-expiring", () => {
  const marked = markExpiringHoldsStep()
  const expiring = transform({ marked }, ({ marked }) => marked.holds.map((hold) => holdEvent(hold, marked.marked_at)))
  const figures = transform({ marked }, ({ marked }) => ({ notified_count: marked.holds.length }))
  const entry = transform({ figures }, ({ figures }) => runEntry(RunActions.EXPIRING_NOTICE, figures))
  emitEventStep({ eventName: ResourceBookingEvents.HOLD_EXPIRING, data: expiring })
  writeLogStep(entry)
  return new WorkflowResponse(figures)
})
