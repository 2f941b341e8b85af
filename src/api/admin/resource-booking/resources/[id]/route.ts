import { deleteResourceWorkflow } from "../../../../../workflows/resource-booking/delete-resource"
import { updateResourceWorkflow } from "../../../../../workflows/resource-booking/update-resource"
import { bookingRoute } from "../../../../lib/booking-route"
import { pick } from "../../../../lib/list-query"
import { actorOf, type AdminRequest } from "../../admin-request"
import { deskFigures } from "../desk-figures"
import { RESOURCE_FIELDS } from "../query-config"
import { readResource } from "../read-resource"
import type { AdminGetResourceQuery, AdminUpdateResourceBody } from "../validators"

export const GET = bookingRoute(async (req: AdminRequest<unknown, AdminGetResourceQuery>, res) => {
  const { fields = RESOURCE_FIELDS, with_deleted } = req.validatedQuery
  const resource = await readResource(req, req.params.id!, with_deleted)
  const figures = await deskFigures(req, [resource])
  res.json({ resource: { ...pick(resource, fields), ...figures(resource) } })
})

export const PUT = bookingRoute(async (req: AdminRequest<AdminUpdateResourceBody>, res) => {
  const { result } = await updateResourceWorkflow(req.scope).run({
    input: { by: actorOf(req), id: req.params.id!, patch: req.validatedBody },
  })
  res.json({ resource: result.resource })
})

export const POST = PUT

export const DELETE = bookingRoute(async (req: AdminRequest, res) => {
  const { result } = await deleteResourceWorkflow(req.scope).run({ input: { by: actorOf(req), id: req.params.id! } })
  res.json({ id: result.id, object: "resource", deleted: true })
})
