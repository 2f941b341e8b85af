import fs from "node:fs"
import path from "node:path"
import { runMedusa } from "./medusa.mjs"
import { appDir, root } from "./paths.mjs"
import { step } from "./progress.mjs"
import { sourceHash } from "./sources.mjs"

const stamp = path.join(appDir, ".source-hash")

/** Builds the app and its dashboard unless the last build was of these very sources; returns their hash. */
export async function buildApp(env) {
  const hash = sourceHash()
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === hash) return hash
  await step("Building the server and the dashboard (up to a minute; again only after a change)", () =>
    runMedusa("The build", ["build"], { cwd: root, env, log: "build.log" }),
  )
  fs.writeFileSync(stamp, hash)
  return hash
}
