import { bookingRoute } from "../../../lib/booking-route"
import { bookingServiceOf } from "../../../lib/service-of"
import { holderOf, type StoreRequest } from "../holder"
import { presentStoreAvailability } from "./present"
import type { StoreGetAvailabilityQuery } from "./validators"

export const GET = bookingRoute(async (req: StoreRequest<unknown, StoreGetAvailabilityQuery>, res) => {
  const query = req.validatedQuery
  await holderOf(req, { cart_id: query.cart_id })
  res.json(presentStoreAvailability(await bookingServiceOf(req).getAvailability(query)))
})
