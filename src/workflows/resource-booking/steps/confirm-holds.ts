import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { ConfirmClaimedInput } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"

/** No compensation: a confirmed hold stays so, and cancelling its allocation would give the customer's dates away. */
export const confirmHoldsStep = createStep(
  "resource-booking-confirm-holds",
  async ({ claimed_only, ...input }: ConfirmClaimedInput & { claimed_only?: boolean }, { container }) => {
    const service = bookingService(container)
    const booking = claimed_only ? await service.confirmClaimedHolds(input) : await service.confirmHolds(input)
    const answers = await Promise.all(input.hold_ids.map((id) => service.getHold(id)))
    return new StepResponse({ ...booking, holds: answers.map(({ hold }) => hold) })
  },
)
