import type { AllocationDTO, ConfirmedBooking, HoldDTO } from "../../../../modules/resource_booking/types"
import { bookingService } from "../../../../workflows/resource-booking/booking-service"
import { confirmHoldsWorkflow } from "../../../../workflows/resource-booking/confirm-holds"
import { placeStaffBookingWorkflow } from "../../../../workflows/resource-booking/place-staff-booking"
import { idempotencyToken } from "../../../lib/idempotency-token"
import { actorOf, type AdminRequest } from "../admin-request"
import { itemsOf } from "../claim-body"
import type { AdminPlaceBookingBody } from "./validators"

/**
 * Books new claims, or makes a booking of the hold that is named and of all that is held with it: a booking is all or
 * nothing. A hold is its own token: confirming it twice is one booking.
 */
export const bookForStaff = async (req: AdminRequest<AdminPlaceBookingBody>): Promise<ConfirmedBooking> => {
  const { resource_id, dates, start_date, end_date, quantity, items, ...body } = req.validatedBody
  const { hold_id, allow_past, idempotency_token, ...contact } = body
  const created_by = actorOf(req)
  const token = idempotencyToken(req, idempotency_token)
  if (hold_id) {
    const hold_ids = await bookedTogether(req, hold_id)
    const { result } = await confirmHoldsWorkflow(req.scope).run({
      input: { ...contact, hold_ids, created_by },
    })
    return { ...result, allocations: result.allocations.sort(inOrderOf(hold_ids)) }
  }
  const { result } = await placeStaffBookingWorkflow(req.scope).run({
    input: {
      items: itemsOf({ resource_id, dates, start_date, end_date, quantity, items }),
      created_by,
      contact,
      allow_past,
      idempotency_token: token,
    },
  })
  return result
}

/** What is still held of its booking; of a hold that is confirmed already, what was confirmed with it. */
const bookedTogether = async (req: AdminRequest<AdminPlaceBookingBody>, holdId: string): Promise<string[]> => {
  const service = bookingService(req.scope)
  const { hold: named } = await service.getHold(holdId)
  const { holds } = await service.getBookingHolds(named.booking_id)
  const goesWith = ({ status, confirmed_at }: HoldDTO) =>
    status === named.status && (status === "ACTIVE" || (status === "CONFIRMED" && confirmed_at === named.confirmed_at))
  return holds.filter((hold) => hold.id === holdId || goesWith(hold)).map(({ id }) => id)
}

const inOrderOf =
  (holdIds: string[]) =>
  (a: AllocationDTO, b: AllocationDTO): number =>
    holdIds.indexOf(a.hold_id) - holdIds.indexOf(b.hold_id)
