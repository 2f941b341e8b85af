import { placeStaffHoldWorkflow } from "../../../../workflows/resource-booking/place-staff-hold"
import { bookingRoute } from "../../../lib/booking-route"
import { idempotencyToken } from "../../../lib/idempotency-token"
import { pick } from "../../../lib/list-query"
import { bookingServiceOf } from "../../../lib/service-of"
import { actorOf, type AdminRequest } from "../admin-request"
import { itemsOf } from "../claim-body"
import { namedElsewhere } from "../named-elsewhere"
import { presentHold, withClock } from "./present"
import { LISTED_HOLD_FIELDS } from "./query-config"
import type { AdminListHoldsQuery, AdminPlaceHoldBody } from "./validators"

export const GET = bookingRoute(async (req: AdminRequest<unknown, AdminListHoldsQuery>, res) => {
  const { fields = LISTED_HOLD_FIELDS, ...filters } = req.validatedQuery
  const named = await namedElsewhere(req.scope, filters.q)
  const { rows, count, now } = await bookingServiceOf(req).listHolds({ ...filters, ...named })
  const { limit, offset } = filters
  res.json({ holds: rows.map((row) => pick(withClock(row, now), fields)), count, limit, offset, now })
})

export const POST = bookingRoute(async (req: AdminRequest<AdminPlaceHoldBody>, res) => {
  const { ttl_minutes, customer_id, customer_email, metadata, items } = req.validatedBody
  const { result: booking } = await placeStaffHoldWorkflow(req.scope).run({
    input: {
      items: itemsOf(req.validatedBody),
      created_by: actorOf(req),
      idempotency_token: idempotencyToken(req, req.validatedBody.idempotency_token),
      ...{ ttl_minutes, customer_id, customer_email, metadata },
    },
  })
  const holds = booking.holds.map((hold) => presentHold(hold, booking.now))
  res.status(booking.replay ? 200 : 201).json({
    ...(items ? { holds } : { hold: holds[0] }),
    booking_id: booking.booking_id,
    now: booking.now,
    ...(booking.replay ? { idempotent_replay: true } : {}),
  })
})
