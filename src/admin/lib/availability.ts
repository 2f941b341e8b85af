import { addDays } from "./dates"
import type { BookingUnit, CalendarDate, CalendarDay, ResourceCalendar } from "./types"

export type Wanted = {
  start_date: CalendarDate
  end_date: CalendarDate
  quantity: number
  /** Where not all between the first and the last are wanted: these. */
  dates?: readonly CalendarDate[]
  /** What a booking that is being moved has of this resource already: it would come back. */
  own?: { dates: readonly CalendarDate[]; quantity: number }
}
/** Why a date cannot be had: `short` where less is free than is wanted. */
export type Hindrance = "past" | "closed" | "unopened" | "short"
export type DayFit = { day: CalendarDay; available: number; hindrance: Hindrance | null }
export type Fit = {
  days: DayFit[]
  hindered: DayFit[]
  /** What would be left on the fullest of the dates. */
  least: number | null
  /** A booking by the night needs a departure after its arrival. */
  needsDeparture: boolean
}

/** A night is named by its first day: who leaves on the last day does not claim it. */
export const lastClaimed = (end: CalendarDate, unit: BookingUnit): CalendarDate =>
  unit === "NIGHT" ? addDays(end, -1) : end

/** Whether so many units are free on each of the dates, as the calendar stands; the server has the last word. */
export const fitOf = ({ resource, today, dates }: ResourceCalendar, wanted: Wanted): Fit => {
  const last = lastClaimed(wanted.end_date, resource.booking_unit)
  const days = dates
    .filter(({ date }) => date >= wanted.start_date && date <= last)
    .filter(({ date }) => wanted.dates?.includes(date) ?? true)
    .map((day) => fitOfDay(day, today, wanted))
  return {
    days,
    hindered: days.filter(({ hindrance }) => hindrance !== null),
    least: days.length === 0 ? null : Math.min(...days.map(({ available }) => available)) - wanted.quantity,
    needsDeparture: last < wanted.start_date,
  }
}

const fitOfDay = (day: CalendarDay, today: CalendarDate, { quantity, own }: Wanted): DayFit => {
  const returned = own?.dates.includes(day.date) ? own.quantity : 0
  const available = day.available_capacity + returned
  const hindrance = hindranceOf(day, today, available < quantity)
  return { day, available, hindrance }
}

const hindranceOf = (day: CalendarDay, today: CalendarDate, isShort: boolean): Hindrance | null => {
  if (day.date < today) return "past"
  if (day.blackouts.length > 0) return "closed"
  if (day.max_capacity === null) return "unopened"
  return isShort ? "short" : null
}
