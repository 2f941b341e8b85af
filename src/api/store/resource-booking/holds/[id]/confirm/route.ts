import { bookingRoute } from "../../../../../lib/booking-route"
import { bookingServiceOf } from "../../../../../lib/service-of"
import type { StoreRequest } from "../../../holder"
import { presentStoreHoldAnswer } from "../../present"
import { readStoreHold } from "../../read-store-hold"
import type { StoreConfirmHoldBody } from "../../validators"

/** Never a free booking: confirms only what the checkout has claimed for this very line, and answers for what it has confirmed. */
export const POST = bookingRoute(async (req: StoreRequest<StoreConfirmHoldBody>, res) => {
  const { hold } = await readStoreHold(req, req.params.id!)
  const service = bookingServiceOf(req)
  const { order_id, line_item_id } = req.validatedBody
  const { allocations } = await service.confirmClaimedHolds({ hold_ids: [hold.id], order_id, line_item_id })
  const confirmed = await service.getHold(hold.id)
  res.json({ ...presentStoreHoldAnswer(confirmed.hold, confirmed.now), allocation_id: allocations[0]!.id })
})
