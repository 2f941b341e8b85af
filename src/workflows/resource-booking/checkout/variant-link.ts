import type { LinkDefinition, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import VariantResource from "../../../links/variant-resource"
import { RESOURCE_BOOKING_MODULE } from "../../../modules/resource_booking"
import type { VariantTerms } from "./check-variant-terms"

/** The link of a variant and a resource, as Medusa's link steps take it. */
export const variantLink = (variantId: string, resourceId: string, terms?: VariantTerms): LinkDefinition => ({
  [Modules.PRODUCT]: { product_variant_id: variantId },
  [RESOURCE_BOOKING_MODULE]: { booking_resource_id: resourceId },
  ...(terms ? { data: { ...terms } } : {}),
})

/** One at a time may say what a variant sells: its price terms are to be equal on all its links. */
export const variantLock = (variantId: string) => ({
  key: `resource-booking-variant-${variantId}`,
  timeout: 10,
  retryInterval: 0.05,
  ttl: 30,
})

/** The ids of the variants that sell a resource, deleted ones among them. */
export const variantsSelling = async (container: MedusaContainer, resourceId: string): Promise<string[]> => {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: VariantResource.entryPoint,
    fields: ["product_variant_id"],
    filters: { booking_resource_id: resourceId },
  })
  return (data as { product_variant_id: string }[]).map(({ product_variant_id }) => product_variant_id)
}
