import { BookingError } from "../../../../modules/resource_booking/errors"
import { bookingServiceOf } from "../../../lib/service-of"
import type { AdminRequest } from "../admin-request"

/** Throws `resource_not_found`, for a deleted one too unless those are asked for. */
export const readResource = async (req: AdminRequest, id: string, withDeleted = false) => {
  const [resource] = await bookingServiceOf(req).listBookingResources({ id: [id] }, { withDeleted })
  if (!resource) {
    throw new BookingError("resource_not_found", `There is no resource ${id}`, { resource_id: id })
  }
  return resource
}
