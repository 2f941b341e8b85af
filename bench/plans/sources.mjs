import { createRequire } from "node:module"
import path from "node:path"
import { root } from "../lib/paths.mjs"

const require = createRequire(import.meta.url)

/** Loads a TypeScript file of the repository, named from its root. What is measured is what stands there now. */
export function load(file) {
  process.env.TS_NODE_PROJECT ??= path.join(root, "tsconfig.json")
  require("ts-node/register/transpile-only")
  return require(path.join(root, file))
}
