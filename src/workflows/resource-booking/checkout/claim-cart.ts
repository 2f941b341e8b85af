import type { MedusaContainer } from "@medusajs/framework/types"
import { holdEvent, ResourceBookingEvents } from "../../../modules/resource_booking/events"
import type { ClaimedCart } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"
import { askBookingRules } from "./booking-rules"
import { bookedLines, lineClaim, type CheckoutCart } from "./checkout-cart"
import { emitQuietly } from "../emit-quietly"
import { settleCart } from "./settle-cart"

/**
 * Holds what a cart is about to pay for, or refuses it by the name of the line. Before the card form (`payment`) only
 * deadlines move past the payment; at the completion the clock of its holds stops. Undefined where the cart sells nothing
 * of ours.
 */
export const claimCart = async (
  container: MedusaContainer,
  cart: CheckoutCart,
  door: "payment" | "completion",
): Promise<ClaimedCart | undefined> => {
  const held = await settleCart(container, cart)
  const lines = (await bookedLines(container, cart, held)).map((one) => lineClaim(one, cart))
  if (lines.length === 0) return undefined
  await askBookingRules(container, {
    action: "claim",
    cart_id: cart.id,
    customer_id: cart.customer_id ?? undefined,
    customer_email: cart.email ?? undefined,
    variant_ids: lines.map(({ variant_id }) => variant_id),
    items: held.map(({ resource_id, quantity, dates, start_date, end_date }) => ({
      resource_id,
      quantity,
      dates,
      start_date,
      end_date,
    })),
  })
  const claimed = await bookingService(container).claimCart({ cart_id: cart.id, lines, claim: door === "completion" })
  const retaken = claimed.holds.filter(({ id }) => claimed.retaken_ids.includes(id))
  await emitQuietly(
    container,
    retaken.map((hold) => ({ name: ResourceBookingEvents.HOLD_CREATED, data: holdEvent(hold, claimed.now) })),
  )
  return claimed
}
