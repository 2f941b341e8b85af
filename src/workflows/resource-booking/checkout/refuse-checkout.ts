import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { tooBusy } from "../../../modules/resource_booking/errors"
import { reportRefusedCheckout } from "./report-refused-checkout"
import { undoPayments } from "./undo-payments"

type Refusal = Error & { code: string; details?: Record<string, unknown> }

/**
 * What follows from refusing a cart: nothing of it stays charged, and whoever must know is told. Where that cannot even be
 * begun it throws `busy` instead: nothing is decided, and the next attempt is refused anew.
 */
export const refuseCheckout = async (container: MedusaContainer, cart_id: string, refusal: Refusal): Promise<void> => {
  const { code, message, details } = refusal
  const payments = await undoPayments(container, cart_id, message).catch((error: Error) => {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(`resource-booking: the payments of cart ${cart_id} could not be undone: ${error.message}`)
    throw tooBusy()
  })
  const { line_item_id, ...facts } = { line_item_id: null, ...details } as { line_item_id: string | null }
  await reportRefusedCheckout(container, { cart_id, code, message, line_item_id, details: facts, payments })
}
