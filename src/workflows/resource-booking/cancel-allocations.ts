import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { CancelAllocationsInput } from "../../modules/resource_booking/types"
import { allocationEvent, ResourceBookingEvents } from "../../modules/resource_booking/events"
import { cancelAllocationsStep } from "./steps/cancel-allocations"
import { writeLogStep } from "./steps/write-log"

/** Ends bookings and gives their units back, once. Money is a matter of the order. */
export const cancelAllocationsWorkflow = createWorkflow(
  "resource-booking-cancel-allocations",
  (input: CancelAllocationsInput) => {
    const answer = cancelAllocationsStep(input)
    const ended = transform({ answer }, ({ answer }) =>
      answer.allocations.filter(({ id }) => answer.cancelled_ids.includes(id)),
    )
    const cancelled = transform({ ended, answer }, ({ ended, answer }) =>
      ended.map((allocation) => allocationEvent(allocation, answer.now)),
    )
    emitEventStep({ eventName: ResourceBookingEvents.ALLOCATION_CANCELLED, data: cancelled })
    const entry = transform({ input, ended }, ({ input, ended }) =>
      ended.length === 0
        ? null
        : {
            actor: input.cancelled_by,
            action: "allocation.cancel",
            resource_id: ended.length === 1 ? ended[0]!.resource_id : null,
            selector: { booking_id: ended[0]!.booking_id, ids: ended.map(({ id }) => id) },
            after: { reason: input.reason ?? null },
          },
    )
    writeLogStep(entry)
    return new WorkflowResponse(answer)
  },
)
