import { extendStaffHoldWorkflow } from "../../../../../../workflows/resource-booking/extend-staff-hold"
import { bookingRoute } from "../../../../../lib/booking-route"
import { actorOf, type AdminRequest } from "../../../admin-request"
import { presentHold } from "../../present"
import type { AdminExtendHoldBody } from "../../validators"

/** The whole booking's deadline moves, so all of its live holds are answered. */
export const POST = bookingRoute(async (req: AdminRequest<AdminExtendHoldBody>, res) => {
  const { result } = await extendStaffHoldWorkflow(req.scope).run({
    input: { by: actorOf(req), hold_id: req.params.id!, minutes: req.validatedBody.minutes },
  })
  const holds = result.holds.map((hold) => presentHold(hold, result.now))
  res.json({ hold: holds.find(({ id }) => id === req.params.id), holds, now: result.now })
})
