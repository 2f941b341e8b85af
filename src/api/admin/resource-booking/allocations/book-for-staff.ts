import type { ConfirmedBooking } from "../../../../modules/resource_booking/types"
import { confirmHoldsWorkflow } from "../../../../workflows/resource-booking/confirm-holds"
import { placeStaffBookingWorkflow } from "../../../../workflows/resource-booking/place-staff-booking"
import { idempotencyToken } from "../../../lib/idempotency-token"
import { actorOf, type AdminRequest } from "../admin-request"
import { itemsOf } from "../claim-body"
import type { AdminPlaceBookingBody } from "./validators"

/** Books new claims, or makes a booking of the hold that is named. A hold is its own token: confirming it twice is one booking. */
export const bookForStaff = async (req: AdminRequest<AdminPlaceBookingBody>): Promise<ConfirmedBooking> => {
  const { resource_id, dates, start_date, end_date, quantity, items, ...body } = req.validatedBody
  const { hold_id, allow_past, idempotency_token, ...contact } = body
  const created_by = actorOf(req)
  const token = idempotencyToken(req, idempotency_token)
  if (hold_id) {
    const { result } = await confirmHoldsWorkflow(req.scope).run({
      input: { ...contact, hold_ids: [hold_id], created_by },
    })
    return result
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
