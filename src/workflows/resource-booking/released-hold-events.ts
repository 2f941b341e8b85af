import type { SavedBlackout } from "../../modules/resource_booking/types"
import { holdEvent } from "../../modules/resource_booking/events"

/** The events of the holds that a blackout released, with the deadline that its list of conflicts has. */
export const releasedHoldEvents = ({ released_holds, conflicts, now }: SavedBlackout) => {
  const deadlines = new Map(conflicts.holds.map((hold) => [hold.id, hold.expires_at]))
  return released_holds.map((hold) => holdEvent({ ...hold, expires_at: deadlines.get(hold.id) ?? now }, now))
}
