import { restoreResourceWorkflow } from "../../../../../../workflows/resource-booking/restore-resource"
import { bookingRoute } from "../../../../../lib/booking-route"
import { actorOf, type AdminRequest } from "../../../admin-request"

export const POST = bookingRoute(async (req: AdminRequest, res) => {
  const { result: resource } = await restoreResourceWorkflow(req.scope).run({
    input: { by: actorOf(req), id: req.params.id! },
  })
  res.json({ resource })
})
