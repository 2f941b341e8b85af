import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"

/** Tells of what is committed already: whoever waits for the answer is not to fail because a bus is away. */
export const emitQuietly = async (
  container: MedusaContainer,
  messages: { name: string; data: object }[],
): Promise<void> => {
  if (messages.length === 0) return
  await container
    .resolve(Modules.EVENT_BUS)
    .emit(messages, {})
    .catch((error: Error) => {
      container
        .resolve(ContainerRegistrationKeys.LOGGER)
        .error(`resource-booking: ${messages[0]!.name} was not emitted: ${error.message}`)
    })
}
