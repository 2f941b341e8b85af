import OrderModule from "@medusajs/medusa/order"
import { defineLink } from "@medusajs/framework/utils"
import ResourceBookingModule from "../modules/resource_booking"

/** `booking_allocation.order`: the order that an allocation serves. */
export default defineLink(
  { linkable: ResourceBookingModule.linkable.bookingAllocation, field: "order_id" },
  { linkable: OrderModule.linkable.order },
  { readOnly: true },
)
