import type { MedusaContainer } from "@medusajs/framework/types"
import { BOOKING_JOURNAL_MODULE } from "../../modules/booking_journal"
import type BookingJournalModuleService from "../../modules/booking_journal/service"

export const journalService = (container: MedusaContainer): BookingJournalModuleService =>
  container.resolve<BookingJournalModuleService>(BOOKING_JOURNAL_MODULE)
