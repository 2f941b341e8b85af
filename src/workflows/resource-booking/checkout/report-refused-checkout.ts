import type { MedusaContainer } from "@medusajs/framework/types"
import type { Json } from "../../../modules/booking_journal/types"
import { checkoutRefusedEvent, ResourceBookingEvents } from "../../../modules/resource_booking/events"
import { emitQuietly } from "../emit-quietly"
import { recordRefusal } from "./refusal-incident"
import { touchedMoney, type UndonePayment } from "./undone-payment"

/** `details` are facts of the refusal, such as dates: no names and no addresses, for incidents outlive those. */
export type RefusedCheckout = {
  cart_id: string
  code: string
  message: string
  line_item_id?: string | null
  details?: Json
  payments: UndonePayment[]
}

/**
 * Tells of a cart that was refused, once its payments are undone: the desk where money was in it, and everybody through the
 * bus itself, for the workflow that refuses fails and drops the events of its group. Never throws: the refusal is the answer.
 */
export const reportRefusedCheckout = async (
  container: MedusaContainer,
  { cart_id, code, message, line_item_id = null, details, payments }: RefusedCheckout,
): Promise<void> => {
  if (touchedMoney(payments)) {
    await recordRefusal(container, cart_id, {
      code,
      message,
      line_item_id,
      ...(details && { facts: details }),
      payments,
    })
  }
  const data = checkoutRefusedEvent({ cart_id, code, line_item_id, payments }, new Date().toISOString())
  await emitQuietly(container, [{ name: ResourceBookingEvents.CHECKOUT_REFUSED, data }])
}
