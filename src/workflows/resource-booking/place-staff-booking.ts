import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { PlaceStaffBookingInput } from "../../modules/resource_booking/types"
import { bookingLogEntry } from "./booking-log-entry"
import { allocationEvent, ResourceBookingEvents } from "../../modules/resource_booking/events"
import { placeStaffBookingStep } from "./steps/place-staff-booking"
import { showDatesStep } from "./steps/show-dates"
import { writeLogStep } from "./steps/write-log"

/** Books all items for a customer of the desk, or none, without a hold before. */
export const placeStaffBookingWorkflow = createWorkflow(
  "resource-booking-place-staff-booking",
  (input: PlaceStaffBookingInput) => {
    const booking = placeStaffBookingStep(input)
    const created = transform({ booking }, ({ booking }) =>
      booking.replay ? [] : booking.allocations.map((allocation) => allocationEvent(allocation, booking.now)),
    )
    emitEventStep({ eventName: ResourceBookingEvents.ALLOCATION_CREATED, data: created })
    const entry = transform({ input, booking }, ({ input, booking }) =>
      booking.replay ? null : bookingLogEntry(input.created_by, "allocation.create", booking.allocations),
    )
    writeLogStep(entry)
    showDatesStep(transform({ booking }, ({ booking }) => booking.allocations.slice(0, 1)))
    return new WorkflowResponse(booking)
  },
)
