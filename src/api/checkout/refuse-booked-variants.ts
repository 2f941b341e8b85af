import { invalidData } from "../../modules/resource_booking/errors"
import { whatVariantsSell } from "../../workflows/resource-booking/checkout/what-variants-sell"
import { beforehand } from "./beforehand"
import { givenVariants } from "./given-variants"

/**
 * Core's own routes would put a variant that sells dates into the cart with no dates held. A kindness: whatever else
 * brings one in is refused by the claim.
 */
export const refuseBookedVariants = beforehand(async (req) => {
  const given = givenVariants(req.validatedBody ?? req.body)
  const sold = await whatVariantsSell(
    req.scope,
    given.map(({ variant_id }) => variant_id),
  )
  const booked = given.find(({ variant_id }) => sold.has(variant_id))
  if (booked) {
    throw invalidData(
      booked.field,
      `${booked.field}: variant ${booked.variant_id} sells dates: give them to ` +
        "POST /store/resource-booking/carts/:id/line-items, which holds them and adds the line",
      { variant_id: booked.variant_id },
    )
  }
})
