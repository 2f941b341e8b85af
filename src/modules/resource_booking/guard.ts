import type { Context } from "@medusajs/framework/types"
import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import * as fastq from "fastq"
import { managerOf, type Manager } from "./sql/manager"
import { constraintError, tooBusy, unavailable } from "./errors"

type Work<T> = (manager: Manager) => Promise<T>
type Queue = fastq.queueAsPromised<Waiting, unknown>
type Waiting = { work: () => Promise<unknown>; givenUpAt: number }

// 23505 on the token's index: its twin has committed since we looked; the second look answers with that booking.
const isWorthAnotherTry = (error: unknown): boolean => {
  const { code, constraint } = (error ?? {}) as { code?: string; constraint?: string }
  return code === "40P01" || code === "40001" || (code === "23505" && constraint === "resource_hold_token_key")
}

const translate = (error: unknown): unknown => {
  const meaning = unavailable(error) ?? constraintError(error)
  return meaning ? Object.defineProperty(meaning, "cause", { value: error }) : error
}

/**
 * The door to the guarded functions. Waiters must never own the process's connections: at most half of the pool is
 * inside, the rest queue first come, first served, bounded in length and time; beyond that `busy`. Calls for one
 * resource share a lane that leaves two places to everybody else, so that a stuck date stops nobody but its own buyers.
 * Inside somebody else's transaction a verb joins it: no queue (that would wait for itself) and no second try.
 */
export class Guard {
  private queue: Queue | undefined
  private readonly lanes = new Map<string, Queue>()
  private waiting = 0

  constructor(private readonly limits: { queue_length: number; lock_timeout_ms: number }) {}

  async run<T>(context: Context<EntityManager>, work: Work<T>, resourceId?: string): Promise<T> {
    if (context.transactionManager) {
      return await work(managerOf(context)).catch((error) => {
        throw translate(error)
      })
    }
    const queue = (this.queue ??= fastq.promise(this.runNext, halfOfPool(context)))
    if (this.waiting >= this.limits.queue_length) {
      throw tooBusy()
    }
    this.waiting += 1
    const manager = managerOf(context)
    const attempt = async () => {
      try {
        return await work(manager)
      } catch (error) {
        if (!isWorthAnotherTry(error)) throw error
        return await work(manager)
      }
    }
    const call = { work: attempt, givenUpAt: Date.now() + this.limits.lock_timeout_ms * 2 }
    try {
      return (await (resourceId === undefined ? queue.push(call) : this.throughLane(resourceId, queue, call))) as T
    } catch (error) {
      throw translate(error)
    }
  }

  private async throughLane(resourceId: string, queue: Queue, call: Waiting): Promise<unknown> {
    const places = Math.max(1, queue.concurrency - 2)
    const lane = this.lanes.get(resourceId) ?? fastq.promise((next: Waiting) => queue.push(next), places)
    this.lanes.set(resourceId, lane)
    try {
      return await lane.push(call)
    } finally {
      if (lane.idle()) this.lanes.delete(resourceId)
    }
  }

  private readonly runNext = async ({ work, givenUpAt }: Waiting): Promise<unknown> => {
    this.waiting -= 1
    if (Date.now() > givenUpAt) {
      throw tooBusy()
    }
    return await work()
  }
}

const halfOfPool = (context: Context<EntityManager>): number => {
  const pool = (context.manager?.getKnex().client as { pool?: { max?: number } } | undefined)?.pool
  return Math.max(1, Math.floor((pool?.max ?? 10) / 2))
}
