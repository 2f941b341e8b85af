import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { deleteResourceStep } from "./steps/delete-resource"
import { writeLogStep } from "./steps/write-log"

/** Soft: past bookings keep their resource. Refused while live claims exist. */
export const deleteResourceWorkflow = createWorkflow(
  "resource-booking-delete-resource",
  (input: { by: string; id: string }) => {
    const resource = deleteResourceStep(input.id)
    const entry = transform({ input, resource }, ({ input, resource }) => ({
      actor: input.by,
      action: "resource.delete",
      resource_id: resource.id,
      before: { name: resource.name, type: resource.type },
    }))
    writeLogStep(entry)
    return new WorkflowResponse(resource)
  },
)
