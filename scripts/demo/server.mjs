import { setTimeout as sleep } from "node:timers/promises"
import { PlainError } from "../lib/plain-error.mjs"
import { medusaFailure, spawnMedusa } from "./medusa.mjs"
import { appDir } from "./paths.mjs"
import { portTaken } from "./port.mjs"

const START_TIMEOUT_MS = 120_000

/** Starts the built app in production mode and returns once it answers; `untilFailure` rejects if it ends. */
export async function startServer({ env, port, url }) {
  const server = spawnMedusa(["start", "--port", String(port)], { cwd: appDir, env, log: "server.log" })
  const untilFailure = server.ended.then((code) => {
    throw server.said().includes("EADDRINUSE") ? portTaken(port) : medusaFailure("The server", server, code)
  })
  await Promise.race([answering(url), untilFailure])
  return { pid: server.pid, untilFailure }
}

async function answering(url) {
  const deadline = Date.now() + START_TIMEOUT_MS
  while (Date.now() < deadline) {
    const healthy = await fetch(`${url}/health`).then(
      (response) => response.ok,
      () => false,
    )
    if (healthy) return
    await sleep(100)
  }
  throw new PlainError(
    `The server does not answer at ${url} after ${START_TIMEOUT_MS / 1000} seconds (see .demo/server.log).`,
  )
}
