import { contactOfHold } from "../../../../modules/resource_booking/domain/hold-contact"
import { effectiveStatus, secondsRemaining } from "../../../../modules/resource_booking/domain/hold-clock"
import type { HoldDTO, Instant } from "../../../../modules/resource_booking/types"
import { pick } from "../../../lib/list-query"
import { HOLD_FIELDS } from "./query-config"

/** All of a hold, as staff may see it, with whom it is for and the status that counts now. */
export const withClock = <Row extends HoldDTO>(hold: Row, now: Instant) => ({
  ...hold,
  ...contactOfHold(hold),
  status: effectiveStatus(hold, now),
  time_remaining_seconds: secondsRemaining(hold, now),
})

export const presentHold = (hold: HoldDTO, now: Instant) => pick(withClock(hold, now), HOLD_FIELDS)
