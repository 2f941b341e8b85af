import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { bookingService } from "../booking-service"
import { journalService } from "../journal-service"
import { bookingNote } from "./checkout-cart"
import { lookBack } from "./look-back"
import { whatVariantsSell } from "./what-variants-sell"

type OrderRow = {
  id: string
  items: ({ variant_id: string | null; metadata: Record<string, unknown> | null } | null)[] | null
}

const PAGE = 100
const LOOK_BACK_MS = 7 * 24 * 60 * 60 * 1000
// Core makes the order before it takes the payment, and deletes it where that fails: a younger one may be no order yet.
const COMPLETED_BY_MS = 2 * 60 * 1000

/**
 * Orders that wait for somebody, who may have paid or made room, then those changed since the last run began that sell
 * dates or have booked some, the oldest first. With `all`, every such order of the shop.
 */
export async function* ordersToSettle(container: MedusaContainer, all: boolean): AsyncGenerator<string> {
  const since = all ? undefined : await lookBack(container, LOOK_BACK_MS)
  yield* await waitingOrders(container)
  const filters = {
    created_at: { $lte: new Date(Date.now() - COMPLETED_BY_MS).toISOString() },
    ...(since === undefined ? {} : { updated_at: { $gte: new Date(since).toISOString() } }),
  }
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  for (let skip = 0; ; skip += PAGE) {
    const { data } = await query.graph({
      entity: "order",
      fields: ["id"],
      filters,
      pagination: { take: PAGE, skip, order: { created_at: "ASC" } },
    })
    const ids = (data as Pick<OrderRow, "id">[]).map(({ id }) => id)
    // Core cannot read the items of an order that is just being deleted, nor of those beside it: then each by itself.
    yield* await withBookings(container, ids).catch(() => ids)
    if (data.length < PAGE) return
  }
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

const withBookings = async (container: MedusaContainer, orderIds: string[]): Promise<string[]> => {
  if (orderIds.length === 0) return []
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: ["id", "items.variant_id", "items.metadata"],
    filters: { id: orderIds },
  })
  const orders = data as OrderRow[]
  const itemsOf = ({ items }: OrderRow) => (items ?? []).flatMap((item) => item ?? [])
  const [sold, allocations] = await Promise.all([
    whatVariantsSell(
      container,
      orders.flatMap((order) => itemsOf(order).map(({ variant_id }) => variant_id)),
    ),
    bookingService(container).listBookingAllocations({ order_id: orderIds }, { select: ["order_id"], take: null }),
  ])
  const allocated = new Set(allocations.map(({ order_id }) => order_id))
  const sellsDates = ({ variant_id, metadata }: ReturnType<typeof itemsOf>[number]) =>
    (variant_id !== null && sold.has(variant_id)) || bookingNote(metadata).booking_id !== undefined
  return orders.filter((order) => allocated.has(order.id) || itemsOf(order).some(sellsDates)).map(({ id }) => id)
}
