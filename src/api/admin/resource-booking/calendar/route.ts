import { bookingRoute } from "../../../lib/booking-route"
import { bookingServiceOf } from "../../../lib/service-of"
import type { AdminRequest } from "../admin-request"
import { readClaims } from "./read-claims"
import type { AdminGetCalendarQuery } from "./validators"

export const GET = bookingRoute(async (req: AdminRequest<unknown, AdminGetCalendarQuery>, res) => {
  const { resource_id, with: extra, ...query } = req.validatedQuery
  const calendar = await bookingServiceOf(req).getCalendar({ ...query, resource_ids: resource_id })
  const resource_ids = calendar.resources.map(({ resource }) => resource.id)
  const claims = extra === "claims" ? await readClaims(req.scope, { ...query, resource_ids }) : {}
  res.json({ ...calendar, limit: query.limit, offset: query.offset, ...claims })
})
