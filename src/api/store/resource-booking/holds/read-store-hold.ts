import { BookingError } from "../../../../modules/resource_booking/errors"
import type { HoldAnswer } from "../../../../modules/resource_booking/types"
import { bookingServiceOf } from "../../../lib/service-of"
import { signedInCustomer, type StoreRequest } from "../holder"

/**
 * The id is the storefront's capability, as a cart's is in Medusa; a signed-in customer's hold opens to that customer
 * alone, and to anybody else there is none.
 */
export const readStoreHold = async (req: StoreRequest, id: string): Promise<HoldAnswer> => {
  const answer = await bookingServiceOf(req).getHold(id)
  if (answer.hold.customer_id !== null && answer.hold.customer_id !== signedInCustomer(req)) {
    throw new BookingError("hold_not_found", `There is no hold ${id}`, { hold_id: id })
  }
  return answer
}
