import { useMemo } from "react"
import type { Calendar } from "../../../hooks/use-calendar"
import type { CalendarDate } from "../../../lib/types"
import { SelectionBar } from "./selection-bar"
import { Clock } from "./timeline/clock"
import { rowsOf } from "./timeline/rows"
import { Timeline } from "./timeline/timeline"
import { useGrid } from "./timeline/use-grid"
import type { CalendarView, Span } from "./use-calendar-view"

/** The more dates, the less of each: its least width, and how many bars lie one above the other. */
const ROOM: Record<Span, { width: number; lanes: number }> = {
  "14": { width: 56, lanes: 4 },
  "31": { width: 44, lanes: 3 },
  "92": { width: 38, lanes: 2 },
}

type CalendarBoardProps = { data: Calendar; dates: CalendarDate[]; readAt: number; view: CalendarView }

export const CalendarBoard = ({ data, dates, readAt, view }: CalendarBoardProps) => {
  const { width, lanes } = ROOM[view.span]
  const rows = useMemo(() => rowsOf(data, dates, lanes), [data, dates, lanes])
  const resourceIds = useMemo(() => data.resources.map(({ resource }) => resource.id), [data.resources])
  const clock = useMemo(() => ({ now: data.now, readAt }), [data.now, readAt])
  const [{ resource, today }] = data.resources as [Calendar["resources"][number]]
  const first = { resourceId: resource.id, date: dates.includes(today) ? today : dates[0]! }
  const grid = useGrid({ resourceIds, dates, first, onOpen: view.open })
  return (
    <Clock.Provider value={clock}>
      <Timeline
        rows={rows}
        dates={dates}
        today={todayOfMost(data)}
        grid={grid}
        columnWidth={width}
        resourceIds={resourceIds}
        onOpen={view.open}
      />
      <SelectionBar selection={view.opened ? null : grid.selection} resources={data.resources} onDone={grid.clear} />
    </Clock.Provider>
  )
}

/** Resources may be in several zones: the head says where most of them are, each row marks its own. */
const todayOfMost = ({ resources }: Calendar): CalendarDate | undefined => {
  const times = new Map<CalendarDate, number>()
  for (const { today } of resources) times.set(today, (times.get(today) ?? 0) + 1)
  return [...times].sort(([, a], [, b]) => b - a)[0]?.[0]
}
