import { addDays } from "../../../lib/dates"
import type { CalendarDate, Resource } from "../../../lib/types"
import { useOverCalendar } from "./use-over-calendar"

export const CELL_ACTIONS = ["capacity", "black-out", "book", "hold"] as const
export type CellAction = (typeof CELL_ACTIONS)[number]
export type Cells = { resources: Pick<Resource, "id" | "booking_unit">[]; start: CalendarDate; end: CalendarDate }

/** What can be done with cells: each is a form over the calendar that they have filled in. */
export const useCellActions = () => {
  const open = useOverCalendar()
  return (action: CellAction, { resources, start, end }: Cells) => {
    const ids = resources.map(({ id }) => id)
    if (action === "capacity" || action === "black-out") {
      return open(action, { query: { resources: ids.join(","), start, end } })
    }
    // By the night the last day of a booking is the departure, after its last night.
    const isByNight = resources.every(({ booking_unit }) => booking_unit === "NIGHT")
    const claim = { resource_ids: ids, start_date: start, end_date: isByNight ? addDays(end, 1) : end }
    open(action, { state: { claim } })
  }
}
