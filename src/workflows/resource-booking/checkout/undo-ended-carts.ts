import type { MedusaContainer } from "@medusajs/framework/types"
import { bookingService } from "../booking-service"
import { undoEnded } from "./undo-emptied-cart"

/**
 * Carts whose dates have all ended between two moments and that have no order: whatever was paid for them is given back, and
 * nobody can pay for them any more. For the reconciliation: a storefront that died between the card form and the
 * completion is nobody's event. Answers how many carts it looked at.
 */
export const undoEndedCarts = async (container: MedusaContainer, from: Date, to: Date): Promise<number> => {
  const cartIds = await bookingService(container).getEndedCarts(from, to)
  for (const cartId of cartIds) {
    await undoEnded(container, cartId, "The dates of this cart ended before it became an order")
  }
  return cartIds.length
}
