import { bookingRoute } from "../../../../lib/booking-route"
import type { AdminRequest } from "../../admin-request"
import { readOrderBookings } from "../read-order-bookings"

export const GET = bookingRoute(async (req: AdminRequest, res) => {
  res.json({ order: await readOrderBookings(req.scope, req.params.id!) })
})
