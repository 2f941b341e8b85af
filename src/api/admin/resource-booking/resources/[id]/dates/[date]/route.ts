import { bookingRoute } from "../../../../../../lib/booking-route"
import type { AdminRequest } from "../../../../admin-request"
import { readDay } from "./read-day"

/** All about one date of a resource, as the drawer of the calendar shows it. */
export const GET = bookingRoute(async (req: AdminRequest, res) => {
  const { id, date } = req.params as { id: string; date: string }
  res.json(await readDay(req.scope, id, date))
})
