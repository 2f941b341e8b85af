import { tooBusy } from "../../../../modules/resource_booking/errors"

/** Core's lock of a cart is taken for a moment by whatever changes it; waiting for it too long is no fault of ours. */
export const refuseWhileLocked = (error: unknown): never => {
  throw /acquire lock|acquiring lock/i.test((error as Error | undefined)?.message ?? "") ? tooBusy() : error
}
