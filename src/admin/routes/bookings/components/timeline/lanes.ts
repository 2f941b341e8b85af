import type { CalendarAllocation, CalendarDate, CalendarHold } from "../../../../lib/types"

export type Drawn =
  | { kind: "booking"; allocation: CalendarAllocation }
  | { kind: "hold"; hold: CalendarHold }
  | { kind: "blackout"; id: string; reason: string }

/** Columns `from` to `to`, both included. */
export type Segment = { from: number; to: number; what: Drawn }
export type Bar = Segment & { lane: number }

/** `hidden`: of each column how many bars found no lane. */
export type LaidOut = { bars: Bar[]; lanes: number; hidden: Map<number, number> }

/** The claimed dates that are on screen, as runs of neighbouring columns: a claim of single dates has several. */
export const segmentsOf = (
  what: Drawn,
  dates: readonly CalendarDate[],
  columns: ReadonlyMap<CalendarDate, number>,
): Segment[] => {
  const segments: Segment[] = []
  for (const date of dates) {
    const column = columns.get(date)
    if (column === undefined) continue
    const last = segments.at(-1)
    if (last && last.to === column - 1) last.to = column
    else segments.push({ from: column, to: column, what })
  }
  return segments
}

const FIRST: Record<Drawn["kind"], number> = { blackout: 0, hold: 1, booking: 2 }

/**
 * Each bar in the first lane that is free there. Blackouts and holds choose before bookings, as they are few and what
 * needs to be seen; what finds no lane is counted instead.
 */
export const layOut = (segments: readonly Segment[], mostLanes: number): LaidOut => {
  const ends: { from: number; to: number }[][] = []
  const bars: Bar[] = []
  const hidden = new Map<number, number>()
  const ordered = [...segments].sort(
    (a, b) => FIRST[a.what.kind] - FIRST[b.what.kind] || a.from - b.from || b.to - a.to,
  )
  for (const segment of ordered) {
    const lane = laneFor(segment, ends, mostLanes)
    if (lane === null) {
      for (let column = segment.from; column <= segment.to; column++) hidden.set(column, (hidden.get(column) ?? 0) + 1)
      continue
    }
    ends[lane] ??= []
    ends[lane].push(segment)
    bars.push({ ...segment, lane })
  }
  return { bars, lanes: ends.length, hidden }
}

const laneFor = ({ from, to }: Segment, taken: { from: number; to: number }[][], most: number): number | null => {
  for (let lane = 0; lane < most; lane++) {
    if (!taken[lane]?.some((other) => other.from <= to && from <= other.to)) return lane
  }
  return null
}
