import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { ContainerRegistrationKeys, PaymentEvents } from "@medusajs/framework/utils"
import { undoEmptiedCart } from "../workflows/resource-booking/checkout/undo-emptied-cart"

/** A provider's webhook took the money of a cart from which the customer had just removed everything. */
export default async function undoPaidEmptyCart({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "payment",
    fields: ["payment_collection.cart.id"],
    filters: { id: event.data.id },
  })
  const cartId = (data[0] as { payment_collection?: { cart?: { id: string } } } | undefined)?.payment_collection?.cart
    ?.id
  if (cartId) await undoEmptiedCart(container, cartId)
}

export const config: SubscriberConfig = {
  event: PaymentEvents.CAPTURED,
  context: { subscriberId: "resource-booking-undo-emptied-carts" },
}
