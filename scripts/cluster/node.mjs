import { createRequire } from "node:module"
import { setTimeout as sleep } from "node:timers/promises"
import { lastLines, start } from "../lib/command.mjs"
import { PlainError } from "../lib/plain-error.mjs"
import { signal } from "../lib/process.mjs"

const cli = createRequire(import.meta.url).resolve("@medusajs/cli/cli.js")
const START_TIMEOUT_MS = 180_000
const LOOK_TIMEOUT_MS = 2_000

/** One Medusa process of a cluster, which can be started, ended in every way, and started again on its port. */
export class ClusterNode {
  #command
  #earlier = ""

  /** `mode` is Medusa's: `server` answers requests, `worker` runs jobs and handles events. */
  constructor({ name, mode, port, cwd, env }) {
    this.name = name
    this.mode = mode
    this.port = port
    this.url = `http://localhost:${port}`
    this.cwd = cwd
    this.env = { ...env, PORT: String(port), MEDUSA_WORKER_MODE: mode }
  }

  get pid() {
    return this.#command?.pid
  }

  /** Settles when the process that runs now has ended. */
  get ended() {
    return this.#command.ended
  }

  /** What it has written, earlier processes of it included. */
  log() {
    return this.#earlier + (this.#command?.said() ?? "")
  }

  /** Starts it and returns once it answers. */
  async start() {
    this.#earlier = this.log()
    const args = [cli, "start", "--port", String(this.port), "--types", "false"]
    const command = (this.#command = start(process.execPath, args, { cwd: this.cwd, env: this.env }))
    let ended = false
    command.ended.then(() => (ended = true))
    const deadline = Date.now() + START_TIMEOUT_MS
    while (!(await this.isHealthy())) {
      if (ended) throw new PlainError(`${this.name} ended while it started:\n${lastLines(command.said(), 20)}`)
      if (Date.now() > deadline) throw new PlainError(`${this.name} did not answer in ${START_TIMEOUT_MS / 1000} s.`)
      await sleep(100)
    }
  }

  async isHealthy() {
    const look = { signal: AbortSignal.timeout(LOOK_TIMEOUT_MS) }
    return await fetch(`${this.url}/health`, look).then(
      async (answer) => (await answer.text(), answer.ok),
      () => false,
    )
  }

  /** As a power cut would. */
  async kill() {
    signal(-this.pid, "SIGKILL")
    await this.ended
  }

  pause() {
    signal(-this.pid, "SIGSTOP")
  }

  resume() {
    signal(-this.pid, "SIGCONT")
  }

  async stop() {
    await this.#command?.stop()
  }
}
