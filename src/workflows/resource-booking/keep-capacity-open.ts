import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { RunActions, runEntry } from "./run-actions"
import { auditClaimsStep } from "./steps/audit-claims"
import { keepCapacityOpenStep } from "./steps/keep-capacity-open"
import { writeLogStep } from "./steps/write-log"

/**
 * The daily round: opens the dates that have come near, never changing one that exists, then recounts all claims, so
 * that drift and overcommitted dates become incidents without anybody asking.
 */
export const keepCapacityOpenWorkflow = createWorkflow("resource-booking-keep-capacity-open", () => {
  const opened = keepCapacityOpenStep()
  const audit = auditClaimsStep()
  const figures = transform({ opened, audit }, ({ opened, audit }) => ({
    resources: opened.resources,
    dates_opened: opened.dates_opened,
    books_in_order: audit.ok,
    overcommitted_dates: audit.overcommitted.length,
  }))
  const entry = transform({ figures }, ({ figures }) => runEntry(RunActions.KEEP_OPEN, figures))
  writeLogStep(entry)
  return new WorkflowResponse(figures)
})
