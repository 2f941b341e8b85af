import { placeHold } from "../../../../workflows/resource-booking/place-hold"
import { bookingRoute } from "../../../lib/booking-route"
import { idempotencyToken } from "../../../lib/idempotency-token"
import { holderOf, type StoreRequest } from "../holder"
import { countRefusal } from "./count-refusal"
import { presentStoreHolds } from "./present"
import type { StorePlaceHoldBody } from "./validators"

export const POST = bookingRoute(async (req: StoreRequest<StorePlaceHoldBody>, res) => {
  const { resource_id, dates, start_date, end_date, quantity = 1, items, ...body } = req.validatedBody
  const input = {
    items: items ?? [{ resource_id: resource_id!, dates, start_date, end_date, quantity }],
    metadata: body.metadata,
    idempotency_token: idempotencyToken(req, body.idempotency_token),
    client_address: req.ip,
    ...(await holderOf(req, body)),
  }
  const booking = await placeHold(req.scope, input).catch(countRefusal(req))
  const { holds, ...rest } = presentStoreHolds(booking.holds, booking.now)
  res.status(booking.replay ? 200 : 201).json({
    ...(items ? { holds } : { hold: holds[0] }),
    ...rest,
    ...(booking.replay ? { idempotent_replay: true } : {}),
  })
})
