import { sayPriceDifference } from "../../../../../../workflows/resource-booking/checkout/price-difference"
import { moveAllocationWorkflow } from "../../../../../../workflows/resource-booking/move-allocation"
import { bookingRoute } from "../../../../../lib/booking-route"
import { pick } from "../../../../../lib/list-query"
import { bookingServiceOf } from "../../../../../lib/service-of"
import { actorOf, type AdminRequest } from "../../../admin-request"
import { presentAllocation } from "../../present"
import { CLAIM_FIELDS } from "../../query-config"
import type { AdminMoveAllocationBody } from "../../validators"

/** Money is never changed by a move; `difference` says what there may be to settle. */
export const POST = bookingRoute(async (req: AdminRequest<AdminMoveAllocationBody>, res) => {
  const { dry_run, ...asked } = req.validatedBody
  const input = { ...asked, allocation_id: req.params.id!, by: actorOf(req) }
  const { allocation, replaced, now } = dry_run
    ? await bookingServiceOf(req).previewRevision(input)
    : (await moveAllocationWorkflow(req.scope).run({ input })).result
  res.json({
    ...(dry_run
      ? { dry_run, claim: pick(allocation, CLAIM_FIELDS) }
      : { allocation: presentAllocation(allocation), replaced: presentAllocation(replaced) }),
    difference: {
      days: allocation.days - replaced.days,
      quantity: allocation.quantity - replaced.quantity,
      price: await sayPriceDifference(req.scope, replaced, allocation),
    },
    now,
  })
})
