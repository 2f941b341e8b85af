import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { RunActions, runEntry } from "./run-actions"
import { applyRetentionStep } from "./steps/apply-retention"
import { writeLogStep } from "./steps/write-log"

/** Deletes ended holds after `hold_retention_days` and blanks whom they were for after `personal_data_days`. */
export const applyRetentionWorkflow = createWorkflow("resource-booking-apply-retention", () => {
  const figures = applyRetentionStep()
  const entry = transform({ figures }, ({ figures }) => runEntry(RunActions.RETENTION, figures))
  writeLogStep(entry)
  return new WorkflowResponse(figures)
})
