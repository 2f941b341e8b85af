import { unlinkVariantWorkflow } from "../../../../../../../workflows/resource-booking/unlink-variant"
import { bookingRoute } from "../../../../../../lib/booking-route"
import { actorOf, type AdminRequest } from "../../../../admin-request"

export const DELETE = bookingRoute(async (req: AdminRequest, res) => {
  const { id, variant_id } = req.params as { id: string; variant_id: string }
  await unlinkVariantWorkflow(req.scope).run({ input: { by: actorOf(req), resource_id: id, variant_id } })
  res.json({ id: variant_id, object: "resource_variant", deleted: true })
})
