import type { MedusaContainer } from "@medusajs/framework/types"
import { keepCapacityOpenWorkflow } from "../workflows/resource-booking/keep-capacity-open"

/** Daily: opens the dates that have come within a resource's days ahead, and recounts all claims. */
export default async function run(container: MedusaContainer): Promise<void> {
  await keepCapacityOpenWorkflow(container).run()
}

export const config = { name: "resource-booking-keep-capacity-open", schedule: "15 0 * * *" }
