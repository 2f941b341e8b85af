import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { bookingService } from "../booking-service"

const NEWS_FOR_MS = 60 * 60 * 1000

/** Settles every expired hold. After a long stop only the last hour's are still news to anybody. */
export const expireHoldsStep = createStep("resource-booking-expire-holds", async (_: void, { container }) => {
  const { holds, now, ...figures } = await bookingService(container).expireHolds()
  const { expired_count, capacity_restored, duration_ms } = figures
  container
    .resolve(ContainerRegistrationKeys.LOGGER)
    .info(
      `resource-booking: ${expired_count} holds expired, ${capacity_restored} unit-days free again, ${duration_ms} ms`,
    )
  const news = holds.filter(({ expires_at }) => Date.parse(now) - Date.parse(expires_at) <= NEWS_FOR_MS)
  return new StepResponse({ figures, news, now })
})
