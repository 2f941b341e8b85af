import type { LineTerms } from "../../src/modules/resource_booking/types"
import type { Pricing } from "../../src/workflows/resource-booking/checkout/what-variants-sell"
import { expectOk, type Api } from "./api"
import { unique } from "./build"

export interface BuildVariant {
  /** Of one unit and, by the day, one day; default 100. */
  price?: number
  currency?: string
  manage_inventory?: boolean
  title?: string
}

/** What a variant sells, as the admin API takes it; without `pricing` by the day. */
export interface VariantTerms {
  pricing?: Pricing
  duration_days?: number | null
  per?: LineTerms["per"]
  units?: number
}

/** A published product of the shop's sales channel with one variant, whose stock Medusa does not count. */
export async function createVariant(
  { admin, shop }: Pick<Api, "admin" | "shop">,
  { price = 100, currency = "aud", manage_inventory = false, title = unique("Product") }: BuildVariant = {},
): Promise<{ product_id: string; variant_id: string }> {
  const made = await admin.post<{ product: { id: string; variants: [{ id: string }] } }>("/admin/products", {
    title,
    status: "published",
    sales_channels: [{ id: shop.sales_channel_id }],
    options: [{ title: "Kind", values: ["Usual"] }],
    variants: [
      {
        title: "Usual",
        options: { Kind: "Usual" },
        manage_inventory,
        prices: [{ currency_code: currency, amount: price }],
      },
    ],
  })
  const { id, variants } = expectOk(made).product
  return { product_id: id, variant_id: variants[0].id }
}

/** Makes the variant sell the resource. */
export async function linkVariant(
  { admin }: Pick<Api, "admin">,
  resourceId: string,
  variantId: string,
  terms: VariantTerms = {},
): Promise<void> {
  expectOk(
    await admin.post(`/admin/resource-booking/resources/${resourceId}/variants`, {
      variant_id: variantId,
      pricing: "PER_DAY",
      ...terms,
    }),
  )
}
