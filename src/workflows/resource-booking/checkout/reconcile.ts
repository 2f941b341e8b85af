import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import { bookingService } from "../booking-service"
import { journalService } from "../journal-service"
import { RunActions, runEntry } from "../run-actions"
import { settleOrder, type OrderSettlement } from "./settle-order"

/** Figures of one run. `failed` orders and carts are tried again by the next. */
export type Reconciliation = {
  orders_settled: number
  orders_unserved: number
  orders_unpaid: number
  orders_released: number
  carts_unclaimed: number
  failed: number
  duration_ms: number
}

const PAGE = 100
const LOOK_BACK_MS = 7 * 24 * 60 * 60 * 1000
// Runs may overlap and clocks of servers differ: better to look at an order twice than not at all.
const OVERLAP_MS = 15 * 60 * 1000

/**
 * Finds what events would have told and did not, after a crash or a lost bus: claims whose process has died, orders that
 * changed since the last run, and orders that wait for somebody. With `all`, every order that has dates still to come.
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
  const quietly = async (work: () => Promise<void>): Promise<void> => {
    await work().catch((error: Error) => {
      total.failed += 1
      container.resolve(ContainerRegistrationKeys.LOGGER).error(`resource-booking: reconcile: ${error.message}`)
    })
  }
  const settle = async (orderId: string): Promise<void> => {
    if (done.has(orderId)) return
    done.add(orderId)
    await quietly(async () => {
      const settled = await settleOrder(container, orderId)
      if (!settled) return
      total.orders_settled += 1
      if (settled.unserved.length > 0) total.orders_unserved += 1
      if (settled.is_unpaid && (await isReleased(container, settled))) total.orders_released += 1
      else if (settled.is_unpaid) total.orders_unpaid += 1
    })
  }

  for (const { cart_id, claim } of await bookingService(container).getAbandonedClaims()) {
    const orderId = await orderOf(container, cart_id)
    if (orderId) {
      await settle(orderId)
    } else {
      await quietly(async () => {
        await bookingService(container).unclaimCart(cart_id, claim)
        total.carts_unclaimed += 1
      })
    }
  }
  for (const orderId of await waitingOrders(container)) await settle(orderId)
  for await (const orderId of changedOrders(container, all)) await settle(orderId)

  const figures = { ...total, duration_ms: Math.round(performance.now() - started) }
  await journalService(container).writeLog(runEntry(RunActions.RECONCILE, figures))
  return figures
}

const orderOf = async (container: MedusaContainer, cartId: string): Promise<string | undefined> => {
  const { data } = await container
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: "order_cart", fields: ["order_id"], filters: { cart_id: cartId } })
  return (data[0] as { order_id: string } | undefined)?.order_id
}

/** Orders with an open incident: somebody may have paid, or made room. */
const waitingOrders = async (container: MedusaContainer): Promise<string[]> => {
  const journal = journalService(container)
  const kinds = ["ORDER_UNSERVED", "UNPAID"] as const
  const lists = await Promise.all(
    kinds.map((kind) => journal.listIncidents({ kind, open: true }, { limit: 500, order: "updated_at" })),
  )
  return lists.flatMap(({ incidents }) => incidents.map(({ ref }) => ref))
}

/** Orders that sell dates or have some, changed since the last run began; the oldest change first. */
async function* changedOrders(container: MedusaContainer, all: boolean): AsyncGenerator<string> {
  const last = await journalService(container).lastLog(RunActions.RECONCILE)
  const since = last ? Date.parse(last.at) - OVERLAP_MS : Date.now() - LOOK_BACK_MS
  const filters = all ? {} : { updated_at: { $gte: new Date(since).toISOString() } }
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  for (let skip = 0; ; skip += PAGE) {
    const { data } = await query.graph({
      entity: "order",
      fields: ["id"],
      filters,
      pagination: { take: PAGE, skip, order: { created_at: "ASC" } },
    })
    for (const { id } of data as { id: string }[]) yield id
    if (data.length < PAGE) return
  }
}

/** By option, an order that nobody has paid for so long gives its dates back: it is cancelled as a whole. */
const isReleased = async (container: MedusaContainer, { order_id }: OrderSettlement): Promise<boolean> => {
  const hours = bookingService(container).options.unpaid_order_hours
  if (hours === 0) return false
  const { incidents } = await journalService(container).listIncidents(
    { kind: "UNPAID", ref: order_id, open: true },
    { limit: 1 },
  )
  const orderedAt = (incidents[0]?.details as { ordered_at?: string } | null)?.ordered_at
  if (!orderedAt || Date.parse(orderedAt) > Date.now() - hours * 60 * 60 * 1000) return false
  await cancelOrderWorkflow(container).run({ input: { order_id } })
  await settleOrder(container, order_id)
  return true
}
