import { createResourceWorkflow } from "../../../../workflows/resource-booking/create-resource"
import { bookingRoute } from "../../../lib/booking-route"
import { pick } from "../../../lib/list-query"
import { bookingServiceOf } from "../../../lib/service-of"
import { actorOf, type AdminRequest } from "../admin-request"
import { deskFigures } from "./desk-figures"
import { listConfig, resourceFilters } from "./list-filters"
import { RESOURCE_FIELDS } from "./query-config"
import type { AdminCreateResourceBody, AdminListResourcesQuery } from "./validators"

export const GET = bookingRoute(async (req: AdminRequest<unknown, AdminListResourcesQuery>, res) => {
  const { limit, offset, fields = RESOURCE_FIELDS } = req.validatedQuery
  const [rows, count] = await bookingServiceOf(req).listAndCountBookingResources(
    resourceFilters(req.validatedQuery),
    listConfig(req.validatedQuery),
  )
  const figures = await deskFigures(req, rows)
  res.json({ resources: rows.map((row) => ({ ...pick(row, fields), ...figures(row) })), count, limit, offset })
})

export const POST = bookingRoute(async (req: AdminRequest<AdminCreateResourceBody>, res) => {
  const { result: resource } = await createResourceWorkflow(req.scope).run({
    input: { by: actorOf(req), resource: req.validatedBody },
  })
  res.status(201).json({ resource })
})
