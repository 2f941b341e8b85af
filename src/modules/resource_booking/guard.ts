import type { Context } from "@medusajs/framework/types"
import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import * as fastq from "fastq"
import { managerOf, type Manager } from "./sql/manager"
import { constraintError, tooBusy, unavailable } from "./errors"

type Work<T> = (manager: Manager) => Promise<T>
type Waiting = { work: () => Promise<unknown>; givenUpAt: number }

// 23505 on the token's index: its twin has committed since we looked; the second look answers with that booking.
const isWorthAnotherTry = (error: unknown): boolean => {
  const { code, constraint } = (error ?? {}) as { code?: string; constraint?: string }
  return code === "40P01" || code === "40001" || (code === "23505" && constraint === "resource_hold_token_key")
}

const translate = (error: unknown): unknown => unavailable(error) ?? constraintError(error) ?? error

/**
 * The door to the guarded functions. Waiters for a hot date must never own the process's connections: at most half
 * of the pool is inside, the rest queue first come, first served, bounded in length and time; beyond that `busy`.
 * Inside somebody else's transaction a verb joins it: no queue (that would wait for itself) and no second try.
 */
export class Guard {
  private queue: fastq.queueAsPromised<Waiting, unknown> | undefined

  constructor(
    private readonly limits: { queue_length: number; lock_timeout_ms: number },
    private readonly concurrency?: number,
  ) {}

  async run<T>(context: Context<EntityManager>, work: Work<T>): Promise<T> {
    if (context.transactionManager) {
      return await work(managerOf(context)).catch((error) => {
        throw translate(error)
      })
    }
    const manager = managerOf(context)
    const queue = (this.queue ??= fastq.promise(this.runNext, this.concurrency ?? halfOfPool(context)))
    if (queue.length() >= this.limits.queue_length) {
      throw tooBusy()
    }
    const attempt = async () => {
      try {
        return await work(manager)
      } catch (error) {
        if (!isWorthAnotherTry(error)) throw error
        return await work(manager)
      }
    }
    try {
      return (await queue.push({ work: attempt, givenUpAt: Date.now() + this.limits.lock_timeout_ms * 2 })) as T
    } catch (error) {
      throw translate(error)
    }
  }

  private readonly runNext = async ({ work, givenUpAt }: Waiting): Promise<unknown> => {
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
