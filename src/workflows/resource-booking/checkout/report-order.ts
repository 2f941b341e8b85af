import type { MedusaContainer } from "@medusajs/framework/types"
import type { IncidentKind, Json } from "../../../modules/booking_journal/types"
import { journalService } from "../journal-service"
import type { SettledOrder } from "./order-lines"
import type { Unserved } from "./plan-order"
import type { OrderSettlement } from "./settle-order"

/** Opens, refreshes or resolves what a person must know of an order: one incident of a kind for each order. */
export const reportOrder = async (
  container: MedusaContainer,
  order: SettledOrder,
  hasBooked: boolean,
  unserved: Unserved[],
): Promise<OrderSettlement> => {
  const isUnpaid = order.is_unpaid && hasBooked && !order.is_cancelled
  await report(container, "ORDER_UNSERVED", order.id, unserved.length > 0 && { lines: unserved })
  const { ordered_at } = order
  const unpaid_since = await report(container, "UNPAID", order.id, isUnpaid && { ordered_at })
  return { order_id: order.id, ordered_at, unserved, unpaid_since }
}

/** An order that core has deleted waits for nobody. */
export const forgetOrder = async (container: MedusaContainer, orderId: string): Promise<void> => {
  await report(container, "ORDER_UNSERVED", orderId, false)
  await report(container, "UNPAID", orderId, false)
}

/** Answers since when it is so. */
const report = async (
  container: MedusaContainer,
  kind: IncidentKind,
  ref: string,
  details: Json | false,
): Promise<string | null> => {
  const journal = journalService(container)
  if (details) return (await journal.openIncident({ kind, ref, details })).incident.opened_at
  const { incidents } = await journal.listIncidents({ kind, ref, open: true }, { limit: 1 })
  for (const { id } of incidents) {
    await journal.resolveIncident({ id, resolved_by: "system", note: "It is so no longer" })
  }
  return null
}
