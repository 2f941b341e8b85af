import OrderModule from "@medusajs/medusa/order"
import { defineLink } from "@medusajs/framework/utils"
import ResourceBookingModule from "../modules/resource_booking"

/** `order.booking_allocations`: what an order has booked, cancelled ones among it. */
export default defineLink(
  { linkable: OrderModule.linkable.order, field: "id", isList: true },
  { ...ResourceBookingModule.linkable.bookingAllocation.id, primaryKey: "order_id" },
  { readOnly: true },
)
