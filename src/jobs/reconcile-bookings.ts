import type { MedusaContainer } from "@medusajs/framework/types"
import { reconcileBookingsWorkflow } from "../workflows/resource-booking/reconcile-bookings"

/** Every five minutes: what events have told already, it finds done. */
export default async function run(container: MedusaContainer): Promise<void> {
  await reconcileBookingsWorkflow(container).run({ input: {} })
}

export const config = { name: "resource-booking-reconcile-bookings", schedule: "2-59/5 * * * *" }
