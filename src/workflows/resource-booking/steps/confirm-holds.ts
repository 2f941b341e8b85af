import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { ConfirmHoldInput } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"

/** No compensation: a confirmed hold stays so, and cancelling its allocation would give the customer's dates away. */
export const confirmHoldsStep = createStep(
  "resource-booking-confirm-holds",
  async (input: ConfirmHoldInput, { container }) => {
    const service = bookingService(container)
    const booking = await service.confirmHolds(input)
    const answers = await Promise.all(input.hold_ids.map((id) => service.getHold(id)))
    return new StepResponse({ ...booking, holds: answers.map(({ hold }) => hold) })
  },
)
