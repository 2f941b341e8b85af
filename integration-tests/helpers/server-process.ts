import { spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import { HttpClient } from "./http-client"
import { MEDUSA_CLI, medusaEnv, ROOT } from "./medusa-command"

const START_TIMEOUT_MS = 120_000
const STOP_TIMEOUT_MS = 15_000

export interface ServerOptions {
  databaseUrl: string
  /** The plugin's options. */
  options?: Record<string, unknown>
  workerMode?: "server" | "shared" | "worker"
  env?: Record<string, string>
  /** Where it starts; this tree, unless its dashboard lies elsewhere. */
  cwd?: string
}

/** A Medusa server in an operating-system process of its own, on the TypeScript of this tree. */
export class ServerProcess {
  private child: ChildProcess | undefined
  private callOff: (() => void) | undefined
  private port: number | undefined
  private readonly lines: string[] = []

  constructor(private readonly given: ServerOptions) {}

  get url(): string {
    return `http://localhost:${this.port}`
  }

  get pid(): number {
    if (!this.child?.pid) throw new Error("The server is not running")
    return this.child.pid
  }

  get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null
  }

  /** Everything it has written so far, a line each. */
  get log(): readonly string[] {
    return this.lines
  }

  /** Resolves once /health answers; keeps the port of an earlier start, so that clients stay valid. */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const { freePort } = await import("../../scripts/lib/ports.mjs")
      const port = (this.port ??= (await freePort()) as number)
      const from = this.lines.length
      await this.launch(port)
      const failure = await this.untilHealthy()
      if (!failure) return
      const taken = this.lines.slice(from).some((line) => line.includes("EADDRINUSE"))
      if (!taken || attempt === 3) throw new Error(`${failure}\n${this.lines.slice(-30).join("\n")}`)
      this.port = undefined
    }
  }

  /** Ends it as an operator would, with SIGTERM; harmless where it is not running. */
  async stop(): Promise<void> {
    if (!this.isRunning) return
    this.child!.kill("SIGTERM")
    const hard = setTimeout(() => this.child!.kill("SIGKILL"), STOP_TIMEOUT_MS)
    await once(this.child!, "exit")
    clearTimeout(hard)
    this.callOff?.()
  }

  /** Ends it as a power cut would: no hook of its own runs, its sockets and sessions just break. */
  async kill(): Promise<void> {
    if (!this.isRunning) return
    const ended = once(this.child!, "exit")
    this.child!.kill("SIGKILL")
    await ended
    this.callOff?.()
  }

  private async launch(port: number): Promise<void> {
    const { endWithUs } = await import("../../scripts/lib/process.mjs")
    this.child = spawn(process.execPath, [MEDUSA_CLI, "start", "--port", String(port), "--types", "false"], {
      cwd: this.given.cwd ?? ROOT,
      stdio: ["ignore", "pipe", "pipe"],
      env: medusaEnv(this.given.databaseUrl, {
        MEDUSA_WORKER_MODE: this.given.workerMode ?? "server",
        RESOURCE_BOOKING_OPTIONS: JSON.stringify(this.given.options ?? {}),
        ...this.given.env,
      }),
    })
    // Should jest be killed, no server is left behind.
    this.callOff = endWithUs(this.child.pid!, "SIGKILL")
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      let rest = ""
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        const lines = (rest + chunk).split("\n")
        rest = lines.pop()!
        this.lines.push(...lines.filter(Boolean))
      })
    }
  }

  private async untilHealthy(): Promise<string | undefined> {
    const client = new HttpClient(this.url)
    const deadline = Date.now() + START_TIMEOUT_MS
    while (this.isRunning) {
      const status = await client.get("/health").then(
        (reply) => reply.status,
        () => 0,
      )
      if (status === 200) return undefined
      if (Date.now() > deadline) {
        await this.kill()
        return `The server did not answer within ${START_TIMEOUT_MS / 1000} s`
      }
      await sleep(50)
    }
    return `The server ended with ${this.child!.exitCode ?? this.child!.signalCode}`
  }
}
