import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { bookingService } from "../booking-service"
import { readCheckoutCart } from "./checkout-cart"
import { undoEnded } from "./undo-emptied-cart"

/**
 * Carts whose dates have all ended between two moments and that have no order: whatever was paid for them is given back, and
 * nobody can pay for them any more. For the reconciliation: a storefront that died between the card form and the
 * completion is nobody's event. Answers how many carts it looked at. One that fails does not keep the others from it; it
 * throws in the end, so that the next run looks at the same time again.
 */
export const undoEndedCarts = async (container: MedusaContainer, from: Date, to: Date): Promise<number> => {
  const failures: Error[] = []
  let looked = 0
  for (let after = ""; ;) {
    const cartIds = await bookingService(container).getEndedCarts({ from, to, after })
    for (const cartId of cartIds) {
      await undoEndedCart(container, cartId).catch((error: Error) => {
        const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
        logger.error(`resource-booking: reconcile: ${cartId}: ${error.message}`)
        failures.push(error)
      })
    }
    looked += cartIds.length
    const last = cartIds.at(-1)
    if (last === undefined) break
    after = last
  }
  if (failures.length > 0) throw failures[0]!
  return looked
}

/** Of a cart that went on to sell ordinary goods alone, after its bookings were removed, the payment is not ours to undo. */
const undoEndedCart = async (container: MedusaContainer, cartId: string): Promise<void> => {
  const cart = await readCheckoutCart(container, cartId)
  if (!cart || cart.completed_at) return
  const ended = new Set((await bookingService(container).getLineHolds(cartId)).map(({ line_item_id }) => line_item_id))
  if (cart.items.length > 0 && !cart.items.some(({ id }) => ended.has(id))) return
  await undoEnded(container, cartId, "The dates of this cart ended before it became an order")
}
