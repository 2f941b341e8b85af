import type { MedusaContainer } from "@medusajs/framework/types"
import { notifyExpiringWorkflow } from "../workflows/resource-booking/notify-expiring"

/** Each minute: tells who holds dates that they are about to lapse. */
export default async function run(container: MedusaContainer): Promise<void> {
  await notifyExpiringWorkflow(container).run()
}

export const config = { name: "resource-booking-notify-expiring-holds", schedule: "* * * * *" }
