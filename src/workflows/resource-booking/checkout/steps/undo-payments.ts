import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { invalidData } from "../../../../modules/resource_booking/errors"
import { undoCartPayments, type UndoPaymentsInput } from "../undo-cart-payments"

/** No compensation: what was given back stays given back. */
export const undoPaymentsStep = createStep(
  "resource-booking-undo-payments",
  async (input: UndoPaymentsInput, { container }) => {
    // To core a filter by nothing is none: this would undo the payments of every cart.
    if (!input.cart_id) throw invalidData("cart_id", "cart_id must say whose payments are to be undone")
    return new StepResponse({ payments: await undoCartPayments(container, input) })
  },
)
