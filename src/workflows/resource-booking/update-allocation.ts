import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { updateAllocationStep, type EditAllocationInput } from "./steps/update-allocation"
import { writeLogStep } from "./steps/write-log"

/** Edits the words on a booking, on any day. The journal says which, without repeating a customer's data. */
export const updateAllocationWorkflow = createWorkflow(
  "resource-booking-update-allocation",
  (input: EditAllocationInput & { by: string }) => {
    const edited = updateAllocationStep(input)
    const entry = transform({ input, edited }, ({ input, edited: { allocation, changes } }) => {
      const unitLabel = ({ unit_label }: typeof changes.before) => (unit_label === undefined ? {} : { unit_label })
      return {
        actor: input.by,
        action: "allocation.update",
        resource_id: allocation.resource_id,
        selector: { booking_id: allocation.booking_id, ids: [allocation.id] },
        before: unitLabel(changes.before),
        after: { ...unitLabel(changes.after), fields: Object.keys(changes.after) },
      }
    })
    writeLogStep(entry)
    return new WorkflowResponse(edited)
  },
)
