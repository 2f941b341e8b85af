import { bookingRoute } from "../../../../lib/booking-route"
import { pick } from "../../../../lib/list-query"
import { bookingServiceOf } from "../../../../lib/service-of"
import type { AdminRequest } from "../../admin-request"
import { withClock } from "../present"
import { HOLD_FIELDS } from "../query-config"
import type { AdminGetHoldQuery } from "../validators"

export const GET = bookingRoute(async (req: AdminRequest<unknown, AdminGetHoldQuery>, res) => {
  const { fields = HOLD_FIELDS } = req.validatedQuery
  const { hold, now } = await bookingServiceOf(req).getHold(req.params.id!)
  res.json({ hold: pick(withClock(hold, now), fields), now })
})
