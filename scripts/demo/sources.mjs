import { createHash } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { root } from "./paths.mjs"

const SOURCES = [
  "src",
  "medusa-config.ts",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
  "scripts/demo/seed.ts",
  "scripts/demo/seed-products.ts",
  "scripts/demo/seed-resources.ts",
]

/** Changes whenever something the build or the seed is made of changes. */
export function sourceHash() {
  const hash = createHash("sha256")
  for (const source of SOURCES) {
    for (const file of filesOf(path.join(root, source))) {
      hash
        .update(`${path.relative(root, file)}\0`)
        .update(fs.readFileSync(file))
        .update("\0")
    }
  }
  return hash.digest("hex")
}

function filesOf(source) {
  if (!fs.existsSync(source)) return []
  if (fs.statSync(source).isFile()) return [source]
  return fs
    .readdirSync(source)
    .sort()
    .flatMap((name) => filesOf(path.join(source, name)))
}
