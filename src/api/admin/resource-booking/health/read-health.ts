import type { MedusaContainer } from "@medusajs/framework/types"
import { bookingService } from "../../../../workflows/resource-booking/booking-service"
import { journalService } from "../../../../workflows/resource-booking/journal-service"
import { RunActions } from "../../../../workflows/resource-booking/run-actions"
import { versions } from "../../../lib/versions"
import { within } from "../../../lib/within"
import { alarmsOf, jobRun } from "./alarms"

const PATIENCE_MS = 2000

/** `database.ok` is false where nothing could be read; the rest is then missing. */
export const readHealth = async (scope: MedusaContainer) => {
  const started = performance.now()
  try {
    const { figures, lastCleanup, lastReconciliation, drift } = await within(PATIENCE_MS, readOnce(scope))
    const { now, database_version, live_holds, expired_backlog, expired_oldest_age_seconds, ...dates } = figures
    const cleanup = jobRun(lastCleanup?.at ?? null, now, process.uptime())
    const reconciliation = jobRun(lastReconciliation?.at ?? null, now, process.uptime())
    const alarms = alarmsOf({ cleanup, reconciliation, expired_backlog, expired_oldest_age_seconds, drift })
    return {
      status: alarms.length > 0 ? "alarm" : "ok",
      alarms,
      now,
      database: { ok: true, latency_ms: Math.round(performance.now() - started) },
      holds: { live: live_holds, expired_backlog, expired_oldest_age_seconds },
      cleanup: { ...cleanup, figures: lastCleanup?.after ?? null },
      reconciliation: { ...reconciliation, figures: lastReconciliation?.after ?? null },
      drift: { open_incidents: drift },
      ...dates,
      versions: { ...versions, postgresql: database_version },
    }
  } catch (error) {
    return {
      status: "alarm",
      alarms: [
        isNoAnswer(error as DriverError)
          ? "The database does not answer: nothing can be booked"
          : `Health could not be read: ${(error as Error).message}`,
      ],
      database: { ok: false, error: (error as Error).message },
      versions,
    }
  }
}

type DriverError = Error & { code?: string }

/**
 * No connection (Node's codes, and the words of pg and knex, which give it none), our own patience, or PostgreSQL
 * itself saying that it serves nobody: its classes of connections, logins, missing databases, resources and shutdowns.
 */
const isNoAnswer = ({ code, name, message }: DriverError): boolean =>
  code === undefined
    ? name === "KnexTimeoutError" || /^(connection |client (has|was) |timeout )/i.test(message)
    : code === "busy" || code === "lock_timeout" || /^(E(?!RR_)|08|28|3D|53|55|57)/.test(code)

type Reading = Awaited<ReturnType<typeof read>>
let underWay: Promise<Reading> | undefined

// Monitors ask again and again: while one look hangs, the next ones wait for it instead of emptying the pool.
const readOnce = (scope: MedusaContainer): Promise<Reading> =>
  (underWay ??= read(scope).finally(() => {
    underWay = undefined
  }))

const read = async (scope: MedusaContainer) => {
  const journal = journalService(scope)
  const [figures, lastCleanup, lastReconciliation, { count: drift }] = await Promise.all([
    bookingService(scope).getHealthFigures(),
    journal.lastLog(RunActions.CLEANUP),
    journal.lastLog(RunActions.RECONCILE),
    journal.listIncidents({ kind: "DRIFT", open: true }, { limit: 1 }),
  ])
  return { figures, lastCleanup, lastReconciliation, drift }
}
