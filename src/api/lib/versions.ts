import { readFileSync } from "node:fs"

// A package that cannot be found is no reason for a server not to start.
const versionOf = (name: string): string => {
  try {
    const { version } = JSON.parse(readFileSync(require.resolve(`${name}/package.json`), "utf8")) as { version: string }
    return version
  } catch {
    return "unknown"
  }
}

/** What a support request is asked for first. Our own package is found by its name, wherever its code was built to. */
export const versions = {
  plugin: versionOf("medusa-plugin-resource-booking"),
  medusa: versionOf("@medusajs/medusa"),
  node: process.versions.node,
}
