import { confirmHoldsWorkflow } from "../../../../../../workflows/resource-booking/confirm-holds"
import { bookingRoute } from "../../../../../lib/booking-route"
import type { StoreRequest } from "../../../holder"
import { presentStoreHoldAnswer } from "../../present"
import { readStoreHold } from "../../read-store-hold"
import type { StoreConfirmHoldBody } from "../../validators"

/** Never a free booking: confirms only what the checkout has claimed for this very line, and answers for what it has confirmed. */
export const POST = bookingRoute(async (req: StoreRequest<StoreConfirmHoldBody>, res) => {
  const { hold } = await readStoreHold(req, req.params.id!)
  const { order_id, line_item_id } = req.validatedBody
  const { result } = await confirmHoldsWorkflow(req.scope).run({
    input: { hold_ids: [hold.id], order_id, line_item_id, claimed_only: true },
  })
  res.json({ ...presentStoreHoldAnswer(result.holds[0]!, result.now), allocation_id: result.allocations[0]!.id })
})
