import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import { bookingService } from "../booking-service"
import { journalService } from "../journal-service"
import { RunActions, runEntry } from "../run-actions"
import { orderOf } from "./order-of"
import { ordersToSettle } from "./orders-to-settle"
import { reconcilePayments, type ReconciledPayments } from "./reconcile-payments"
import { settleOrder, type OrderSettlement } from "./settle-order"

/** Figures of one run. What `failed` is tried again by the next. */
export type Reconciliation = ReconciledPayments & {
  orders_settled: number
  orders_unserved: number
  orders_unpaid: number
  orders_released: number
  carts_unclaimed: number
  failed: number
  duration_ms: number
}

/**
 * Finds what events would have told and did not, after a crash or a lost bus: claims whose process has died, orders that
 * changed since the last run, and orders that wait for somebody. With `all`, every order of the shop.
 */
export const reconcile = async (
  container: MedusaContainer,
  { all = false }: { all?: boolean } = {},
): Promise<Reconciliation> => {
  const started = performance.now()
  const total = {
    orders_settled: 0,
    orders_unserved: 0,
    orders_unpaid: 0,
    orders_released: 0,
    carts_unclaimed: 0,
    failed: 0,
  }
  const done = new Set<string>()
  const settle = async (orderId: string): Promise<boolean> => {
    if (done.has(orderId)) return true
    done.add(orderId)
    try {
      const settled = await settleOrder(container, orderId)
      if (!settled) return true
      const isReleased = settled.unpaid_since !== null && (await releaseUnpaid(container, settled))
      total.orders_settled += 1
      if (settled.unserved.length > 0) total.orders_unserved += 1
      if (isReleased) total.orders_released += 1
      else if (settled.unpaid_since) total.orders_unpaid += 1
      return true
    } catch (error) {
      total.failed += 1
      await rememberFailure(container, orderId, error as Error)
      return false
    }
  }

  for (const { cart_id, claim } of await bookingService(container).getAbandonedClaims()) {
    const orderId = await orderOf(container, cart_id)
    if (orderId && !(await settle(orderId))) continue
    // What its order needed is confirmed by now. The rest ends by its own clock again.
    const unclaimed = await bookingService(container).unclaimCart(cart_id, claim)
    if (unclaimed.length > 0) total.carts_unclaimed += 1
  }
  for await (const orderId of ordersToSettle(container, all)) await settle(orderId)

  const payments = await reconcilePayments(container)
  const figures = { ...total, ...payments, duration_ms: Math.round(performance.now() - started) }
  await journalService(container).writeLog(runEntry(RunActions.RECONCILE, figures))
  return figures
}

/** An order that no run has settled must not be forgotten when it is no longer among the changed ones. */
const rememberFailure = async (container: MedusaContainer, orderId: string, { message }: Error): Promise<void> => {
  container.resolve(ContainerRegistrationKeys.LOGGER).error(`resource-booking: reconcile: ${orderId}: ${message}`)
  await journalService(container).openIncident({ kind: "ORDER_UNSERVED", ref: orderId, details: { failed: message } })
}

/**
 * By option, an order that nobody has paid for so long gives its dates back: it is cancelled as a whole. Counted from the
 * moment its incident was opened, since an edit of core's may leave an order of last week unpaid today. What core does
 * not cancel, such as an order with fulfilments, stays with the desk.
 */
const releaseUnpaid = async (
  container: MedusaContainer,
  { order_id, ordered_at, unpaid_since }: OrderSettlement,
): Promise<boolean> => {
  const hours = bookingService(container).options.unpaid_order_hours
  if (hours === 0 || Date.parse(unpaid_since!) > Date.now() - hours * 60 * 60 * 1000) return false
  try {
    await cancelOrderWorkflow(container).run({ input: { order_id } })
  } catch (error) {
    const details = { ordered_at, not_released: (error as Error).message }
    await journalService(container).openIncident({ kind: "UNPAID", ref: order_id, details })
    return false
  }
  await settleOrder(container, order_id)
  return true
}
