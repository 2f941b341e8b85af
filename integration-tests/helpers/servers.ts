import { Api } from "./api"
import type { Db } from "./database"
import type { Reply } from "./http-client"
import { deadlocks } from "./locks"
import type { Shop } from "./seed-shop"
import { ServerProcess, type ServerOptions } from "./server-process"
import { outcomeOf, tally, type Tally } from "./tally"

export interface Volley<T> {
  tally: Tally
  /** The answers that came, in the order of the requests. */
  replies: Reply<T>[]
}

/** Several server processes of one shop on one database, with nothing shared but that. */
export class Servers {
  readonly apis: Api[]
  private readonly allowed: RegExp[] = []
  private readonly read: number[]

  private constructor(
    readonly processes: ServerProcess[],
    shop: Shop,
    private readonly db: Db,
  ) {
    this.apis = processes.map(({ url }) => new Api(url, shop))
    this.read = processes.map(() => 0)
  }

  static async start(count: number, options: ServerOptions, shop: Shop, db: Db): Promise<Servers> {
    const processes = Array.from({ length: count }, () => new ServerProcess(options))
    try {
      await Promise.all(processes.map((server) => server.start()))
    } catch (error) {
      await Promise.all(processes.map((server) => server.kill()))
      throw error
    }
    return new Servers(processes, shop, db)
  }

  /** The clients of the first server, for whatever is not a race. */
  get api(): Api {
    return this.apis[0]!
  }

  /**
   * Sends `n` requests at once, the i-th to server i modulo their number, and counts the answers. A connection that
   * breaks is counted, too: only a mistake in `request` itself can make this reject.
   */
  async fire<T>(n: number, request: (api: Api, i: number) => Promise<Reply<T>>): Promise<Volley<T>> {
    const running = Array.from({ length: n }, (_, i) => request(this.apis[i % this.apis.length]!, i))
    const settled = await Promise.allSettled(running)
    return {
      tally: tally(settled.map(outcomeOf)),
      replies: settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])),
    }
  }

  /** Lets the log lines of this test match: for tests that break something on purpose. */
  allowLog(pattern: RegExp): void {
    this.allowed.push(pattern)
  }

  /** Starts again what a test has killed. */
  async revive(): Promise<void> {
    await Promise.all(this.processes.filter(({ isRunning }) => !isRunning).map((server) => server.start()))
  }

  /**
   * Fails if any server has logged an error since the last call, or named a deadlock, which nobody may see: unless
   * the test allowed it. PostgreSQL's own count of deadlocks is what `deadlocks(db)` tells.
   */
  expectCleanLogs(): void {
    const bad = this.processes.flatMap((server, i) => {
      const fresh = server.log.slice(this.read[i])
      this.read[i] = server.log.length
      return fresh.filter(isError).map((line) => `  [server ${i + 1}] ${line.slice(0, 2000)}`)
    })
    const unexpected = bad.filter((line) => !this.allowed.some((pattern) => pattern.test(line)))
    this.allowed.length = 0
    if (unexpected.length > 0) {
      throw new Error(`The servers logged what nobody expected:\n${unexpected.join("\n")}`)
    }
  }

  /** Deadlocks that PostgreSQL has resolved in this database, retried or not. */
  deadlocks(): Promise<number> {
    return deadlocks(this.db)
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((server) => server.stop()))
  }
}

// In production mode Medusa writes one JSON object a line; what is not JSON is Node's own last words.
function isError(line: string): boolean {
  if (/40P01|deadlock detected|UnhandledPromiseRejection|heap out of memory/.test(line)) return true
  try {
    return (JSON.parse(line) as { level?: string }).level === "error"
  } catch {
    return /^\w*Error\b/.test(line.trim())
  }
}
