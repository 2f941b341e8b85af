import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { bookingService } from "../booking-service"
import { bookingNote } from "./checkout-cart"
import { whatVariantsSell } from "./what-variants-sell"

type OrderItem = { variant_id: string | null; metadata: Record<string, unknown> | null }
type OrderRow = { id: string; items: (OrderItem | null)[] | null }

/** Which of these orders sell dates or have ever booked some, in the order given. */
export const ordersWithBookings = async (container: MedusaContainer, orderIds: string[]): Promise<string[]> => {
  if (orderIds.length === 0) return []
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: ["id", "items.variant_id", "items.metadata"],
    filters: { id: orderIds },
  })
  const itemsOf = new Map(
    (data as OrderRow[]).map(({ id, items }) => [id, (items ?? []).flatMap((item) => item ?? [])]),
  )
  const [sold, allocations] = await Promise.all([
    whatVariantsSell(
      container,
      [...itemsOf.values()].flat().map(({ variant_id }) => variant_id),
    ),
    bookingService(container).listBookingAllocations({ order_id: orderIds }, { select: ["order_id"], take: null }),
  ])
  const allocated = new Set(allocations.map(({ order_id }) => order_id))
  const sellsDates = ({ variant_id, metadata }: OrderItem) =>
    (variant_id !== null && sold.has(variant_id)) || bookingNote(metadata).booking_id !== undefined
  return orderIds.filter((id) => allocated.has(id) || itemsOf.get(id)?.some(sellsDates))
}
