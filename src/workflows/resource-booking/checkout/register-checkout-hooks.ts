import { completeCartWorkflow } from "@medusajs/medusa/core-flows"
import { claimCartOnCompletion, unclaimCartOnFailure } from "./complete-cart-hook"

const HOW =
  "Set the option register_checkout_hooks: false of medusa-plugin-resource-booking and call claimCartOnCompletion and " +
  "unclaimCartOnFailure of medusa-plugin-resource-booking/workflows in your own handler"

/**
 * Medusa allows one handler for each hook in a process. Whoever comes second is told of the first, and what to do.
 * Throws where this app has a handler already.
 */
export const registerCheckoutHooks = (): void => {
  const hooks = completeCartWorkflow.hooks as { validate: (...handlers: unknown[]) => void }
  try {
    hooks.validate(claimCartOnCompletion, unclaimCartOnFailure)
  } catch (error) {
    throw new Error(
      `medusa-plugin-resource-booking cannot handle completeCartWorkflow.hooks.validate: this app handles it already. ${HOW}.`,
      { cause: error },
    )
  }
  hooks.validate = () => {
    throw new Error(
      `completeCartWorkflow.hooks.validate is handled by medusa-plugin-resource-booking, and this app handles it too. ${HOW}.`,
    )
  }
}
