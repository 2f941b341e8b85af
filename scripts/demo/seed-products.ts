import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules, ProductStatus } from "@medusajs/framework/utils"
import { createProductsWorkflow } from "@medusajs/medusa/core-flows"
import type { VariantTerms } from "../../src/workflows/resource-booking/checkout/check-variant-terms"
import { whatVariantsSell } from "../../src/workflows/resource-booking/checkout/what-variants-sell"
import { linkVariantWorkflow } from "../../src/workflows/resource-booking/link-variant"

type Sold = VariantTerms & { resource: string }
type SeededProduct = { key: string; title: string; variant: string; price: number; sells: Sold[] }

const BY_THE_DAY = { pricing: "PER_DAY", duration_days: null, per: "UNIT", units: 1 } as const
const A_SEAT = { pricing: "PER_BOOKING", duration_days: 1, per: "UNIT", units: 1 } as const
const FOR_ALL_SEATS = { ...A_SEAT, per: "BOOKING" } as const

/** Prices in Australian dollars. Of the camper a day is a night, as its resource is booked by the night. */
const PRODUCTS: SeededProduct[] = [
  {
    key: "landcruiser",
    title: 'LandCruiser 200 "Kalinda"',
    variant: "By the day",
    price: 240,
    sells: [{ resource: 'LandCruiser 200 "Kalinda"', ...BY_THE_DAY }],
  },
  {
    key: "camper",
    title: "HiLux Camper",
    variant: "By the night",
    price: 190,
    sells: [{ resource: "HiLux Camper", ...BY_THE_DAY }],
  },
  {
    key: "kgari",
    title: "K'gari Day Tour",
    variant: "Seat",
    price: 229,
    sells: [{ resource: "K'gari Day Tour", ...A_SEAT }],
  },
  {
    key: "moreton-private",
    title: "Moreton Island with a guide of your own",
    variant: "Seat",
    price: 320,
    sells: [
      { resource: "Moreton Island Sand & Wrecks", ...A_SEAT },
      { resource: "Guide: Jarrah", ...FOR_ALL_SEATS },
    ],
  },
]

const ACTOR = "demo-seed"

/** Makes the products that are missing and what each sells. Answers their variants by the products' titles. */
export async function seedProducts(
  container: MedusaContainer,
  sales_channel_id: string,
  resourceIds: Map<string, string>,
): Promise<Record<string, string>> {
  const variants: Record<string, string> = {}
  for (const product of PRODUCTS) {
    const id = await variantOf(container, product, sales_channel_id)
    variants[product.title] = id
    const isSold = (await whatVariantsSell(container, [id])).has(id)
    for (const { resource, ...terms } of isSold ? [] : product.sells) {
      const link = { variant_id: id, resource_id: resourceIds.get(resource)!, ...terms }
      await linkVariantWorkflow(container).run({ input: { by: ACTOR, link } })
    }
  }
  return variants
}

async function variantOf(container: MedusaContainer, product: SeededProduct, sales_channel_id: string) {
  const { key, title, variant, price } = product
  const external_id = `resource-booking-demo-${key}`
  const known = await container.resolve(Modules.PRODUCT).listProducts({ external_id }, { relations: ["variants"] })
  const id = known[0]?.variants[0]?.id
  if (id) return id
  const { result } = await createProductsWorkflow(container).run({
    input: {
      products: [
        {
          external_id,
          title,
          status: ProductStatus.PUBLISHED,
          sales_channels: [{ id: sales_channel_id }],
          options: [{ title: "Sold", values: [variant] }],
          variants: [
            {
              title: variant,
              options: { Sold: variant },
              manage_inventory: false,
              prices: [{ currency_code: "aud", amount: price }],
            },
          ],
        },
      ],
    },
  })
  return result[0]!.variants[0]!.id
}
