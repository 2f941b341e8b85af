import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { CreateResourceInput } from "../../modules/resource_booking/types"
import { createResourceStep } from "./steps/create-resource"
import { writeLogStep } from "./steps/write-log"

/** Adds a bookable thing and opens its dates ahead where that is asked for. */
export const createResourceWorkflow = createWorkflow(
  "resource-booking-create-resource",
  (input: { by: string; resource: CreateResourceInput }) => {
    const resource = createResourceStep(input.resource)
    const entry = transform({ input, resource }, ({ input, resource: { id, name, type } }) => ({
      actor: input.by,
      action: "resource.create",
      resource_id: id,
      after: { name, type },
    }))
    writeLogStep(entry)
    return new WorkflowResponse(resource)
  },
)
