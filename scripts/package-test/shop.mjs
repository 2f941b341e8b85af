import assert from "node:assert/strict"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { lastLines, start } from "../lib/command.mjs"
import { PlainError } from "../lib/plain-error.mjs"
import { freePort } from "../lib/ports.mjs"

const START_TIMEOUT_MS = 120_000

export const medusaCli = (app) => path.join(app, "node_modules/@medusajs/cli/cli.js")

const serve = (app, env, port, cli = medusaCli(app)) =>
  start(process.execPath, [cli, "start", "--types", "false", "--port", String(port)], { cwd: app, env })

/** Returns once the shop answers. A folder without packages of its own is started by the `medusa` of another. */
export async function startShop(app, env, cli) {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const shop = serve(app, env, port, cli)
  let code
  shop.ended.then((ended) => (code = ended))
  const deadline = Date.now() + START_TIMEOUT_MS
  while (code === undefined && Date.now() < deadline) {
    const isHealthy = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isHealthy) return { url, said: shop.said, stop: shop.stop }
    await sleep(100)
  }
  throw new PlainError(
    `The shop ${code === undefined ? "does not answer" : `ended with ${code}`}:\n${lastLines(shop.said())}`,
  )
}

/** The shop ends by itself, and the reason it gives is this sentence, or one of these, and nothing else. */
export async function assertNeverStarts(app, env, sentences) {
  const shop = serve(app, env, await freePort())
  const code = await Promise.race([shop.ended, sleep(START_TIMEOUT_MS, "still running", { ref: false })])
  await shop.stop()
  assert(code !== 0 && code !== "still running", `the shop did not stop: ${code}\n${lastLines(shop.said())}`)
  const reasons = [sentences].flat().map((sentence) => `"Error starting server: ${sentence}"`)
  assert(
    reasons.some((reason) => shop.said().includes(reason)),
    `the shop did not say ${reasons.join(" nor ")}:\n${lastLines(shop.said())}`,
  )
}
