import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import VariantResource from "../../../links/variant-resource"
import type { LineTerms } from "../../../modules/resource_booking/types"

export type Pricing = "PER_DAY" | "PER_BOOKING"

/** One resource of a variant: `units` of it for each unit sold, or for the booking however many are sold. */
export type SoldResource = { resource_id: string } & LineTerms

/** What one unit of a variant is; without `duration_days` the customer chooses how long. */
export type SoldVariant = {
  variant_id: string
  pricing: Pricing
  duration_days: number | null
  resources: SoldResource[]
}

/** One link of a variant, as it is stored. */
export type VariantLink = SoldResource & Omit<SoldVariant, "resources"> & { created_at: string }

type LinkRow = Omit<VariantLink, "variant_id" | "resource_id" | "created_at"> & {
  product_variant_id: string
  booking_resource_id: string
  created_at: string | Date
}

/** The links of these variants, resources in a fixed order. */
export const variantLinks = async (
  container: MedusaContainer,
  variantIds: (string | null | undefined)[],
): Promise<VariantLink[]> => {
  const ids = [...new Set(variantIds.filter((id) => typeof id === "string"))]
  if (ids.length === 0) return []
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: VariantResource.entryPoint,
    fields: ["product_variant_id", "booking_resource_id", "pricing", "duration_days", "per", "units", "created_at"],
    filters: { product_variant_id: ids },
  })
  return (data as LinkRow[])
    .map(({ product_variant_id, booking_resource_id, pricing, duration_days, per, units, created_at }) => ({
      variant_id: product_variant_id,
      resource_id: booking_resource_id,
      pricing,
      duration_days,
      per,
      units,
      created_at: new Date(created_at).toISOString(),
    }))
    .sort((a, b) => a.resource_id.localeCompare(b.resource_id))
}

/** Which of these variants sell dates, and of what: by variant id, resources in a fixed order. */
export const whatVariantsSell = async (
  container: MedusaContainer,
  variantIds: (string | null | undefined)[],
): Promise<Map<string, SoldVariant>> => soldBy(await variantLinks(container, variantIds))

/** What these links sell together, by variant id. */
export const soldBy = (links: VariantLink[]): Map<string, SoldVariant> => {
  const sold = new Map<string, SoldVariant>()
  for (const { variant_id, pricing, duration_days, resource_id, per, units } of links) {
    const variant = sold.get(variant_id) ?? { variant_id, pricing, duration_days, resources: [] }
    variant.resources.push({ resource_id, per, units })
    sold.set(variant_id, variant)
  }
  return sold
}
