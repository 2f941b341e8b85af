import type { MedusaContainer } from "@medusajs/framework/types"
import { expireHoldsWorkflow } from "../workflows/resource-booking/expire-holds"

/** Settles expired holds every five minutes; buyers never wait for it. */
export default async function run(container: MedusaContainer): Promise<void> {
  await expireHoldsWorkflow(container).run()
}

export const config = { name: "resource-booking-cleanup-expired-holds", schedule: "*/5 * * * *" }
