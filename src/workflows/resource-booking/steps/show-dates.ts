import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { AllocationDTO } from "../../../modules/resource_booking/types"
import { showDates } from "../checkout/show-dates"

/** No compensation, and no failure: what it shows is shown again by the next change, and the booking stands. */
export const showDatesStep = createStep(
  "resource-booking-show-dates",
  async (allocations: AllocationDTO[], { container }) => {
    for (const allocation of allocations) {
      await showDates(container, allocation).catch((error: Error) => {
        container
          .resolve(ContainerRegistrationKeys.LOGGER)
          .warn(`resource-booking: line ${allocation.line_item_id} still shows its former dates: ${error.message}`)
      })
    }
    return new StepResponse()
  },
)
