import type { MedusaContainer } from "@medusajs/framework/types"
import { createWorkflow, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { undoPaymentsStep } from "./steps/undo-payments"
import type { UndoPaymentsInput } from "./undo-cart-payments"
import type { UndonePayment } from "./undone-payment"

/**
 * Makes sure that nothing stays charged for a cart without an order: refunds what was captured, cancels what was authorised,
 * and ends what could still be paid. One provider that fails does not keep the others; its payment is answered as `failed`.
 * May run twice, and at once on several servers: a provider is asked once for each payment.
 */
export const undoPaymentsWorkflow = createWorkflow(
  "resource-booking-undo-payments",
  (input: UndoPaymentsInput) => new WorkflowResponse(undoPaymentsStep(input)),
)

/** For whoever refuses a cart, before he says so. `reason` becomes the note of a refund. */
export const undoPayments = async (
  container: MedusaContainer,
  cart_id: string,
  reason: string,
  which: Pick<UndoPaymentsInput, "session_ids" | "is_own_completion"> = {},
): Promise<UndonePayment[]> => {
  const { result } = await undoPaymentsWorkflow(container).run({ input: { cart_id, reason, ...which } })
  return result.payments
}
