import { cancelAllocationsWorkflow } from "../../../../../../workflows/resource-booking/cancel-allocations"
import { bookingRoute } from "../../../../../lib/booking-route"
import { bookingServiceOf } from "../../../../../lib/service-of"
import { actorOf, type AdminRequest } from "../../../admin-request"
import { presentAllocation } from "../../present"
import type { AdminCancelAllocationBody } from "../../validators"

export const POST = bookingRoute(async (req: AdminRequest<AdminCancelAllocationBody>, res) => {
  const { reason, whole_booking } = req.validatedBody
  const id = req.params.id!
  const others = whole_booking ? await bookedWith(req, id) : []
  const { result } = await cancelAllocationsWorkflow(req.scope).run({
    input: { allocation_ids: [id, ...others], cancelled_by: actorOf(req), reason },
  })
  const allocation = result.allocations.find((one) => one.id === id)!
  res.json({
    allocation: presentAllocation(allocation),
    ...(whole_booking ? { cancelled_ids: result.cancelled_ids } : {}),
    now: result.now,
  })
})

/** What else is live of its booking. */
const bookedWith = async (req: AdminRequest, id: string): Promise<string[]> => {
  const service = bookingServiceOf(req)
  const { booking_id } = await service.getAllocation(id)
  const live = await service.listBookingAllocations({ booking_id, cancelled_at: null }, { select: ["id"], take: null })
  return live.map((allocation) => allocation.id).filter((other) => other !== id)
}
