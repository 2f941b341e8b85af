import type { MedusaContainer } from "@medusajs/framework/types"
import { applyRetentionWorkflow } from "../workflows/resource-booking/apply-retention"

/** Daily: forgets what need not be kept. */
export default async function run(container: MedusaContainer): Promise<void> {
  await applyRetentionWorkflow(container).run()
}

export const config = { name: "resource-booking-apply-retention", schedule: "45 2 * * *" }
