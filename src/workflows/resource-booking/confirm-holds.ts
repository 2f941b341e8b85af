import { emitEventStep } from "@medusajs/medusa/core-flows"
import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { ConfirmClaimedInput } from "../../modules/resource_booking/types"
import { bookingLogEntry } from "./booking-log-entry"
import { allocationEvent, holdEvent, ResourceBookingEvents } from "../../modules/resource_booking/events"
import { confirmHoldsStep } from "./steps/confirm-holds"
import { writeLogStep } from "./steps/write-log"

/**
 * Makes live holds the bookings they were for: the same claims, without a moment in which others could have them. With
 * `claimed_only` (the storefront's way) only what checkout has claimed for this very line. The journal knows what staff
 * did: without `created_by` it is told nothing.
 */
export const confirmHoldsWorkflow = createWorkflow(
  "resource-booking-confirm-holds",
  (input: ConfirmClaimedInput & { claimed_only?: boolean }) => {
    const booking = confirmHoldsStep(input)
    const confirmed = transform({ booking }, ({ booking }) =>
      booking.replay ? [] : booking.holds.map((hold) => holdEvent(hold, booking.now)),
    )
    emitEventStep({ eventName: ResourceBookingEvents.HOLD_CONFIRMED, data: confirmed })
    const created = transform({ booking }, ({ booking }) =>
      booking.replay ? [] : booking.allocations.map((allocation) => allocationEvent(allocation, booking.now)),
    )
    emitEventStep({ eventName: ResourceBookingEvents.ALLOCATION_CREATED, data: created }).config({
      name: "emit-created-allocations",
    })
    const entry = transform({ input, booking }, ({ input, booking }) =>
      booking.replay || !input.created_by
        ? null
        : bookingLogEntry(input.created_by, "hold.confirm", booking.allocations),
    )
    writeLogStep(entry)
    return new WorkflowResponse(booking)
  },
)
