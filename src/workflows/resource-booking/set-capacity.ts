import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { SetCapacityInput } from "../../modules/resource_booking/types"
import { capacityEvent, ResourceBookingEvents } from "../../modules/resource_booking/events"
import { setCapacityStep } from "./steps/set-capacity"
import { writeLogStep } from "./steps/write-log"

/** Opens or changes a range of dates of one resource. */
export const setCapacityWorkflow = createWorkflow(
  "resource-booking-set-capacity",
  (input: { by: string; capacity: SetCapacityInput }) => {
    const answer = setCapacityStep(input.capacity)
    const changed = transform({ input, answer }, ({ input, answer }) =>
      answer.dry_run || answer.changed === 0 ? [] : [capacityEvent(input.capacity, answer.now)],
    )
    emitEventStep({ eventName: ResourceBookingEvents.CAPACITY_CHANGED, data: changed })
    const entry = transform({ input, answer }, ({ input, answer }) => {
      const { resource_id, start_date, end_date, weekdays = null, max_capacity } = input.capacity
      return answer.dry_run
        ? null
        : {
            actor: input.by,
            action: "capacity.set",
            resource_id,
            selector: { start_date, end_date, weekdays },
            before: { dates_by_capacity: answer.before },
            after: { max_capacity, dates: answer.changed, overcommitted_dates: answer.conflicts.dates.length },
          }
    })
    writeLogStep(entry)
    return new WorkflowResponse(answer)
  },
)
