import { bookingApi } from "../lib/api"
import { useWrite } from "./use-write"

/** As the server names them; each may run at any time and beside itself. */
export const JOB_NAMES = [
  "cleanup-expired-holds",
  "reconcile-bookings",
  "keep-capacity-open",
  "notify-expiring-holds",
  "apply-retention",
] as const
export type JobName = (typeof JOB_NAMES)[number]
export type JobAnswer = { job: JobName; result: Record<string, unknown> }

export const useRunJob = () => useWrite((name: JobName) => bookingApi.post<JobAnswer>(`/jobs/${name}`))

/** Counts all claims anew; what it finds is an open incident afterwards, and what it no longer finds is resolved. */
export const useAudit = () => useWrite(() => bookingApi.get<{ audit: { ok: boolean } }>("/audit"))
