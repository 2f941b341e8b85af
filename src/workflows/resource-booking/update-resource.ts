import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { changesOf } from "./changes-of"
import { updateResourceStep, type EditResourceInput } from "./steps/update-resource"
import { writeLogStep } from "./steps/write-log"

export const updateResourceWorkflow = createWorkflow(
  "resource-booking-update-resource",
  (input: EditResourceInput & { by: string }) => {
    const saved = updateResourceStep(input)
    const entry = transform({ input, saved }, ({ input, saved }) => ({
      actor: input.by,
      action: "resource.update",
      resource_id: input.id,
      ...changesOf(saved.before, saved.resource),
    }))
    writeLogStep(entry)
    return new WorkflowResponse(saved)
  },
)
