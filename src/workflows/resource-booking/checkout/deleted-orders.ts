import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { lowestId } from "../../../modules/resource_booking/domain/new-id"
import { bookingService } from "../booking-service"

const PAGE = 500
// What code of a merchant's own has booked for an order of another system is that system's to give back.
const OF_CORE = /^order_[0-9A-HJKMNP-TV-Z]{26}$/

/**
 * Orders that core has deleted, for their payment failed at the last, after another server had settled them: whatever
 * we booked for them since, in ms, until `to` is live still. Without `since`, however long ago. Pages by id, which is time.
 */
export async function* deletedOrders(
  container: MedusaContainer,
  { since, to }: { since: number | undefined; to: Date },
): AsyncGenerator<string> {
  let after = lowestId("alloc", since ?? 0)
  for (;;) {
    const page = await bookingService(container).listBookingAllocations(
      {
        id: { $gt: after },
        created_at: { $lte: to },
        cancelled_at: null,
        order_id: { $ne: null },
        $or: [{ created_by: null }, { created_by: "system" }],
      },
      { select: ["id", "order_id"], order: { id: "ASC" }, take: PAGE },
    )
    const ids = [...new Set(page.map(({ order_id }) => order_id!))].filter((id) => OF_CORE.test(id))
    const there = await existing(container, ids)
    yield* ids.filter((id) => !there.has(id))
    if (page.length < PAGE) return
    after = page.at(-1)!.id
  }
}

const existing = async (container: MedusaContainer, orderIds: string[]): Promise<Set<string>> => {
  if (orderIds.length === 0) return new Set()
  const { data } = await container
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: "order", fields: ["id"], filters: { id: orderIds } })
  return new Set((data as { id: string }[]).map(({ id }) => id))
}
