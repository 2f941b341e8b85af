import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { HoldDTO } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"

/** Marks the holds that end soon, in batches, until none is left. No compensation: a mark is what keeps a notice from coming twice. */
export const markExpiringHoldsStep = createStep(
  "resource-booking-mark-expiring-holds",
  async (_: void, { container }) => {
    const service = bookingService(container)
    const holds: HoldDTO[] = []
    for (;;) {
      const batch = await service.markExpiringHolds()
      if (batch.length === 0) {
        return new StepResponse({ holds, marked_at: new Date().toISOString() })
      }
      holds.push(...batch)
    }
  },
)
