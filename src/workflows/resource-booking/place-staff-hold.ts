import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { PlaceStaffHoldInput } from "../../modules/resource_booking/types"
import { bookingLogEntry } from "./booking-log-entry"
import { holdEvent, ResourceBookingEvents } from "../../modules/resource_booking/events"
import { placeStaffHoldStep } from "./steps/place-staff-hold"
import { writeLogStep } from "./steps/write-log"

/** Holds all items for somebody staff are talking to, or none. */
export const placeStaffHoldWorkflow = createWorkflow(
  "resource-booking-place-staff-hold",
  (input: PlaceStaffHoldInput) => {
    const booking = placeStaffHoldStep(input)
    const created = transform({ booking }, ({ booking }) =>
      booking.replay ? [] : booking.holds.map((hold) => holdEvent(hold, booking.now)),
    )
    emitEventStep({ eventName: ResourceBookingEvents.HOLD_CREATED, data: created })
    const entry = transform({ input, booking }, ({ input, booking }) =>
      booking.replay ? null : bookingLogEntry(input.created_by, "hold.create", booking.holds),
    )
    writeLogStep(entry)
    return new WorkflowResponse(booking)
  },
)
