import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { ResourceBookingEvents } from "../modules/resource_booking/events"
import { bookingService } from "../workflows/resource-booking/booking-service"
import { settleOrder } from "../workflows/resource-booking/checkout/settle-order"

/** What the desk has done to a booking of an order: is it still what the order says, or has it served what waited? */
export default async function settleOrderOfDesk({
  event,
  container,
}: SubscriberArgs<{ id: string; order_id: string | null }>): Promise<void> {
  const { id, order_id } = event.data
  if (order_id === null) return
  // What an order's own settlement does is settled.
  const { created_by, cancelled_by } = await bookingService(container).getAllocation(id)
  const by = cancelled_by ?? created_by
  if (by !== null && by !== "system") await settleOrder(container, order_id)
}

export const config: SubscriberConfig = {
  event: [
    ResourceBookingEvents.ALLOCATION_CREATED,
    ResourceBookingEvents.ALLOCATION_CANCELLED,
    ResourceBookingEvents.ALLOCATION_MOVED,
  ],
  context: { subscriberId: "resource-booking-settle-desk-changes" },
}
