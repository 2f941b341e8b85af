import type { LoaderOptions } from "@medusajs/framework/types"
import { keepOptions } from "../loaded-options"
import { parseOptions } from "../options"

/** A wrong option stops the server at boot, in words, instead of surprising its customers. */
export default async function validateOptions({ options }: LoaderOptions): Promise<void> {
  keepOptions(parseOptions(pluginOptions(options)))
}

/** A module registered by hand gets Medusa's own keys among its options; ours are the rest. */
export const pluginOptions = (options: Record<string, unknown> | undefined) => {
  const { database: _database, ...ours } = options ?? {}
  return ours
}
