import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"
import type { ContactInput } from "../../../modules/resource_booking/types"
import { bookingNote, titleOf, type BookingNote } from "./checkout-cart"
import { soldBy, variantLinks, type SoldVariant, type VariantLink } from "./what-variants-sell"

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
  ordered_at: string
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
  customer: { first_name: string | null; last_name: string | null; phone: string | null } | null
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
  "customer.first_name",
  "customer.last_name",
  "customer.phone",
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
    ordered_at: new Date(order.created_at).toISOString(),
    cart_id: (links.data[0] as { cart_id: string } | undefined)?.cart_id ?? null,
    lines: await orderLines(container, order.items),
    known_line_ids: [...new Set((history.data as { item_id: string }[]).map(({ item_id }) => item_id))],
    contact: contactOf(order),
  }
}

/** Lines with what their variants sell. */
export const orderLines = async (container: MedusaContainer, rows: (OrderItem | null)[]): Promise<OrderLine[]> => {
  const items = rows.flatMap((item) => item ?? [])
  const links = await variantLinks(
    container,
    items.map(({ variant_id }) => variant_id),
  )
  return items.map((item) => ({
    id: item.id,
    title: titleOf(item),
    variant_id: item.variant_id ?? null,
    quantity: stillOrdered(item),
    note: bookingNote(item.metadata),
    sold: soldOn(item, links),
  }))
}

/** A link that is younger than the line has promised it nothing, unless the line names its dates. */
const soldOn = ({ variant_id, metadata, created_at }: OrderItem, links: VariantLink[]): SoldVariant | undefined => {
  const { booking_id, start_date } = bookingNote(metadata)
  const orderedAt = booking_id || start_date || !created_at ? undefined : new Date(created_at).toISOString()
  const counting = links.filter((link) => link.variant_id === variant_id && !(orderedAt && link.created_at > orderedAt))
  return counting.length > 0 ? soldBy(counting).get(variant_id!) : undefined
}

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

/** Whom the desk will meet: who is named in an address of the order, else the customer. */
const contactOf = ({ shipping_address, billing_address, customer, ...order }: OrderRow): ContactInput => {
  const person = [shipping_address, billing_address, customer].find((one) => one?.first_name || one?.last_name)
  const name = [person?.first_name, person?.last_name].filter(Boolean).join(" ")
  const phone = [shipping_address, billing_address, customer].find((one) => one?.phone)?.phone
  return {
    order_id: order.id,
    customer_id: order.customer_id,
    contact_name: name || null,
    contact_email: order.email,
    contact_phone: phone ?? null,
  }
}
