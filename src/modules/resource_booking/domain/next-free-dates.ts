import type { ResourceCalendar } from "../read-types"
import type { CalendarDate } from "../types"

/** A resource's days in order, and how many units of it are wanted on each. */
export type WantedOf = { calendar: Pick<ResourceCalendar, "dates">; units: number }

/** The first `most` days on which a stay of so many days can begin, with all that is wanted free on each of them. */
export const nextFreeDates = (wanted: WantedOf[], length: number, most: number): CalendarDate[] => {
  const days = wanted[0]?.calendar.dates ?? []
  const isFree = days.map((_, i) =>
    wanted.every(({ calendar, units }) => {
      const day = calendar.dates[i]!
      return !day.closed && day.available_capacity >= units
    }),
  )
  const begins = (i: number) => i + length <= days.length && isFree.slice(i, i + length).every(Boolean)
  return days.flatMap(({ date }, i) => (begins(i) ? [date] : [])).slice(0, most)
}
