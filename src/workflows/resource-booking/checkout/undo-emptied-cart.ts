import type { MedusaContainer } from "@medusajs/framework/types"
import { bookingService } from "../booking-service"
import { readCheckoutCart } from "./checkout-cart"
import { reportRefusedCheckout } from "./report-refused-checkout"
import { undoPayments } from "./undo-payments"

/**
 * Money that was taken while all was removed from a cart of bookings. Core refuses to complete an empty cart before any
 * hook could see it, so that nobody else would give it back.
 */
export const undoEmptiedCart = async (container: MedusaContainer, cart_id: string): Promise<void> => {
  const holds = await bookingService(container).getLineHolds(cart_id)
  // Live ones are of a line that is on its way back, as where the cart has changed its region.
  if (holds.length === 0 || holds.some(({ status }) => status === "ACTIVE" || status === "CONFIRMED")) return
  const cart = await readCheckoutCart(container, cart_id)
  if (!cart || cart.items.length > 0 || cart.completed_at) return
  await undoEnded(container, cart_id, "The bookings of this cart were removed while it was paid for")
}

/** For a cart that has no dates any more and no order: nothing of it stays charged, and the desk knows where money was. */
export const undoEnded = async (container: MedusaContainer, cart_id: string, message: string): Promise<void> => {
  const payments = await undoPayments(container, cart_id, message)
  if (payments.length > 0) {
    await reportRefusedCheckout(container, { cart_id, code: "hold_not_active", message, payments })
  }
}
