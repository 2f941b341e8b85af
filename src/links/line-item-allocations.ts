import OrderModule from "@medusajs/medusa/order"
import { defineLink } from "@medusajs/framework/utils"
import ResourceBookingModule from "../modules/resource_booking"

/** `order.items.booking_allocations`: what a line of an order has booked, cancelled ones among it. */
export default defineLink(
  { linkable: OrderModule.linkable.orderLineItem, field: "id" },
  {
    ...ResourceBookingModule.linkable.bookingAllocation.id,
    primaryKey: "line_item_id",
    alias: "line_item_booking_allocation",
  },
  {
    readOnly: true,
    shortcut: { property: "booking_allocations", path: "line_item_booking_allocation", isList: true },
  },
)
