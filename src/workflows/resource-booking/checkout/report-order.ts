import type { MedusaContainer } from "@medusajs/framework/types"
import type { IncidentKind, Json } from "../../../modules/booking_journal/types"
import { bookingService } from "../booking-service"
import { journalService } from "../journal-service"
import type { SettledOrder } from "./order-lines"
import type { Unserved } from "./plan-order"
import type { OrderSettlement } from "./settle-order"

/** Opens, refreshes or resolves what a person must know of an order: one incident of a kind for each order. */
export const reportOrder = async (
  container: MedusaContainer,
  order: SettledOrder,
  unserved: Unserved[],
): Promise<OrderSettlement> => {
  const allocations = await bookingService(container).getOrderAllocations(order.id)
  const hasBooked = allocations.some(({ cancelled_at }) => cancelled_at === null)
  const is_unpaid = order.is_unpaid && hasBooked && !order.is_cancelled
  await report(container, "ORDER_UNSERVED", order.id, unserved.length > 0 && { lines: unserved })
  await report(container, "UNPAID", order.id, is_unpaid && { ordered_at: order.created_at })
  return { order_id: order.id, unserved, is_unpaid }
}

const report = async (
  container: MedusaContainer,
  kind: IncidentKind,
  ref: string,
  details: Json | false,
): Promise<void> => {
  const journal = journalService(container)
  if (details) {
    await journal.openIncident({ kind, ref, details })
    return
  }
  const { incidents } = await journal.listIncidents({ kind, ref, open: true }, { limit: 1 })
  for (const { id } of incidents) {
    await journal.resolveIncident({ id, resolved_by: "system", note: "It is so no longer" })
  }
}
