import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { bookingService } from "./booking-service"

/** No compensation: what was erased is gone. */
const eraseCustomerStep = createStep(
  "resource-booking-erase-customer",
  async ({ customer_id }: { customer_id: string }, { container }) =>
    new StepResponse(await bookingService(container).eraseCustomer(customer_id)),
)

/** Forgets a customer's contact data on all holds and allocations; the dates stay taken. */
export const eraseCustomerWorkflow = createWorkflow("resource-booking-erase-customer", (input: { customer_id: string }) =>
  new WorkflowResponse(eraseCustomerStep(input)),
)
