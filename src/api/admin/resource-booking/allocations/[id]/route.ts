import { updateAllocationWorkflow } from "../../../../../workflows/resource-booking/update-allocation"
import { bookingRoute } from "../../../../lib/booking-route"
import { pick } from "../../../../lib/list-query"
import { bookingServiceOf } from "../../../../lib/service-of"
import { actorOf, type AdminRequest } from "../../admin-request"
import { orderNumbers } from "../../order-numbers"
import { presentAllocation } from "../present"
import { READ_ALLOCATION_FIELDS } from "../query-config"
import type { AdminEditAllocationBody, AdminGetAllocationQuery } from "../validators"

export const GET = bookingRoute(async (req: AdminRequest<unknown, AdminGetAllocationQuery>, res) => {
  const { fields = READ_ALLOCATION_FIELDS } = req.validatedQuery
  const allocation = await bookingServiceOf(req).getAllocation(req.params.id!)
  const numbers = await orderNumbers(req.scope, [allocation])
  res.json({ allocation: pick({ ...allocation, ...numbers(allocation) }, fields) })
})

export const POST = bookingRoute(async (req: AdminRequest<AdminEditAllocationBody>, res) => {
  const { expected_updated_at, ...edit } = req.validatedBody
  const { result } = await updateAllocationWorkflow(req.scope).run({
    input: { by: actorOf(req), id: req.params.id!, edit, expected_updated_at },
  })
  res.json({ allocation: presentAllocation(result.allocation) })
})
