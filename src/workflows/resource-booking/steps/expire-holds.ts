import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { isNews } from "../../../modules/resource_booking/events"
import { bookingService } from "../booking-service"

/** Settles every expired hold. After a long stop only the last hour's are still news to anybody. */
export const expireHoldsStep = createStep("resource-booking-expire-holds", async (_: void, { container }) => {
  const { holds, now, ...figures } = await bookingService(container).expireHolds()
  const { expired_count, capacity_restored, duration_ms } = figures
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  if (figures.stopped_by) {
    logger.error(`resource-booking: the clean-up stopped early and goes on at its next run: ${figures.stopped_by}`)
  }
  logger.info(
    `resource-booking: ${expired_count} holds expired, ${capacity_restored} unit-days free again, ${duration_ms} ms`,
  )
  return new StepResponse({ figures, news: holds.filter((hold) => isNews(hold, now)), now })
})
