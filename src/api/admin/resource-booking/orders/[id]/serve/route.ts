import { serveLine } from "../../../../../../workflows/resource-booking/checkout/serve-line"
import { bookingRoute } from "../../../../../lib/booking-route"
import { actorOf, type AdminRequest } from "../../../admin-request"
import { readOrderBookings } from "../../read-order-bookings"
import type { AdminServeLineBody } from "../../validators"

export const POST = bookingRoute(async (req: AdminRequest<AdminServeLineBody>, res) => {
  await serveLine(req.scope, { ...req.validatedBody, order_id: req.params.id!, by: actorOf(req) })
  res.json({ order: await readOrderBookings(req.scope, req.params.id!) })
})
