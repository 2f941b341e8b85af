import { bookingRoute } from "../../../lib/booking-route"
import { bookingServiceOf } from "../../../lib/service-of"
import type { AdminRequest } from "../admin-request"

/** The types in use: what a filter or a blackout of a type chooses from. */
export const GET = bookingRoute(async (req: AdminRequest, res) => {
  res.json({ types: await bookingServiceOf(req).listResourceTypes() })
})
