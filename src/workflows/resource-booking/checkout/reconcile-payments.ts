import type { MedusaContainer } from "@medusajs/framework/types"
import { bookingService } from "../booking-service"
import { lookBack } from "./look-back"
import { retryUndoPayments } from "./retry-undo-payments"
import { undoEndedCarts } from "./undo-ended-carts"

/** `payments_failing`: carts that are still charged after this run. */
export type ReconciledPayments = { carts_ended: number; payments_retried: number; payments_failing: number }

const MINUTE_MS = 60_000
const LOOK_BACK_MS = 24 * 60 * MINUTE_MS

/**
 * Gives back what was paid for dates that ended without an order, once the grace time of a payment is over, and tries again
 * what a provider has refused to give back.
 */
export const reconcilePayments = async (container: MedusaContainer): Promise<ReconciledPayments> => {
  const grace = bookingService(container).options.payment_grace_minutes * MINUTE_MS
  const since = await lookBack(container, LOOK_BACK_MS)
  const carts_ended = await undoEndedCarts(container, new Date(since - grace), new Date(Date.now() - grace))
  const { retried, failing } = await retryUndoPayments(container)
  return { carts_ended, payments_retried: retried, payments_failing: failing }
}
