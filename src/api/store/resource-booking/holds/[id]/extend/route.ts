import { extendHoldWorkflow } from "../../../../../../workflows/resource-booking/extend-hold"
import { bookingRoute } from "../../../../../lib/booking-route"
import type { StoreRequest } from "../../../holder"
import { presentStoreHoldAnswer } from "../../present"
import { readStoreHold } from "../../read-store-hold"
import type { StoreExtendHoldBody } from "../../validators"

export const POST = bookingRoute(async (req: StoreRequest<StoreExtendHoldBody>, res) => {
  const { hold } = await readStoreHold(req, req.params.id!)
  const { result } = await extendHoldWorkflow(req.scope).run({
    input: { hold_id: hold.id, minutes: req.validatedBody.minutes, by_staff: false },
  })
  const extended = result.holds.find(({ id }) => id === hold.id) ?? hold
  res.json(presentStoreHoldAnswer(extended, result.now))
})
