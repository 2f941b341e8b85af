import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { PlaceStaffHoldInput } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"

/** Undone by releasing what this very call placed, never what a replay found. */
export const placeStaffHoldStep = createStep(
  "resource-booking-place-staff-hold",
  async (input: PlaceStaffHoldInput, { container }) => {
    const booking = await bookingService(container).placeStaffHold(input)
    return new StepResponse(booking, booking.replay ? [] : booking.holds.map(({ id }) => id))
  },
  async (holdIds, { container }) => {
    const service = bookingService(container)
    for (const id of holdIds ?? []) {
      await service.releaseHold(id, "system")
    }
  },
)
