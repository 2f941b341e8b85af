import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { CartLineClaim, HoldDTO } from "../../../modules/resource_booking/types"
import { unitsTaken } from "./units-taken"
import { whatVariantsSell, type SoldVariant } from "./what-variants-sell"

type Metadata = Record<string, unknown> | null

/** A line as core reads it; `raw_unit_price` is exact where `unit_price` is a number. */
export type CheckoutLine = {
  id: string
  title: string
  product_title?: string | null
  variant_id?: string | null
  quantity: number
  unit_price: number
  raw_unit_price?: { value: string } | null
  is_custom_price: boolean
  metadata?: Metadata
}

export type CheckoutCart = {
  id: string
  completed_at?: string | Date | null
  currency_code: string
  region_id?: string | null
  customer_id?: string | null
  email?: string | null
  items: CheckoutLine[]
}

/** A line that sells dates, with what it sells. */
export type BookedLine = { line: CheckoutLine; sold: Pick<SoldVariant, "variant_id" | "resources"> }

/** What `metadata.booking` of a line says: for display, and the key to its claims, never authority. */
export type BookingNote = { booking_id: string; start_date: string; end_date: string; days: number }

export const checkoutCartFields = [
  "id",
  "completed_at",
  "currency_code",
  "region_id",
  "customer_id",
  "email",
  "items.*",
]

export const readCheckoutCart = async (
  container: MedusaContainer,
  cartId: string,
): Promise<CheckoutCart | undefined> => {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "cart",
    fields: checkoutCartFields,
    filters: { id: cartId },
  })
  return data[0] as CheckoutCart | undefined
}

/** Lines that sell dates, and lines that hold some though their variant was unlinked meanwhile: those sell what was agreed. */
export const bookedLines = async (
  container: MedusaContainer,
  { items }: Pick<CheckoutCart, "items">,
  holds: HoldDTO[],
): Promise<BookedLine[]> => {
  const sold = await whatVariantsSell(
    container,
    items.map(({ variant_id }) => variant_id),
  )
  return items.flatMap((line) => {
    const sells = (line.variant_id && sold.get(line.variant_id)) || whatWasAgreed(line, holds)
    return sells ? [{ line, sold: sells }] : []
  })
}

const whatWasAgreed = (line: CheckoutLine, holds: HoldDTO[]): BookedLine["sold"] | undefined => {
  const held = holds.filter(({ line_item_id, per, units }) => line_item_id === line.id && per && units)
  if (!line.variant_id || held.length === 0) return undefined
  const resources = held.map(({ resource_id, per, units }) => ({ resource_id, per: per!, units: units! }))
  return { variant_id: line.variant_id, resources }
}

/** The note on a line, each member as text or number where it is one. */
export const bookingNote = (metadata: Metadata | undefined): Partial<BookingNote> => {
  const { booking_id, start_date, end_date, days } = (metadata?.booking ?? {}) as Record<string, unknown>
  return {
    booking_id: typeof booking_id === "string" ? booking_id : undefined,
    start_date: typeof start_date === "string" ? start_date : undefined,
    end_date: typeof end_date === "string" ? end_date : undefined,
    days: typeof days === "number" ? days : undefined,
  }
}

export const titleOf = (line: Pick<CheckoutLine, "title" | "product_title">): string => line.product_title ?? line.title

export const exactPrice = ({ raw_unit_price, unit_price }: CheckoutLine): string =>
  String(raw_unit_price?.value ?? unit_price)

/** What the line must be held with, as it is now. */
export const lineClaim = ({ line, sold }: BookedLine, cart: CheckoutCart): CartLineClaim => ({
  line_item_id: line.id,
  title: titleOf(line),
  variant_id: sold.variant_id,
  booking_id: bookingNote(line.metadata).booking_id ?? null,
  quantity: Number(line.quantity),
  unit_price: exactPrice(line),
  currency_code: cart.currency_code,
  is_custom_price: line.is_custom_price,
  resources: sold.resources.map((resource) => ({
    resource_id: resource.resource_id,
    quantity: unitsTaken(resource, Number(line.quantity)),
  })),
})
