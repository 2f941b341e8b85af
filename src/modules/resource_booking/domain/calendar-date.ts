import { DateTime } from "luxon"
import type { CalendarDate } from "../types"

const FORM = /^\d{4}-\d{2}-\d{2}$/
const MS_PER_DAY = 86_400_000

// Calendar days know no zone: counted from 1970-01-01 they are whole numbers, a hundred times quicker than a DateTime.
const numberOf = (date: CalendarDate): number => Date.parse(date) / MS_PER_DAY

const dayOf = (number: number): CalendarDate => new Date(number * MS_PER_DAY).toISOString().split("T")[0]!

/** True for a day that exists: `2028-02-29` yes, `2027-02-29` and `2027-2-9` no. */
export const isCalendarDate = (value: string): value is CalendarDate =>
  FORM.test(value) && numberOf(value) >= 0 && dayOf(numberOf(value)) === value

export const addDays = (date: CalendarDate, days: number): CalendarDate => dayOf(numberOf(date) + days)

/** Whole days from `start` to `end`; negative where the range is reversed. */
export const daysBetween = (start: CalendarDate, end: CalendarDate): number => numberOf(end) - numberOf(start)

/** ISO weekday, 1 (Monday) to 7 (Sunday). */
export const weekdayOf = (date: CalendarDate): number => ((numberOf(date) + 3) % 7) + 1

/** All days of an inclusive range, in order; empty where it is reversed. */
export const datesInRange = (start: CalendarDate, end: CalendarDate): CalendarDate[] =>
  Array.from({ length: Math.max(0, daysBetween(start, end) + 1) }, (_, i) => addDays(start, i))

/** The day it is in a time zone at an instant. */
export const todayIn = (timezone: string, at: Date): CalendarDate =>
  DateTime.fromJSDate(at, { zone: timezone }).toISODate() as CalendarDate
