import type { Calendar } from "../../../../hooks/use-calendar"
import type { CalendarDate, ResourceCalendar } from "../../../../lib/types"
import { layOut, segmentsOf, type LaidOut, type Segment } from "./lanes"

/** `free` is null on dates that none of its resources has opened. */
export type TypeRow = { kind: "type"; key: string; type: string; count: number; free: (number | null)[] }
export type ResourceRow = { kind: "resource"; key: string; calendar: ResourceCalendar; bars: LaidOut }
export type Row = TypeRow | ResourceRow

export const FIGURES_HEIGHT = 30
export const LANE_HEIGHT = 22
export const TYPE_HEIGHT = 32
const MORE_HEIGHT = 16
const ROOM_BELOW = 4

export const heightOf = (row: Row): number =>
  row.kind === "type"
    ? TYPE_HEIGHT
    : FIGURES_HEIGHT + row.bars.lanes * LANE_HEIGHT + (row.bars.hidden.size > 0 ? MORE_HEIGHT : 0) + ROOM_BELOW

/** Resources below their types, in the order in which the server has them: by type, then by name. */
export const rowsOf = (
  { resources, allocations, holds }: Calendar,
  dates: CalendarDate[],
  mostLanes: number,
): Row[] => {
  const columns = new Map(dates.map((date, column) => [date, column]))
  const segments = new Map<string, Segment[]>()
  for (const { resource, dates: days } of resources) segments.set(resource.id, blackoutSegments(days))
  const add = (id: string, more: Segment[]) => segments.get(id)?.push(...more)
  for (const hold of holds) add(hold.resource_id, segmentsOf({ kind: "hold", hold }, hold.dates, columns))
  for (const allocation of allocations) {
    add(allocation.resource_id, segmentsOf({ kind: "booking", allocation }, allocation.dates, columns))
  }
  const rows: Row[] = []
  let group: TypeRow | undefined
  for (const calendar of resources) {
    const { id, type } = calendar.resource
    if (group?.type !== type) {
      group = { kind: "type", key: `type:${type}`, type, count: 0, free: dates.map(() => null) }
      rows.push(group)
    }
    group.count += 1
    for (const [column, day] of calendar.dates.entries()) {
      if (day.max_capacity === null) continue
      group.free[column] = (group.free[column] ?? 0) + (day.closed ? 0 : Math.max(0, day.available_capacity))
    }
    rows.push({ kind: "resource", key: id, calendar, bars: layOut(segments.get(id) ?? [], mostLanes) })
  }
  return rows
}

/** A blackout over several dates is one band, with its reason once. */
const blackoutSegments = (days: ResourceCalendar["dates"]): Segment[] => {
  const running = new Map<string, Segment>()
  const found: Segment[] = []
  for (const [column, { blackouts }] of days.entries()) {
    for (const { id, reason } of blackouts) {
      const segment = running.get(id)
      if (segment && segment.to === column - 1) {
        segment.to = column
        continue
      }
      const begun: Segment = { from: column, to: column, what: { kind: "blackout", id, reason } }
      running.set(id, begun)
      found.push(begun)
    }
  }
  return found
}
