import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { BookingError, invalidData } from "../../../modules/resource_booking/errors"
import { bookingService } from "../booking-service"
import { checkVariantTerms, type VariantTerms } from "../checkout/check-variant-terms"
import { variantLink } from "../checkout/variant-link"
import { whatVariantsSell, type SoldVariant } from "../checkout/what-variants-sell"

export type LinkVariantInput = VariantTerms & { variant_id: string; resource_id: string }

/** Which links are to be made and which to be changed, so that the variant's terms are equal on all. Changes nothing. */
export const planVariantLinksStep = createStep(
  "resource-booking-plan-variant-links",
  async ({ variant_id, resource_id, ...terms }: LinkVariantInput, { container }) => {
    const service = bookingService(container)
    await refuseCountedVariant(container, variant_id)
    const before = (await whatVariantsSell(container, [variant_id])).get(variant_id)
    const others = before?.resources.filter((sold) => sold.resource_id !== resource_id) ?? []

    // A deleted resource may be restored, and is to be bookable then.
    const ids = [resource_id, ...others.map((sold) => sold.resource_id)]
    const resources = await service.listBookingResources({ id: ids }, { withDeleted: true, take: null })
    if (!resources.some(({ id, deleted_at }) => id === resource_id && !deleted_at)) {
      throw new BookingError("resource_not_found", `There is no resource ${resource_id}`, { resource_id })
    }
    checkVariantTerms(terms, resources, service.options)

    const { pricing, duration_days, per, units } = terms
    const sold = [...others, { resource_id, per, units }].sort((a, b) => a.resource_id.localeCompare(b.resource_id))
    const after: SoldVariant = { variant_id, pricing, duration_days, resources: sold }
    const isNew = others.length === (before?.resources.length ?? 0)
    const isSameForOthers = before?.pricing === pricing && before.duration_days === duration_days
    const link = variantLink(variant_id, resource_id, terms)
    const linksOfOthers = isSameForOthers
      ? []
      : others.map(({ resource_id, per, units }) =>
          variantLink(variant_id, resource_id, { pricing, duration_days, per, units }),
        )
    return new StepResponse({
      before: before ?? null,
      after,
      isNew,
      created: isNew ? [link] : [],
      updated: isNew ? linksOfOthers : [link, ...linksOfOthers],
    })
  },
)

const refuseCountedVariant = async (container: MedusaContainer, variantId: string) => {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "product_variant",
    fields: ["id", "title", "manage_inventory"],
    filters: { id: variantId },
  })
  const [variant] = data as { title: string; manage_inventory: boolean }[]
  if (!variant) {
    throw new BookingError("variant_not_found", `There is no variant ${variantId}`, { variant_id: variantId })
  }
  if (variant.manage_inventory) {
    throw invalidData(
      "variant_id",
      `Medusa counts the stock of variant "${variant.title}" (${variantId}), which has no dates: ` +
        "set its manage_inventory to false, then link it",
    )
  }
}
