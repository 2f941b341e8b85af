import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { readCheckoutCart } from "../../workflows/resource-booking/checkout/checkout-cart"
import { claimCart } from "../../workflows/resource-booking/checkout/claim-cart"
import type { StoreRequest } from "../store/resource-booking/holder"
import { countRefusal } from "../store/resource-booking/holds/count-refusal"
import { beforehand } from "./beforehand"

/**
 * Before the card form: nobody is to pay for dates that are gone. What lapsed and is free is held again, and the
 * deadlines move past the payment. Collections without a cart (orders have such) and completed carts are core's alone.
 */
export const claimBeforePayment = beforehand(async (req: StoreRequest) => {
  const cartId = await cartOf(req, req.params.id!)
  const cart = cartId === undefined ? undefined : await readCheckoutCart(req.scope, cartId)
  if (!cart || cart.completed_at) return
  await claimCart(req.scope, cart, "payment").catch(countRefusal(req))
})

const cartOf = async ({ scope }: StoreRequest, collectionId: string): Promise<string | undefined> => {
  if (collectionId.includes("\0")) return undefined
  const { data } = await scope.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "cart_payment_collection",
    fields: ["cart_id"],
    filters: { payment_collection_id: collectionId },
  })
  return (data[0] as { cart_id: string } | undefined)?.cart_id
}
