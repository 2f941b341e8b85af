import OrderModule from "@medusajs/medusa/order"
import { defineLink } from "@medusajs/framework/utils"
import ResourceBookingModule from "../modules/resource_booking"

/**
 * `order.booking_allocations`: what an order has booked, cancelled ones among it. A shortcut over a relation of another
 * name: an order's lines have one of the same, and Query tells them apart only by shortcut.
 */
export default defineLink(
  { linkable: OrderModule.linkable.order, field: "id" },
  { ...ResourceBookingModule.linkable.bookingAllocation.id, primaryKey: "order_id", alias: "order_booking_allocation" },
  {
    readOnly: true,
    shortcut: { property: "booking_allocations", path: "order_booking_allocation", isList: true },
  },
)
