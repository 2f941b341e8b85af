import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { restoreResourceStep } from "./steps/restore-resource"
import { writeLogStep } from "./steps/write-log"

export const restoreResourceWorkflow = createWorkflow(
  "resource-booking-restore-resource",
  (input: { by: string; id: string }) => {
    const resource = restoreResourceStep(input.id)
    const entry = transform({ input, resource }, ({ input, resource }) => ({
      actor: input.by,
      action: "resource.restore",
      resource_id: resource.id,
      after: { name: resource.name, type: resource.type },
    }))
    writeLogStep(entry)
    return new WorkflowResponse(resource)
  },
)
