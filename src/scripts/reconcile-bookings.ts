import type { ExecArgs } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { reconcileBookingsWorkflow } from "../workflows/resource-booking/reconcile-bookings"

/** `medusa exec`: the job of the same name, now; with the argument `all` for every order, as after a restore. */
export default async function run({ container, args }: ExecArgs): Promise<void> {
  const { result } = await reconcileBookingsWorkflow(container).run({ input: { all: args.includes("all") } })
  container.resolve(ContainerRegistrationKeys.LOGGER).info(`reconcile-bookings: ${JSON.stringify(result)}`)
}
