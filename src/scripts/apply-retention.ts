import type { ExecArgs } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { applyRetentionWorkflow } from "../workflows/resource-booking/apply-retention"

/** `medusa exec`: the job of the same name, now. */
export default async function run({ container }: ExecArgs): Promise<void> {
  const { result } = await applyRetentionWorkflow(container).run()
  container.resolve(ContainerRegistrationKeys.LOGGER).info(`apply-retention: ${JSON.stringify(result)}`)
}
