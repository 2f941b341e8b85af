import type { HealthFigures } from "../../../../modules/resource_booking/read-types"

/** The clean-up and the reconciliation run every five minutes: three runs missed are no accident. */
export const LATE_AFTER_SECONDS = 15 * 60

export type JobRun = { last_run_at: string | null; age_seconds: number | null; is_late: boolean }

/** Where it has never run, the age of this process decides: a server that has just started is given its time. */
export const jobRun = (lastRunAt: string | null, now: string, uptimeSeconds: number): JobRun => {
  const age = lastRunAt === null ? null : Math.max(0, Math.floor((Date.parse(now) - Date.parse(lastRunAt)) / 1000))
  return { last_run_at: lastRunAt, age_seconds: age, is_late: (age ?? uptimeSeconds) > LATE_AFTER_SECONDS }
}

type Watched = Pick<HealthFigures, "expired_backlog" | "expired_oldest_age_seconds"> & {
  cleanup: JobRun
  reconciliation: JobRun
  drift: number
}

/** What somebody has to be woken for, one sentence each. Overcommitted dates are the desk's to solve, not ops'. */
export const alarmsOf = ({ expired_backlog, expired_oldest_age_seconds, drift, ...jobs }: Watched): string[] => {
  const alarms: string[] = []
  if (jobs.cleanup.is_late) alarms.push(lateAlarm("The clean-up of expired holds", jobs.cleanup))
  if (jobs.reconciliation.is_late) {
    alarms.push(lateAlarm("The reconciliation of orders with their bookings", jobs.reconciliation))
  }
  if (expired_oldest_age_seconds > LATE_AFTER_SECONDS) {
    alarms.push(
      `${expired_backlog} expired holds wait for the clean-up, the oldest for ${expired_oldest_age_seconds} s`,
    )
  }
  if (drift > 0) {
    alarms.push(`${drift} open DRIFT incidents: the books of some resources do not add up, see the incidents`)
  }
  return alarms
}

const lateAlarm = (what: string, { last_run_at }: JobRun): string => {
  const since = last_run_at === null ? "has never run" : `ran last at ${last_run_at}`
  return `${what} ${since}: check that a worker runs scheduled jobs`
}
