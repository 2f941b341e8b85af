import type { MedusaContainer } from "@medusajs/framework/types"
import { journalService } from "../journal-service"
import { RunActions } from "../run-actions"

// Clocks of servers differ, and a change may be committed after what it says of its time: better twice than not at all.
const OVERLAP_MS = 15 * 60 * 1000

/** Since when a reconciliation has to look, in ms: a little before the last one began, or so far back where there was none. */
export const lookBack = async (container: MedusaContainer, withoutLastMs: number): Promise<number> => {
  const last = await journalService(container).lastLog(RunActions.RECONCILE)
  if (!last) return Date.now() - withoutLastMs
  const { duration_ms } = last.after as { duration_ms: number }
  return Date.parse(last.at) - duration_ms - OVERLAP_MS
}
