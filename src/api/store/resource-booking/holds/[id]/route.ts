import { releaseHoldWorkflow } from "../../../../../workflows/resource-booking/release-hold"
import { bookingRoute } from "../../../../lib/booking-route"
import { signedInCustomer, type StoreRequest } from "../../holder"
import { readStoreHold } from "../read-store-hold"
import { presentStoreHoldAnswer } from "../present"

export const GET = bookingRoute(async (req: StoreRequest, res) => {
  const { hold, now } = await readStoreHold(req, req.params.id!)
  res.json(presentStoreHoldAnswer(hold, now))
})

export const DELETE = bookingRoute(async (req: StoreRequest, res) => {
  const { hold } = await readStoreHold(req, req.params.id!)
  const { result } = await releaseHoldWorkflow(req.scope).run({
    input: { hold_id: hold.id, released_by: signedInCustomer(req) ?? "storefront" },
  })
  res.json(presentStoreHoldAnswer(result.hold, result.now))
})
