import { confirmOrderedHold } from "../../../../../../workflows/resource-booking/checkout/confirm-ordered-hold"
import { bookingRoute } from "../../../../../lib/booking-route"
import type { StoreRequest } from "../../../holder"
import { presentStoreHoldAnswer } from "../../present"
import { readStoreHold } from "../../read-store-hold"
import type { StoreConfirmHoldBody } from "../../validators"

/** What the hold has become of the order; where the order's bookings are still under way, they are made now. */
export const POST = bookingRoute(async (req: StoreRequest<StoreConfirmHoldBody>, res) => {
  const { hold } = await readStoreHold(req, req.params.id!)
  const allocation = await confirmOrderedHold(req.scope, hold, req.validatedBody)
  const confirmed = await readStoreHold(req, hold.id)
  res.json({ ...presentStoreHoldAnswer(confirmed.hold, confirmed.now), allocation_id: allocation.id })
})
