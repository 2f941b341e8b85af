import { releaseStaffHoldWorkflow } from "../../../../../../workflows/resource-booking/release-staff-hold"
import { bookingRoute } from "../../../../../lib/booking-route"
import { actorOf, type AdminRequest } from "../../../admin-request"
import { presentHold } from "../../present"

export const POST = bookingRoute(async (req: AdminRequest, res) => {
  const { result } = await releaseStaffHoldWorkflow(req.scope).run({
    input: { by: actorOf(req), hold_id: req.params.id! },
  })
  res.json({ hold: presentHold(result.hold, result.now), now: result.now })
})
