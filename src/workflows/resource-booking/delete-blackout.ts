import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { deleteBlackoutStep } from "./steps/delete-blackout"
import { writeLogStep } from "./steps/write-log"

/** Its dates open again, unless another blackout or an empty capacity keeps them shut. */
export const deleteBlackoutWorkflow = createWorkflow(
  "resource-booking-delete-blackout",
  (input: { by: string; id: string }) => {
    const blackout = deleteBlackoutStep(input.id)
    const entry = transform({ input, blackout }, ({ input, blackout }) => ({
      actor: input.by,
      action: "blackout.delete",
      resource_id: blackout.resource_id,
      selector: { id: blackout.id },
      before: {
        resource_type: blackout.resource_type,
        start_date: blackout.start_date,
        end_date: blackout.end_date,
        reason: blackout.reason,
      },
    }))
    writeLogStep(entry)
    return new WorkflowResponse(blackout)
  },
)
