import { setCapacityWorkflow } from "../../../../../../workflows/resource-booking/set-capacity"
import { bookingRoute } from "../../../../../lib/booking-route"
import { bookingServiceOf } from "../../../../../lib/service-of"
import { actorOf, type AdminRequest } from "../../../admin-request"
import { presentCapacity } from "../../present-capacity"
import type { AdminGetCapacityQuery, AdminSetCapacityBody } from "../../validators"

export const GET = bookingRoute(async (req: AdminRequest<unknown, AdminGetCapacityQuery>, res) => {
  const calendar = await bookingServiceOf(req).getCapacityCalendar({
    resource_id: req.params.id!,
    ...req.validatedQuery,
  })
  res.json(presentCapacity(calendar))
})

export const POST = bookingRoute(async (req: AdminRequest<AdminSetCapacityBody>, res) => {
  const { result } = await setCapacityWorkflow(req.scope).run({
    input: { by: actorOf(req), capacity: { ...req.validatedBody, resource_id: req.params.id! } },
  })
  const { before: _before, ...answer } = result
  res.json({ resource_id: req.params.id!, ...answer })
})
