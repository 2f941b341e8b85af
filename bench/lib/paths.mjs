import { createRequire } from "node:module"
import path from "node:path"

export const root = path.resolve(import.meta.dirname, "../..")

/** The shop that is measured. */
export const appDir = path.join(root, "bench/app")

export const medusaCli = createRequire(import.meta.url).resolve("@medusajs/cli/cli.js")
