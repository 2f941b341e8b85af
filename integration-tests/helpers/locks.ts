import { setTimeout as sleep } from "node:timers/promises"
import type { Db } from "./database"

const BLOCKED = `
  select count(*) as blocked from pg_locks
  where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`

const WAITING = `
  select count(*) as waiting from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'`

/** Returns once `n` backends of this database, or more, wait for an advisory lock: a race is set up, not hoped for. */
export async function untilBlocked(db: Db, n: number, timeoutMs = 10_000): Promise<void> {
  await until(
    async () => (await db.one<{ blocked: number }>(BLOCKED)).blocked >= n,
    async () => `${n} backends waiting for a booking lock; there are:\n${await activity(db)}`,
    timeoutMs,
  )
}

/**
 * Sends a volley into a closed door: nobody gets to read capacity before `n` requests have come as far as that, so that
 * they are all past their first looks when the door opens. Without it a fast first buyer is gone before the second comes.
 */
export async function together<T>(db: Db, n: number, volley: () => Promise<T>): Promise<T> {
  const running = await db.rolledBack(async (session) => {
    await session.query("lock table resource_capacity in access exclusive mode")
    const sent = { answers: volley() }
    await untilWaiting(db, n)
    return sent
  })
  return await running.answers
}

/** Returns once `n` backends of this database, or more, wait for a lock of any kind. */
export async function untilWaiting(db: Db, n: number, timeoutMs = 10_000): Promise<void> {
  await until(
    async () => (await db.one<{ waiting: number }>(WAITING)).waiting >= n,
    async () => `${n} backends waiting for a lock; there are:\n${await activity(db)}`,
    timeoutMs,
  )
}

/** Polls until `condition` holds; fails after the time is up, saying `what` it waited for. */
export async function until(
  condition: () => Promise<boolean> | boolean,
  what: string | (() => Promise<string> | string),
  timeoutMs = 10_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`Not within ${timeoutMs} ms: ${typeof what === "string" ? what : await what()}`)
    }
    await sleep(10)
  }
}

/** How many transactions PostgreSQL has ended as deadlocked in this database since it was made. */
export async function deadlocks(db: Db): Promise<number> {
  const row = await db.one<{ deadlocks: number }>(
    `select deadlocks from pg_stat_database where datname = current_database()`,
  )
  return row.deadlocks
}

async function activity(db: Db): Promise<string> {
  const rows = await db.query<{ line: string }>(
    `select format('%s %s %s/%s: %s', pid, state, wait_event_type, wait_event, left(query, 100)) as line
     from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  )
  return rows.map(({ line }) => `  ${line}`).join("\n")
}
