import { Modules } from "@medusajs/framework/utils"
import { invalidData } from "../../modules/resource_booking/errors"
import { titleOf, type CheckoutLine } from "../../workflows/resource-booking/checkout/checkout-cart"
import { whatVariantsSell } from "../../workflows/resource-booking/checkout/what-variants-sell"
import { beforehand } from "./beforehand"
import { isRemoval } from "./is-removal"

/**
 * A line that sells dates is what was agreed: another quantity or other metadata would leave it unlike its holds. It
 * may be removed.
 */
export const refuseBookedLineUpdate = beforehand(async (req) => {
  const { id: cart_id, line_id } = req.params
  if (isRemoval(req.validatedBody ?? req.body) || line_id!.includes("\0") || cart_id!.includes("\0")) return
  const [line] = (await req.scope
    .resolve(Modules.CART)
    .listLineItems(
      { id: [line_id!], cart_id },
      { select: ["id", "title", "product_title", "variant_id"] },
    )) as unknown as CheckoutLine[]
  if (!line?.variant_id) return
  const sold = await whatVariantsSell(req.scope, [line.variant_id])
  if (sold.has(line.variant_id)) {
    throw invalidData(
      "line_id",
      `line_id: ${titleOf(line)} (${line.id}) is booked for its dates and cannot be changed: remove the line with ` +
        "DELETE /store/carts/:id/line-items/:line_id and add another through POST /store/resource-booking/carts/:id/line-items",
      { line_item_id: line.id, variant_id: line.variant_id },
    )
  }
})
