import { Module } from "@medusajs/framework/utils"
import validateOptions from "./loaders/validate-options"
import ResourceBookingModuleService from "./service"

export const RESOURCE_BOOKING_MODULE = "resource_booking"

export default Module(RESOURCE_BOOKING_MODULE, {
  service: ResourceBookingModuleService,
  loaders: [validateOptions],
})
