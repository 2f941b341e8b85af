import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { BookingError } from "../../../modules/resource_booking/errors"
import { whatVariantsSell } from "../checkout/what-variants-sell"

export type UnlinkVariantInput = { variant_id: string; resource_id: string }

/** On which terms a variant sells a resource. Throws `variant_not_found` where it does not. */
export const findVariantLinkStep = createStep(
  "resource-booking-find-variant-link",
  async ({ variant_id, resource_id }: UnlinkVariantInput, { container }) => {
    const sold = (await whatVariantsSell(container, [variant_id])).get(variant_id)
    const found = sold?.resources.find((resource) => resource.resource_id === resource_id)
    if (!sold || !found) {
      throw new BookingError("variant_not_found", `No variant ${variant_id} is linked to resource ${resource_id}`, {
        variant_id,
      })
    }
    const { pricing, duration_days } = sold
    return new StepResponse({ pricing, duration_days, per: found.per, units: found.units })
  },
)
