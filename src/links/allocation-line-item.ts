import OrderModule from "@medusajs/medusa/order"
import { defineLink } from "@medusajs/framework/utils"
import ResourceBookingModule from "../modules/resource_booking"

/** `booking_allocation.line_item`: the order's line that an allocation serves. */
export default defineLink(
  { linkable: ResourceBookingModule.linkable.bookingAllocation, field: "line_item_id" },
  { linkable: OrderModule.linkable.orderLineItem, alias: "line_item" },
  { readOnly: true },
)
