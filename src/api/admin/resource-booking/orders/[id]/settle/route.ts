import { settleOrder } from "../../../../../../workflows/resource-booking/checkout/settle-order"
import { bookingRoute } from "../../../../../lib/booking-route"
import type { AdminRequest } from "../../../admin-request"
import { readOrderBookings } from "../../read-order-bookings"

/** Tries again at once what the job tries every five minutes: somebody may have made room. */
export const POST = bookingRoute(async (req: AdminRequest, res) => {
  await settleOrder(req.scope, req.params.id!)
  res.json({ order: await readOrderBookings(req.scope, req.params.id!) })
})
