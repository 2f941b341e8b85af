import { Modules } from "@medusajs/framework/utils"
import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { bookingService } from "./booking-service"

type Customer = { customer_id: string }

/** No compensation: what was erased is gone. */
const eraseCustomerStep = createStep(
  "resource-booking-erase-customer",
  async ({ customer_id }: Customer, { container }) => {
    const [customer] = await container
      .resolve(Modules.CUSTOMER)
      .listCustomers({ id: [customer_id] }, { select: ["id", "email"], withDeleted: true })
    const email = customer?.email ?? undefined
    return new StepResponse(await bookingService(container).eraseCustomer({ customer_id, email }))
  },
)

/** Forgets a customer's contact data on all holds and allocations; the dates stay taken. */
export const eraseCustomerWorkflow = createWorkflow(
  "resource-booking-erase-customer",
  (input: Customer) => new WorkflowResponse(eraseCustomerStep(input)),
)
