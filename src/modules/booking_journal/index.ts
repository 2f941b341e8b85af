import { Module } from "@medusajs/framework/utils"
import BookingJournalModuleService from "./service"

export const BOOKING_JOURNAL_MODULE = "booking_journal"

export default Module(BOOKING_JOURNAL_MODULE, { service: BookingJournalModuleService })
