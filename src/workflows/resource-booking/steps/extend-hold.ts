import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { bookingService } from "../booking-service"

export type ExtendHoldInput = { hold_id: string; minutes?: number; by_staff: boolean }

/** No compensation: a deadline never goes backwards. */
export const extendHoldStep = createStep(
  "resource-booking-extend-hold",
  async ({ hold_id, minutes, by_staff }: ExtendHoldInput, { container }) => {
    const service = bookingService(container)
    return new StepResponse(
      await (by_staff ? service.extendStaffHold(hold_id, minutes) : service.extendHold(hold_id, minutes)),
    )
  },
)
