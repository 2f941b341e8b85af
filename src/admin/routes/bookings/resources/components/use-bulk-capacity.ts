import { useQueryClient } from "@tanstack/react-query"
import { useCallback, useRef, useState } from "react"
import {
  readCapacity,
  setCapacity,
  type Capacity,
  type CapacityAnswer,
  type CapacityChange,
} from "../../../../hooks/use-capacity"
import { ALL_BOOKING_QUERIES } from "../../../../lib/query-keys"
import { isRefusedWith } from "../../../../lib/refusal"
import type { CalendarDate, CalendarDay } from "../../../../lib/types"

export type ChangedDate = { date: CalendarDate; before: CalendarDay; now: CalendarDay }

/** How it stands with one resource: looked at, then changed, or why not. */
export type Planned = {
  change: CapacityChange
  /** The dates as they were when the preview was made: what the change is a change of. */
  seen?: Capacity
  preview?: CapacityAnswer
  done?: CapacityAnswer
  error?: unknown
  /** Where somebody was faster: what is different from the preview. */
  changed?: ChangedDate[]
}
type Previewed = Planned & Required<Pick<Planned, "seen" | "preview">>

/** Whether it can be sent: nobody has seen what a preview that failed would have said, and a refusal is known before. */
export const canBeChanged = (planned: Planned): planned is Previewed => {
  const { change, seen, preview, done } = planned
  if (done || !seen || !preview) return false
  return change.clamp === true || preview.conflicts.dates.length === 0
}

/**
 * First a dry run for every resource, then the change itself with the revision that was looked at: whatever happens to
 * these dates in between refuses that resource and says what it was. A resource at a time, as the server takes them.
 */
export const useBulkCapacity = () => {
  const queries = useQueryClient()
  const [plans, setPlans] = useState<Planned[]>([])
  const [isBusy, setBusy] = useState(false)
  // Each preview has a number of its own: what an older one still hears is of no use to anybody.
  const latest = useRef(0)
  const isWriting = useRef(false)

  const through = async (changes: Planned[], step: (planned: Planned) => Promise<Planned>) => {
    const mine = ++latest.current
    setBusy(true)
    const next: Planned[] = [...changes]
    for (const [index, planned] of changes.entries()) {
      next[index] = await step(planned)
      if (latest.current !== mine) return next
      setPlans([...next])
    }
    setBusy(false)
    return next
  }

  const preview = (changes: CapacityChange[]) => {
    setPlans([])
    return through(
      changes.map((change) => ({ change })),
      lookAt,
    )
  }
  const apply = async () => {
    isWriting.current = true
    const next = await through(plans, (planned) => (canBeChanged(planned) ? change(planned) : Promise.resolve(planned)))
    isWriting.current = false
    await queries.invalidateQueries({ queryKey: ALL_BOOKING_QUERIES })
    return next
  }
  const forget = useCallback(() => {
    // What is being written comes about all the same, and is told.
    if (isWriting.current) return
    latest.current++
    setPlans([])
    setBusy(false)
  }, [])
  return { plans, isBusy, preview, apply, forget }
}

const lookAt = async ({ change }: Planned): Promise<Planned> => {
  try {
    const { resource_id, start_date, end_date } = change
    const seen = await readCapacity(resource_id, { start_date, end_date })
    const preview = await setCapacity({ ...change, dry_run: true, expected_revision: seen.revision })
    return { change, seen, preview }
  } catch (error) {
    return { change, error }
  }
}

const change = async (planned: Previewed): Promise<Planned> => {
  try {
    const done = await setCapacity({ ...planned.change, expected_revision: planned.seen.revision })
    return { ...planned, done, error: undefined, changed: undefined }
  } catch (error) {
    if (!isRefusedWith(error, "stale_edit")) return { ...planned, error }
    const again = await lookAt(planned)
    return { ...again, error, changed: again.seen ? differences(planned.seen, again.seen) : [] }
  }
}

const differences = (before: Capacity, now: Capacity): ChangedDate[] => {
  const seen = new Map(before.dates.map((day) => [day.date, day]))
  return now.dates.flatMap((day) => {
    const then = seen.get(day.date)
    return then && figures(then) !== figures(day) ? [{ date: day.date, before: then, now: day }] : []
  })
}

const figures = ({ max_capacity, target_capacity, available_capacity, held, allocated }: CalendarDay) =>
  [max_capacity, target_capacity, available_capacity, held, allocated].join()
