import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { AllocationDTO, ReviseAllocationInput } from "../../modules/resource_booking/types"
import { allocationEvent, ResourceBookingEvents } from "../../modules/resource_booking/events"
import { moveAllocationStep } from "./steps/move-allocation"
import { showDatesStep } from "./steps/show-dates"
import { writeLogStep } from "./steps/write-log"

const claimOf = ({ resource_id, start_date, end_date, days, quantity }: AllocationDTO) => ({
  resource_id,
  start_date,
  end_date,
  days,
  quantity,
})

/** Other dates, another resource or fewer units for a booking, in one go. Its line shows the new dates; money stays. */
export const moveAllocationWorkflow = createWorkflow(
  "resource-booking-move-allocation",
  (input: ReviseAllocationInput & { reason?: string }) => {
    const answer = moveAllocationStep(input)
    const moved = transform({ answer }, ({ answer }) => [allocationEvent(answer.allocation, answer.now)])
    emitEventStep({ eventName: ResourceBookingEvents.ALLOCATION_MOVED, data: moved })
    const entry = transform({ input, answer }, ({ input, answer: { allocation, replaced } }) => ({
      actor: input.by,
      action: "allocation.move",
      resource_id: allocation.resource_id,
      selector: { booking_id: allocation.booking_id, ids: [replaced.id] },
      before: claimOf(replaced),
      after: { ...claimOf(allocation), id: allocation.id, reason: input.reason ?? null },
    }))
    writeLogStep(entry)
    showDatesStep(transform({ answer }, ({ answer }) => [answer.allocation]))
    return new WorkflowResponse(answer)
  },
)
