import { bookingErrorCode } from "../../modules/resource_booking/errors"
import { bookingService } from "../../workflows/resource-booking/booking-service"
import { releaseHoldWorkflow } from "../../workflows/resource-booking/release-hold"
import { beforehand } from "./beforehand"
import { isRemoval } from "./is-removal"

/**
 * Before core removes a line, its dates are given back, or it is refused with `hold_in_checkout`: core would void the payment
 * that a completion in another process is taking for this very line. Once they are given back no completion can claim them.
 */
export const releaseBeforeRemoval = beforehand(async ({ scope, params, method, body }) => {
  const { id: cartId, line_id: lineId } = params
  if ((method === "POST" && !isRemoval(body)) || cartId!.includes("\0")) return
  const holds = await bookingService(scope).getLineHolds(cartId!)
  for (const hold of holds.filter(({ line_item_id, status }) => line_item_id === lineId && status === "ACTIVE")) {
    await releaseHoldWorkflow(scope)
      .run({ input: { hold_id: hold.id, released_by: "storefront" } })
      .catch(unlessEnded)
  }
})

/** Lapsed, or released by another: nothing is left that could be claimed. */
const unlessEnded = (error: unknown): void => {
  if (!["hold_expired", "hold_not_active"].includes(bookingErrorCode(error) ?? "")) throw error
}
