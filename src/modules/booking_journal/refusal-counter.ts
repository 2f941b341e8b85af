import { RefusalTally } from "./domain/refusal-tally"
import type { LostDemand, RefusalInput } from "./types"

const FLUSH_AFTER_MS = 5_000

/**
 * Refusals added up in memory and written every few seconds, so that counting one costs a refusal nothing. A write whose
 * commit nobody heard of is counted twice, a killed process's last seconds not at all: it is a statistic.
 */
export class RefusalCounter {
  private tally = new RefusalTally()
  private timer: NodeJS.Timeout | undefined
  private lastFlush: Promise<void> = Promise.resolve()

  constructor(
    private readonly write: (refusals: LostDemand[]) => Promise<void>,
    private readonly warn: (message: string) => void,
  ) {}

  /** Never waits and never throws. */
  count({ code, resource_id = null, dates = [] }: RefusalInput): void {
    if (dates.length === 0) {
      this.tally.add(code, resource_id, null, 1)
    }
    for (const date of dates) {
      this.tally.add(code, resource_id, date, 1)
    }
    this.flushLater()
  }

  /** Writes what has been counted before the call; what cannot be written stays for the next time, and the error is thrown. */
  async flush(): Promise<void> {
    const flush = this.lastFlush.then(() => this.writeTally())
    this.lastFlush = flush.catch(() => undefined)
    await flush
  }

  /** As `flush`, where nobody is there to catch an error. */
  readonly flushQuietly = async (): Promise<void> => {
    await this.flush().catch((error: Error) => {
      this.warn(`booking_journal: ${this.tally.size} counts of refusals wait to be written: ${error.message}`)
    })
  }

  private async writeTally(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    const refusals = this.tally.rows()
    if (refusals.length === 0) return
    this.tally = new RefusalTally()
    try {
      await this.write(refusals)
    } catch (error) {
      for (const { code, resource_id, date, count } of refusals) this.tally.add(code, resource_id, date, count)
      this.flushLater()
      throw error
    }
  }

  // Set only while there is something to write, and never a reason for the process to stay.
  private flushLater(): void {
    this.timer ??= setTimeout(this.flushQuietly, FLUSH_AFTER_MS).unref()
  }
}
