import type { StoreCart } from "@medusajs/framework/types"
import { refetchCart } from "@medusajs/medusa/api/store/carts/helpers"
import { defaultStoreCartFields } from "@medusajs/medusa/api/store/carts/query-config"
import { addBookingToCartWorkflow } from "../../../../../../workflows/resource-booking/checkout/add-booking-to-cart"
import { bookingRoute } from "../../../../../lib/booking-route"
import { idempotencyToken } from "../../../../../lib/idempotency-token"
import { holderOf, type StoreRequest } from "../../../holder"
import { countRefusal } from "../../../holds/count-refusal"
import { presentStoreHolds } from "../../../holds/present"
import { refuseWhileLocked } from "../../refuse-while-locked"
import type { StoreAddBookingBody } from "../../validators"

export const POST = bookingRoute(async (req: StoreRequest<StoreAddBookingBody>, res) => {
  const { idempotency_token, ...body } = req.validatedBody
  const { customer_id } = await holderOf(req, { cart_id: req.params.id })
  const { result: booking } = await addBookingToCartWorkflow(req.scope)
    .run({
      input: {
        ...body,
        cart_id: req.params.id!,
        customer_id,
        client_address: req.ip,
        idempotency_token: idempotencyToken(req, idempotency_token),
      },
    })
    .catch(refuseWhileLocked)
    .catch(countRefusal(req))
  const cart = (await refetchCart(req.params.id!, req.scope, defaultStoreCartFields)) as StoreCart
  res.status(booking.attached ? 201 : 200).json({
    cart,
    line_item: cart.items?.find(({ id }) => id === booking.line_item_id) ?? null,
    ...presentStoreHolds(booking.holds, booking.now),
    ...(booking.attached ? {} : { idempotent_replay: true }),
  })
})
