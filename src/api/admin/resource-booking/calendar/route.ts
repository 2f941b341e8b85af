import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import { bookingRoute } from "../../../lib/booking-route"
import { bookingServiceOf } from "../../../lib/service-of"
import type { AdminGetCalendarQuery } from "./validators"

type Request = AuthenticatedMedusaRequest<unknown, AdminGetCalendarQuery>

export const GET = bookingRoute(async (req: Request, res) => {
  const { resource_id, ...query } = req.validatedQuery
  const calendar = await bookingServiceOf(req).getCalendar({ ...query, resource_ids: resource_id })
  res.json({ ...calendar, limit: query.limit, offset: query.offset })
})
