import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import VariantResource from "../../../links/variant-resource"

export type Pricing = "PER_DAY" | "PER_BOOKING"
export type Per = "UNIT" | "BOOKING"

/** One resource of a variant: `units` of it for each unit sold, or for the booking however many are sold. */
export type SoldResource = { resource_id: string; per: Per; units: number }

/** What one unit of a variant is; without `duration_days` the customer chooses how long. */
export type SoldVariant = {
  variant_id: string
  pricing: Pricing
  duration_days: number | null
  resources: SoldResource[]
}

type LinkRow = SoldResource & {
  product_variant_id: string
  booking_resource_id: string
  pricing: Pricing
  duration_days: number | null
}

/** Which of these variants sell dates, and of what: by variant id, resources in a fixed order. */
export const whatVariantsSell = async (
  container: MedusaContainer,
  variantIds: (string | null | undefined)[],
): Promise<Map<string, SoldVariant>> => {
  const ids = [...new Set(variantIds.filter((id) => typeof id === "string"))]
  if (ids.length === 0) return new Map()
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: VariantResource.entryPoint,
    fields: ["product_variant_id", "booking_resource_id", "pricing", "duration_days", "per", "units"],
    filters: { product_variant_id: ids },
  })
  const sold = new Map<string, SoldVariant>()
  const rows = (data as LinkRow[]).sort((a, b) => a.booking_resource_id.localeCompare(b.booking_resource_id))
  for (const { product_variant_id: variant_id, booking_resource_id, pricing, duration_days, per, units } of rows) {
    const variant = sold.get(variant_id) ?? { variant_id, pricing, duration_days, resources: [] }
    variant.resources.push({ resource_id: booking_resource_id, per, units })
    sold.set(variant_id, variant)
  }
  return sold
}

/** Units that a line of this quantity takes of a resource on each of its dates. */
export const unitsTaken = ({ per, units }: SoldResource, quantity: number): number =>
  per === "BOOKING" ? units : units * quantity
