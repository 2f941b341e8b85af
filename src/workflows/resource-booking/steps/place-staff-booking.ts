import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { PlaceStaffBookingInput } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"

/** Undone by cancelling what this very call booked, never what a replay found. */
export const placeStaffBookingStep = createStep(
  "resource-booking-place-staff-booking",
  async (input: PlaceStaffBookingInput, { container }) => {
    const booking = await bookingService(container).placeStaffBooking(input)
    return new StepResponse(booking, booking.replay ? [] : booking.allocations.map(({ id }) => id))
  },
  async (allocationIds, { container }) => {
    if (allocationIds?.length) {
      await bookingService(container).cancelAllocations({
        allocation_ids: allocationIds,
        cancelled_by: "system",
        reason: "undone",
      })
    }
  },
)
