import type { ExecArgs } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { expireHoldsWorkflow } from "../workflows/resource-booking/expire-holds"

/** `medusa exec`: the job of the same name, now. */
export default async function run({ container }: ExecArgs): Promise<void> {
  const { result } = await expireHoldsWorkflow(container).run()
  container.resolve(ContainerRegistrationKeys.LOGGER).info(`cleanup-expired-holds: ${JSON.stringify(result)}`)
}
