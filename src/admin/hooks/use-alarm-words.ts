import type { Health } from "../lib/types"
import { useWords } from "./use-words"

/** The server's own patience (health/alarms.ts). */
const LATE_AFTER_SECONDS = 15 * 60

/** What the server has to be looked after for, in the operator's language; in its own words where they are not known. */
export const useAlarmWords = () => {
  const { t, relative } = useWords()
  return ({ alarms, database, cleanup, reconciliation, holds, drift }: Health): string[] => {
    const since = (at: string | null) => (at === null ? t("overview.jobs.neverRun") : relative(at))
    const words = [
      database.ok ? null : t("overview.alarm.database"),
      cleanup?.is_late ? t("overview.alarm.cleanup", { since: since(cleanup.last_run_at) }) : null,
      reconciliation?.is_late ? t("overview.alarm.reconciliation", { since: since(reconciliation.last_run_at) }) : null,
      holds && holds.expired_oldest_age_seconds > LATE_AFTER_SECONDS
        ? t("overview.alarm.backlog", { count: holds.expired_backlog })
        : null,
      drift && drift.open_incidents > 0 ? t("overview.alarm.drift", { count: drift.open_incidents }) : null,
    ].filter((each) => each !== null)
    return words.length === alarms.length ? words : alarms
  }
}
