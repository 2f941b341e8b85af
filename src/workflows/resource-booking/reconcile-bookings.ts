import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { reconcile } from "./checkout/reconcile"

/** No compensation: each order is settled by itself. */
const reconcileStep = createStep(
  "resource-booking-reconcile",
  async (input: { all?: boolean }, { container }) => new StepResponse(await reconcile(container, input)),
)

/** Makes the bookings of carts and orders what these say now, wherever no event has told. Safe at any time. */
export const reconcileBookingsWorkflow = createWorkflow(
  "resource-booking-reconcile-bookings",
  (input: { all?: boolean }) => new WorkflowResponse(reconcileStep(input)),
)
