import type { AvailabilityStatus } from "../read-types"
import type { CalendarDate } from "../types"

type Units = { max_capacity: number | null; available_capacity: number }
type Shut = { start_date: CalendarDate; end_date: CalendarDate }

/** What a date is called. No row (null), a blackout, the past and an inactive resource all read CLOSED. */
export const availabilityStatus = (
  { max_capacity, available_capacity }: Units,
  closed: boolean,
): AvailabilityStatus => {
  if (closed || max_capacity === null) return "CLOSED"
  if (available_capacity <= 0) return "SOLD_OUT"
  return available_capacity * 2 < max_capacity ? "LIMITED" : "AVAILABLE"
}

/** Those ranges that cover the date; days of the form YYYY-MM-DD sort as text. */
export const covering = <Range extends Shut>(ranges: Range[], date: CalendarDate): Range[] =>
  ranges.filter(({ start_date, end_date }) => start_date <= date && date <= end_date)
