import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN, ProductStatus } from "@medusajs/framework/utils"
import { BookingError, invalidData } from "../../../modules/resource_booking/errors"
import type { ItemInput, RawAmount } from "../../../modules/resource_booking/types"
import { bookingUnits } from "./dates-of-line"
import { lastDay } from "./last-day"
import { priceIn, pricedVariant, type VariantPrice } from "./priced-variant"
import { unitsTaken } from "./units-taken"
import { whatVariantsSell, type SoldVariant } from "./what-variants-sell"

export type QuoteInput = {
  cart_id: string
  variant_id: string
  quantity: number
  dates?: string[]
  start_date?: string
  end_date?: string
}

/** What a variant costs and claims for a cart; `unit_price` is of a day or of the booking, as `pricing` says. */
export type Quote = {
  cart: { id: string; region_id: string | null; currency_code: string; customer_id: string | null }
  sold: SoldVariant
  items: ItemInput[]
  price: VariantPrice
}

type QuotedCart = Record<string, unknown> & {
  id: string
  completed_at: Date | string | null
  currency_code: string
  region_id?: string | null
  customer_id?: string | null
}

const cartFields = [
  "id",
  "completed_at",
  "currency_code",
  "region_id",
  "sales_channel_id",
  "customer_id",
  "email",
  "locale",
  "item_total",
  "total",
  "region.*",
  "customer.id",
  "customer.groups.id",
  "shipping_address.*",
]

/** Reads what is asked for against the variant's terms and prices it as core would price a line of this cart. */
export const quoteBooking = async (
  container: MedusaContainer,
  input: QuoteInput,
  pricingContext: object = {},
): Promise<Quote> => {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: carts } = await query.graph({ entity: "cart", fields: cartFields, filters: { id: input.cart_id } })
  const cart = carts[0] as QuotedCart | undefined
  if (!cart || cart.completed_at) {
    throw new BookingError("cart_not_found", `There is no open cart ${input.cart_id}`, { cart_id: input.cart_id })
  }
  const sold = (await whatVariantsSell(container, [input.variant_id])).get(input.variant_id)
  const context = { ...cart, ...pricingContext, quantity: input.quantity }
  const variant = await pricedVariant(container, input.variant_id, context)
  if (!variant || variant.product?.status !== ProductStatus.PUBLISHED || !sold) {
    throw invalidData("variant_id", `Variant ${input.variant_id} sells no dates in this shop: choose another one`)
  }
  if (variant.manage_inventory) {
    throw invalidData(
      "variant_id",
      `Variant ${input.variant_id} is sold from stock as well: its shop must stop that first`,
    )
  }
  const price = priceIn(variant)
  if (!price) {
    throw invalidData("variant_id", `Variant ${input.variant_id} has no price in the currency of this cart`)
  }
  return {
    cart: {
      id: cart.id,
      region_id: cart.region_id ?? null,
      currency_code: cart.currency_code,
      customer_id: cart.customer_id ?? null,
    },
    sold,
    items: await itemsAskedFor(container, sold, input),
    price,
  }
}

/** The price of one unit of a line for so many days sold; exact. */
export const priceOf = (
  { sold, price }: Pick<Quote, "sold" | "price">,
  days: number,
  of: "calculated" | "original" = "calculated",
): RawAmount => {
  const amount = sold.pricing === "PER_DAY" ? MathBN.mult(price[of], days) : MathBN.convert(price[of])
  return { value: amount.toString(), precision: 20 }
}

/** The same dates of every resource. Of a variant of a fixed length the customer gives the start alone. */
export const itemsAskedFor = async (
  container: MedusaContainer,
  sold: SoldVariant,
  { quantity, dates, start_date, end_date }: Omit<QuoteInput, "cart_id" | "variant_id">,
): Promise<ItemInput[]> => {
  const of = (resource: SoldVariant["resources"][number]) => ({
    resource_id: resource.resource_id,
    quantity: unitsTaken(resource, quantity),
  })
  if (sold.duration_days === null) {
    return sold.resources.map((resource) => ({ ...of(resource), dates, start_date, end_date }))
  }
  const start = start_date ?? dates?.[0]
  if (start === undefined) {
    throw invalidData("start_date", "start_date is missing: the day on which it begins")
  }
  const unitOf = await bookingUnits(
    container,
    sold.resources.map(({ resource_id }) => resource_id),
  )
  return sold.resources.map((resource) => {
    const end = lastDay(start, sold.duration_days!, unitOf(resource.resource_id))
    if ((end_date !== undefined && end_date !== end) || (dates !== undefined && dates.length !== sold.duration_days)) {
      throw new BookingError(
        "duration_not_allowed",
        `This product lasts ${sold.duration_days} days: from ${start} to ${end}. Give start_date alone`,
        { days: sold.duration_days, start_date: start, end_date: end },
      )
    }
    return { ...of(resource), start_date: start, end_date: end }
  })
}
