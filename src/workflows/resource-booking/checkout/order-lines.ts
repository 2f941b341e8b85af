import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"
import type { ContactInput } from "../../../modules/resource_booking/types"
import { bookingNote, titleOf, type BookingNote } from "./checkout-cart"
import { whatVariantsSell, type SoldVariant } from "./what-variants-sell"

/** A line of an order as it is now: what was returned, exchanged or claimed back is no longer in `quantity`. */
export type OrderLine = {
  id: string
  title: string
  variant_id: string | null
  quantity: number
  note: Partial<BookingNote>
  sold: SoldVariant | undefined
}

export type SettledOrder = {
  id: string
  is_cancelled: boolean
  is_draft: boolean
  is_unpaid: boolean
  created_at: string
  cart_id: string | null
  lines: OrderLine[]
  /** Lines that it has or ever had. */
  known_line_ids: string[]
  contact: ContactInput
}

type Address = { first_name?: string | null; last_name?: string | null; phone?: string | null } | null
type Returned =
  "return_requested_quantity" | "return_received_quantity" | "return_dismissed_quantity" | "written_off_quantity"
/** A line as core reads it, of an order or of the preview of its change. */
export type OrderItem = {
  id: string
  title: string
  product_title?: string | null
  variant_id?: string | null
  quantity: number
  metadata?: Record<string, unknown> | null
  created_at?: string | Date
  detail?: Partial<Record<Returned, number | null>>
}
type OrderRow = {
  id: string
  status: string
  is_draft_order: boolean
  canceled_at: string | null
  created_at: string | Date
  email: string | null
  customer_id: string | null
  total: number
  shipping_address: Address
  billing_address: Address
  payment_collections: ({ status: string } | null)[] | null
  items: (OrderItem | null)[]
}

const fields = [
  "id",
  "status",
  "is_draft_order",
  "canceled_at",
  "created_at",
  "email",
  "customer_id",
  "total",
  "shipping_address.*",
  "billing_address.*",
  "payment_collections.status",
  "items.*",
  "items.detail.*",
]

const UNPAID = ["not_paid", "awaiting", "canceled", "requires_action", "failed"]

/** An order as far as its bookings hang on it; undefined where there is none. */
export const readOrder = async (container: MedusaContainer, orderId: string): Promise<SettledOrder | undefined> => {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields, filters: { id: orderId } })
  const order = data[0] as unknown as OrderRow | undefined
  if (!order) return undefined
  const [links, history] = await Promise.all([
    query.graph({ entity: "order_cart", fields: ["cart_id"], filters: { order_id: orderId } }),
    query.graph({ entity: "order_item", fields: ["item_id"], filters: { order_id: orderId } }),
  ])
  const collections = (order.payment_collections ?? []).filter((collection) => collection !== null)
  return {
    id: order.id,
    is_cancelled: order.status === "canceled" || order.canceled_at !== null,
    is_draft: order.status === "draft" || order.is_draft_order,
    is_unpaid: MathBN.gt(order.total, 0) && collections.every(({ status }) => UNPAID.includes(status)),
    created_at: new Date(order.created_at).toISOString(),
    cart_id: (links.data[0] as { cart_id: string } | undefined)?.cart_id ?? null,
    lines: await orderLines(container, order.items),
    known_line_ids: [...new Set((history.data as { item_id: string }[]).map(({ item_id }) => item_id))],
    contact: contactOf(order),
  }
}

/** Lines with what their variants sell. */
export const orderLines = async (container: MedusaContainer, rows: (OrderItem | null)[]): Promise<OrderLine[]> => {
  const items = rows.flatMap((item) => item ?? [])
  const sold = await whatVariantsSell(
    container,
    items.map(({ variant_id }) => variant_id),
  )
  return items.map((item) => {
    const note = bookingNote(item.metadata)
    const sells = item.variant_id ? sold.get(item.variant_id) : undefined
    return {
      id: item.id,
      title: titleOf(item),
      variant_id: item.variant_id ?? null,
      quantity: stillOrdered(item),
      note,
      sold: sells && isSoldBy(item, note, sells) ? sells : undefined,
    }
  })
}

/** Of an order older than the link of its variant nobody was promised dates, unless the line names them. */
const isSoldBy = ({ created_at }: OrderItem, note: Partial<BookingNote>, { since }: SoldVariant): boolean =>
  note.booking_id !== undefined ||
  note.start_date !== undefined ||
  created_at === undefined ||
  new Date(created_at).toISOString() >= since

/** Dates need not come back before they can be sold again: what is asked to be returned is given back. */
const stillOrdered = ({ quantity, detail = {} }: OrderItem): number =>
  Math.max(
    0,
    Number(quantity) -
      Number(detail.return_requested_quantity ?? 0) -
      Number(detail.return_received_quantity ?? 0) -
      Number(detail.return_dismissed_quantity ?? 0) -
      Number(detail.written_off_quantity ?? 0),
  )

const contactOf = (order: OrderRow): ContactInput => {
  const address = order.shipping_address?.first_name
    ? order.shipping_address
    : (order.billing_address ?? order.shipping_address)
  const name = [address?.first_name, address?.last_name].filter(Boolean).join(" ")
  return {
    order_id: order.id,
    customer_id: order.customer_id,
    contact_name: name || null,
    contact_email: order.email,
    contact_phone: address?.phone ?? null,
  }
}
