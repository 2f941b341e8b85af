import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, QueryContext } from "@medusajs/framework/utils"
import type { RawAmount } from "../../../modules/resource_booking/types"

/** A variant with its price as core calculates it. */
export type PricedVariant = {
  id: string
  manage_inventory: boolean
  product: { title: string; status: string } | null
  calculated_price?: {
    calculated_amount: number | null
    original_amount: number | null
    raw_calculated_amount?: RawAmount
    raw_original_amount?: RawAmount
    is_calculated_price_tax_inclusive: boolean
  }
}

/** Of a product or of a day of it, exact as text. */
export type VariantPrice = { calculated: string; original: string; is_tax_inclusive: boolean }

/** Reads a variant with what it costs whoever the context says: a cart's or an order's region, currency and customer. */
export const pricedVariant = async (
  container: MedusaContainer,
  variantId: string,
  context: object,
): Promise<PricedVariant | undefined> => {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "variant",
    fields: ["id", "manage_inventory", "product.title", "product.status", "calculated_price.*"],
    filters: { id: variantId },
    context: { calculated_price: QueryContext({ ...context }) },
  })
  return data[0] as PricedVariant | undefined
}

/** Undefined where the variant has no price for this context. */
export const priceIn = ({ calculated_price: price }: PricedVariant): VariantPrice | undefined =>
  price?.calculated_amount === undefined || price.calculated_amount === null
    ? undefined
    : {
        calculated: String(price.raw_calculated_amount?.value ?? price.calculated_amount),
        original: String(price.raw_original_amount?.value ?? price.original_amount ?? price.calculated_amount),
        is_tax_inclusive: price.is_calculated_price_tax_inclusive,
      }
