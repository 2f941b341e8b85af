import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { AllocationDTO } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"
import { bookingNote } from "./checkout-cart"

type Metadata = Record<string, unknown> | null
type OrderRow = { items: ({ id: string; metadata: Metadata; detail: { id: string } } | null)[] }

/**
 * Writes onto an order's line the dates that it has by now: what mails and the storefront show. The allocation is the
 * truth. A line of several resources that stand on different dates keeps what it shows until they agree.
 */
export const showDates = async (
  container: MedusaContainer,
  { order_id, line_item_id }: Pick<AllocationDTO, "order_id" | "line_item_id">,
): Promise<void> => {
  if (order_id === null || line_item_id === null) return
  const live = (await bookingService(container).getOrderAllocations(order_id)).filter(
    (allocation) => allocation.line_item_id === line_item_id && allocation.cancelled_at === null,
  )
  const [first, ...others] = live
  if (!first || others.some((other) => String(other.dates) !== String(first.dates))) return
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: ["items.id", "items.metadata", "items.detail.id"],
    filters: { id: order_id },
  })
  const line = (data[0] as OrderRow | undefined)?.items.find((item) => item?.id === line_item_id)
  if (!line) return
  const { start_date, end_date, days } = first
  const shown = bookingNote(line.metadata)
  if (shown.start_date === start_date && shown.end_date === end_date && shown.days === days) return
  const metadata = { ...line.metadata, booking: { ...shown, start_date, end_date, days } }
  // Core keeps a line's metadata twice: its own, and that of the order's version, which is the one it answers.
  const orders = container.resolve(Modules.ORDER)
  await orders.updateOrderLineItems(line_item_id, { metadata })
  await orders.updateOrderItem(line.detail.id, { metadata })
}
