import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { OrderEditWorkflowEvents, OrderWorkflowEvents } from "@medusajs/framework/utils"
import { isOrderOfGoods } from "../workflows/resource-booking/checkout/is-order-of-goods"
import { settleOrder } from "../workflows/resource-booking/checkout/settle-order"

/** Whatever has happened to an order: its bookings become what it says now. */
export default async function settleChangedOrder({
  event,
  container,
}: SubscriberArgs<{ id?: string; order_id?: string }>): Promise<void> {
  const orderId = event.data.order_id ?? event.data.id
  if (!orderId || (await isOrderOfGoods(container, orderId))) return
  await settleOrder(container, orderId)
}

export const config: SubscriberConfig = {
  event: [
    OrderWorkflowEvents.PLACED,
    OrderWorkflowEvents.CANCELED,
    OrderEditWorkflowEvents.CONFIRMED,
    OrderWorkflowEvents.EXCHANGE_CREATED,
    OrderWorkflowEvents.CLAIM_CREATED,
    OrderWorkflowEvents.RETURN_REQUESTED,
    OrderWorkflowEvents.RETURN_RECEIVED,
  ],
  context: { subscriberId: "resource-booking-settle-orders" },
}
