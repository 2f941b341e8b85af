import type { Json, LogInput } from "../../modules/booking_journal/types"

/** What the journal calls a run of each job. */
export const RunActions = {
  CLEANUP: "cleanup.run",
  EXPIRING_NOTICE: "expiring_notice.run",
  KEEP_OPEN: "keep_open.run",
  RETENTION: "retention.run",
  RECONCILE: "reconcile.run",
} as const

export type RunAction = (typeof RunActions)[keyof typeof RunActions]

/** One row per run, also of one that found nothing to do: health tells by it whether the job runs at all. */
export const runEntry = (action: RunAction, figures: Json): LogInput => ({ actor: "system", action, after: figures })
