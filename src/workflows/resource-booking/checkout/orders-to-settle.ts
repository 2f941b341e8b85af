import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { journalService } from "../journal-service"
import { deletedOrders } from "./deleted-orders"
import { lookBack } from "./look-back"
import { ordersWithBookings } from "./orders-with-bookings"

const PAGE = 100
const LOOK_BACK_MS = 7 * 24 * 60 * 60 * 1000
// Core makes the order before it takes the payment, and deletes it where that fails: a younger one may be no order yet.
const COMPLETED_BY_MS = 2 * 60 * 1000

/**
 * Orders that wait for somebody, who may have paid or made room, then those changed since the last run began that sell
 * dates or have booked some, the oldest first, then those that are gone. With `all`, every such order of the shop.
 */
export async function* ordersToSettle(container: MedusaContainer, all: boolean): AsyncGenerator<string> {
  const since = all ? undefined : await lookBack(container, LOOK_BACK_MS)
  const to = new Date(Date.now() - COMPLETED_BY_MS)
  yield* await waitingOrders(container)
  yield* changedOrders(container, { since, to })
  yield* deletedOrders(container, { since, to })
}

/** At most so many a run: those that have been looked at least lately. */
const WAITING = 500

const waitingOrders = async (container: MedusaContainer): Promise<string[]> => {
  const journal = journalService(container)
  const kinds = ["ORDER_UNSERVED", "UNPAID"] as const
  const lists = await Promise.all(
    kinds.map((kind) => journal.listIncidents({ kind, open: true }, { limit: WAITING, order: "updated_at" })),
  )
  return lists.flatMap(({ incidents }) => incidents.map(({ ref }) => ref))
}

// Ids are ULIDs and in the order of time: each page goes on where the last one ended, so that an order that is deleted
// meanwhile hides no other. Core has no index on when an order changed: a page of a million orders takes 0.25 s.
async function* changedOrders(
  container: MedusaContainer,
  { since, to }: { since: number | undefined; to: Date },
): AsyncGenerator<string> {
  const filters = {
    created_at: { $lte: to.toISOString() },
    ...(since === undefined ? {} : { updated_at: { $gte: new Date(since).toISOString() } }),
  }
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  for (let after = ""; ;) {
    const { data } = await query.graph({
      entity: "order",
      fields: ["id"],
      filters: { ...filters, id: { $gt: after } },
      pagination: { take: PAGE, skip: 0, order: { id: "ASC" } },
    })
    const ids = (data as { id: string }[]).map(({ id }) => id)
    // Core cannot read the items of an order that is just being deleted, nor of those beside it: then each by itself.
    yield* await ordersWithBookings(container, ids).catch(() => ids)
    if (ids.length < PAGE) return
    after = ids.at(-1)!
  }
}
