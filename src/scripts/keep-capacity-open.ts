import type { ExecArgs } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { keepCapacityOpenWorkflow } from "../workflows/resource-booking/keep-capacity-open"

/** `medusa exec`: the job of the same name, now. */
export default async function run({ container }: ExecArgs): Promise<void> {
  const { result } = await keepCapacityOpenWorkflow(container).run()
  container.resolve(ContainerRegistrationKeys.LOGGER).info(`keep-capacity-open: ${JSON.stringify(result)}`)
}
