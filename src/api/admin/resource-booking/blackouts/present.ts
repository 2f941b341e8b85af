import type { SavedBlackout } from "../../../../modules/resource_booking/types"

/** A dry run answers what stands in the way, and that nothing was changed. */
export const presentSavedBlackout = ({ blackout, conflicts, released_holds, now }: SavedBlackout) =>
  blackout ? { blackout, conflicts, released_holds, now } : { dry_run: true, conflicts, now }
