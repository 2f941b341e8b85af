import type { MedusaContainer } from "@medusajs/framework/types"
import { BookingError } from "../../../modules/resource_booking/errors"
import type { AllocationDTO, HoldDTO } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"
import { orderOf } from "./order-of"
import { settleOrder } from "./settle-order"

/**
 * Never a free booking: settles the order that the hold's own cart has become, and answers what the hold is of it. The
 * line is the order's, or the cart's that it was. Throws `hold_not_claimed` for anything else.
 */
export const confirmOrderedHold = async (
  container: MedusaContainer,
  hold: HoldDTO,
  { order_id, line_item_id }: { order_id: string; line_item_id: string },
): Promise<AllocationDTO> => {
  const isOfCart = hold.cart_id !== null && (await orderOf(container, hold.cart_id)) === order_id
  if (isOfCart && hold.status !== "CONFIRMED") await settleOrder(container, order_id)
  const allocations = isOfCart ? await bookingService(container).getOrderAllocations(order_id) : []
  const allocation = allocations.find(({ hold_id }) => hold_id === hold.id)
  if (!allocation || ![allocation.line_item_id, hold.line_item_id].includes(line_item_id)) {
    throw new BookingError(
      "hold_not_claimed",
      `Hold ${hold.id} is not what line ${line_item_id} of order ${order_id} was sold: complete the cart of the hold ` +
        "first, and name the order and the line that come of it",
      { hold_id: hold.id },
    )
  }
  return allocation
}
