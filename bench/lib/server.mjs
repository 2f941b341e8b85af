import { freePort } from "../../scripts/lib/ports.mjs"
import { lastLines, start } from "../../scripts/lib/command.mjs"
import { PlainError } from "../../scripts/lib/plain-error.mjs"
import { setTimeout as sleep } from "node:timers/promises"
import { appDir, medusaCli } from "./paths.mjs"

const START_TIMEOUT_MS = 120_000

/** A server of the measured shop in a process of its own; `{ url, pid, stop }` once it answers. */
export async function startServer(env) {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const server = start(process.execPath, [medusaCli, "start", "--port", String(port), "--types", "false"], {
    cwd: appDir,
    env: { ...env, PORT: String(port) },
  })
  let ended = false
  server.ended.then(() => (ended = true))
  for (const deadline = Date.now() + START_TIMEOUT_MS; !ended && Date.now() < deadline; await sleep(100)) {
    const healthy = await fetch(`${url}/health`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (healthy) return { url, pid: server.pid, stop: server.stop }
  }
  await server.stop()
  throw new PlainError(`The measured server did not start:\n${lastLines(server.said())}`)
}
