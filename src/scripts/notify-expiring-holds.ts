import type { ExecArgs } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { notifyExpiringWorkflow } from "../workflows/resource-booking/notify-expiring"

/** `medusa exec`: the job of the same name, now. */
export default async function run({ container }: ExecArgs): Promise<void> {
  const { result } = await notifyExpiringWorkflow(container).run()
  container.resolve(ContainerRegistrationKeys.LOGGER).info(`notify-expiring-holds: ${JSON.stringify(result)}`)
}
