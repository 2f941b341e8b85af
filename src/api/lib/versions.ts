import { readFileSync } from "node:fs"

const versionOf = (name: string): string => {
  const { version } = JSON.parse(readFileSync(require.resolve(`${name}/package.json`), "utf8")) as { version: string }
  return version
}

/** What a support request is asked for first. Our own package is found by its name, wherever its code was built to. */
export const versions = {
  plugin: versionOf("medusa-plugin-resource-booking"),
  medusa: versionOf("@medusajs/medusa"),
  node: process.versions.node,
}
