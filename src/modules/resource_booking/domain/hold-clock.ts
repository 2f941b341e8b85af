import type { HoldDTO, HoldStatus, Instant } from "../types"

type Clocked = Pick<HoldDTO, "status" | "expires_at" | "claimed_at">

/** The one predicate of expiry, the same as in SQL: it is over at the very instant `expires_at`, unless claimed. */
export const isExpired = (hold: Clocked, now: Instant): boolean =>
  hold.status === "EXPIRED" ||
  (hold.status === "ACTIVE" && hold.claimed_at === null && Date.parse(hold.expires_at) <= Date.parse(now))

/** What a reader is told: a lapsed hold reads EXPIRED at once, whether or not anybody has settled it. */
export const effectiveStatus = (hold: Clocked, now: Instant): HoldStatus =>
  isExpired(hold, now) ? "EXPIRED" : hold.status

/** Whole seconds left to act, rounded down; 0 for everything that cannot be acted on any more. */
export const secondsRemaining = (hold: Clocked, now: Instant): number =>
  effectiveStatus(hold, now) === "ACTIVE"
    ? Math.max(0, Math.floor((Date.parse(hold.expires_at) - Date.parse(now)) / 1000))
    : 0
