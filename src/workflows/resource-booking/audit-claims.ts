import { createWorkflow, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { auditClaimsStep } from "./steps/audit-claims"

/** The recount of every claim and invariant; changes no booking, keeps DRIFT and OVERCOMMITTED incidents true. */
export const auditClaimsWorkflow = createWorkflow(
  "resource-booking-audit-claims",
  () => new WorkflowResponse(auditClaimsStep()),
)
