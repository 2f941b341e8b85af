import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { orderLines, readOrder } from "./order-lines"
import { requireDates } from "./require-dates"

/** Before a draft becomes an order: every line that sells dates says which, and they are there. */
export const lookAtDraft = async (container: MedusaContainer, orderId: string): Promise<void> => {
  const order = await readOrder(container, orderId)
  if (order?.is_draft) await requireDates(container, order, order.lines)
}

/** Before an edit, exchange or claim of an order is confirmed: what it adds or raises is there. The rest is as it was. */
export const lookAtChange = async (container: MedusaContainer, orderId: string): Promise<void> => {
  const order = await readOrder(container, orderId)
  if (!order || order.is_draft || order.is_cancelled) return
  const preview = await container.resolve(Modules.ORDER).previewOrderChange(orderId)
  const lines = await orderLines(container, preview.items ?? [])
  const before = new Map(order.lines.map(({ id, quantity }) => [id, quantity]))
  const raised = lines.filter(({ id, quantity }) => quantity > (before.get(id) ?? 0))
  if (raised.length > 0) await requireDates(container, { ...order, lines }, raised)
}
