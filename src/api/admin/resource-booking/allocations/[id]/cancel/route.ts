import { cancelAllocationsWorkflow } from "../../../../../../workflows/resource-booking/cancel-allocations"
import { bookingRoute } from "../../../../../lib/booking-route"
import { actorOf, type AdminRequest } from "../../../admin-request"
import { presentAllocation } from "../../present"
import type { AdminCancelAllocationBody } from "../../validators"

export const POST = bookingRoute(async (req: AdminRequest<AdminCancelAllocationBody>, res) => {
  const { result } = await cancelAllocationsWorkflow(req.scope).run({
    input: { allocation_ids: [req.params.id!], cancelled_by: actorOf(req), reason: req.validatedBody.reason },
  })
  res.json({ allocation: presentAllocation(result.allocations[0]!), now: result.now })
})
