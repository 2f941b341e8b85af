import type { Logger } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { BOOKING_JOURNAL_MODULE } from "../../../modules/booking_journal"
import type BookingJournalModuleService from "../../../modules/booking_journal/service"
import type { LogInput } from "../../../modules/booking_journal/types"

/**
 * One row for one staff write, none where nothing was changed (null). The booking is committed by now and is worth more
 * than its row: a journal that fails is logged, and never fails or undoes the booking.
 */
export const writeLogStep = createStep("resource-booking-write-log", async (entry: LogInput | null, { container }) => {
  if (entry !== null) {
    try {
      await container.resolve<BookingJournalModuleService>(BOOKING_JOURNAL_MODULE).writeLog(entry)
    } catch (error) {
      const { message } = error as Error
      container
        .resolve<Logger>(ContainerRegistrationKeys.LOGGER)
        .error(`resource-booking: the journal has no row for ${entry.action} of ${entry.actor}: ${message}`)
    }
  }
  return new StepResponse(undefined)
})
