import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"
import type { AllocationDTO, ClaimSet } from "../../../modules/resource_booking/types"
import type { NoPriceReason } from "./no-price-reasons"
import { priceIn, pricedVariant } from "./priced-variant"
import { priceOf } from "./quote-booking"
import { whatVariantsSell, type SoldResource } from "./what-variants-sell"

/** What a line of an order costs and would cost at today's price; nulls with the reason where that cannot be said. */
export type PriceDifference =
  | { currency_code: string; before: number; after: number; difference: number; reason: null }
  | { currency_code: null; before: null; after: null; difference: null; reason: NoPriceReason }

type Line = {
  id: string
  variant_id?: string | null
  quantity: number
  unit_price: number
  raw_unit_price?: { value: string } | null
  is_tax_inclusive: boolean
}
type PricedOrder = Record<string, unknown> & { currency_code: string; items: (Line | null)[] | null }

const fields = [
  "id",
  "currency_code",
  "region_id",
  "sales_channel_id",
  "customer_id",
  "email",
  "region.*",
  "customer.id",
  "customer.groups.id",
  "shipping_address.*",
  "items.*",
]

/**
 * The price of the allocation's line as it stands, and what the checkout would ask for the claim instead: the variant's
 * calculated price in the order's region and currency, by the day or the booking. Discounts on the order are left out
 * on both sides. Nothing is charged by it.
 */
export const priceDifference = async (
  container: MedusaContainer,
  { order_id, line_item_id, quantity: present }: Pick<AllocationDTO, "order_id" | "line_item_id" | "quantity">,
  claim: Pick<ClaimSet, "resource_id" | "days" | "quantity">,
): Promise<PriceDifference> => {
  if (order_id === null || line_item_id === null) return unknown("no_line")
  const { data } = await container
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: "order", fields, filters: { id: order_id } })
  const { items, ...order } = (data[0] as PricedOrder | undefined) ?? { items: [], currency_code: "" }
  const line = items?.find((item) => item?.id === line_item_id)
  if (!line) return unknown("no_line")
  const variantId = line.variant_id
  const sold = (await whatVariantsSell(container, [variantId])).get(variantId ?? "")
  if (!variantId || !sold) return unknown(variantId ? "sells_no_dates" : "no_variant")
  const resource = sold.resources.find(({ resource_id }) => resource_id === claim.resource_id)
  if (!resource) return unknown("other_resource")
  const quantity = claim.quantity === present ? Number(line.quantity) : lineQuantity(resource, claim.quantity, line)
  if (!Number.isInteger(quantity)) return unknown("odd_quantity")
  const variant = await pricedVariant(container, variantId, { ...order, quantity })
  if (!variant) return unknown("no_variant")
  const price = priceIn(variant)
  if (!price) return unknown("no_price")
  if (price.is_tax_inclusive !== line.is_tax_inclusive) return unknown("tax_differs")
  const before = MathBN.mult(line.raw_unit_price?.value ?? line.unit_price, line.quantity)
  const after = MathBN.mult(priceOf({ sold, price }, claim.days).value, quantity)
  return {
    currency_code: order.currency_code,
    before: before.toNumber(),
    after: after.toNumber(),
    difference: MathBN.sub(after, before).toNumber(),
    reason: null,
  }
}

/** How many the line would be of, to take so many units. */
const lineQuantity = ({ per, units }: SoldResource, taken: number, { quantity }: Line): number =>
  per === "UNIT" ? taken / units : Number(quantity)

const unknown = (reason: NoPriceReason): PriceDifference => ({
  currency_code: null,
  before: null,
  after: null,
  difference: null,
  reason,
})

/** The booking is worth more than what it would cost: where prices cannot be read, that is said and logged. */
export const sayPriceDifference: typeof priceDifference = async (container, allocation, claim) => {
  try {
    return await priceDifference(container, allocation, claim)
  } catch (error) {
    const message = `resource-booking: the price of line ${allocation.line_item_id} cannot be said: ${(error as Error).message}`
    container.resolve(ContainerRegistrationKeys.LOGGER).warn(message)
    return unknown("failed")
  }
}
