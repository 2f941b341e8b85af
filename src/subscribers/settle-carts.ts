import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { CartWorkflowEvents } from "@medusajs/framework/utils"
import { bookingService } from "../workflows/resource-booking/booking-service"
import { readCheckoutCart } from "../workflows/resource-booking/checkout/checkout-cart"
import { settleCart } from "../workflows/resource-booking/checkout/settle-cart"
import { undoEmptiedCart } from "../workflows/resource-booking/checkout/undo-emptied-cart"

/** A line removed gives its dates back at once, not when their hold ends. */
export default async function settleChangedCart({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  // Most carts of a shop have never held a date.
  const holds = await bookingService(container).getLineHolds(event.data.id)
  const cart = holds.length > 0 ? await readCheckoutCart(container, event.data.id) : undefined
  if (!cart) return
  await settleCart(container, cart, { rebook: true })
  await undoEmptiedCart(container, cart.id)
}

export const config: SubscriberConfig = {
  event: [CartWorkflowEvents.UPDATED, CartWorkflowEvents.REGION_UPDATED, CartWorkflowEvents.CUSTOMER_TRANSFERRED],
  context: { subscriberId: "resource-booking-settle-carts" },
}
