import { useLocation, useNavigate } from "react-router-dom"
import { addDays } from "../../../lib/dates"
import type { CalendarDate, Resource } from "../../../lib/types"

export const CELL_ACTIONS = ["capacity", "black-out", "book", "hold"] as const
export type CellAction = (typeof CELL_ACTIONS)[number]
export type Cells = { resources: Pick<Resource, "id" | "booking_unit">[]; start: CalendarDate; end: CalendarDate }

/**
 * What can be done with cells: each is a page over the calendar, whose own address stays what it was below it and after
 * it. `span` is said in any case, as the dashboard only goes back to an address that says something.
 */
export const useCellActions = () => {
  const navigate = useNavigate()
  const { search } = useLocation()
  return (action: CellAction, { resources, start, end }: Cells) => {
    const calendar = new URLSearchParams(search)
    if (!calendar.has("span")) calendar.set("span", "14")
    const below = new URLSearchParams(calendar)
    below.delete("day")
    const ids = resources.map(({ id }) => id)
    if (action === "capacity" || action === "black-out") {
      below.set("resources", ids.join(","))
      below.set("start", start)
      below.set("end", end)
    }
    // By the night the last day of a booking is the departure, after its last night.
    const isByNight = resources.every(({ booking_unit }) => booking_unit === "NIGHT")
    void navigate(`/bookings/${action}?${below.toString()}`, {
      state: {
        claim: { resource_ids: ids, start_date: start, end_date: isByNight ? addDays(end, 1) : end },
        restore_params: calendar.toString(),
      },
    })
  }
}
