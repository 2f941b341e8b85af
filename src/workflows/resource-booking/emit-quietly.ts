import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"

// With Redis away, Medusa's bus keeps an event until it is back, and whoever emits it waits as long.
const PATIENCE_MS = 1_000

/**
 * Tells of what is committed already: whoever waits for the answer is not to fail because a bus is away, nor to wait for
 * it longer than a moment. What it has taken it emits when it can.
 */
export const emitQuietly = async (
  container: MedusaContainer,
  messages: { name: string; data: object }[],
): Promise<void> => {
  if (messages.length === 0) return
  const told = container
    .resolve(Modules.EVENT_BUS)
    .emit(messages, {})
    .catch((error: Error) => {
      container
        .resolve(ContainerRegistrationKeys.LOGGER)
        .error(`resource-booking: ${messages[0]!.name} was not emitted: ${error.message}`)
    })
  let timer: NodeJS.Timeout | undefined
  const impatient = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)))
  await Promise.race([told, impatient]).finally(() => clearTimeout(timer))
}
