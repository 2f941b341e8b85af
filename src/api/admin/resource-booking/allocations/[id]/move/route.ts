import { moveAllocationWorkflow } from "../../../../../../workflows/resource-booking/move-allocation"
import { bookingRoute } from "../../../../../lib/booking-route"
import { actorOf, type AdminRequest } from "../../../admin-request"
import { presentAllocation } from "../../present"
import type { AdminMoveAllocationBody } from "../../validators"

/** Money is never changed by a move; `difference` says what there may be to settle. */
export const POST = bookingRoute(async (req: AdminRequest<AdminMoveAllocationBody>, res) => {
  const { result } = await moveAllocationWorkflow(req.scope).run({
    input: { ...req.validatedBody, allocation_id: req.params.id!, by: actorOf(req) },
  })
  const { allocation, replaced, now } = result
  res.json({
    allocation: presentAllocation(allocation),
    replaced: presentAllocation(replaced),
    difference: { days: allocation.days - replaced.days, quantity: allocation.quantity - replaced.quantity },
    now,
  })
})
