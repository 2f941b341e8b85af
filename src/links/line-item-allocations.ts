import OrderModule from "@medusajs/medusa/order"
import { defineLink } from "@medusajs/framework/utils"
import ResourceBookingModule from "../modules/resource_booking"

/** `order_line_item.booking_allocations`: what a line of an order has booked, cancelled ones among it. */
export default defineLink(
  { linkable: OrderModule.linkable.orderLineItem, field: "id", isList: true },
  { ...ResourceBookingModule.linkable.bookingAllocation.id, primaryKey: "line_item_id" },
  { readOnly: true },
)
