import { DateTime } from "luxon"
import type { CalendarDate } from "../types"

const FORM = /^\d{4}-\d{2}-\d{2}$/

/** True for a day that exists: `2028-02-29` yes, `2027-02-29` and `2027-2-9` no. */
export const isCalendarDate = (value: string): value is CalendarDate =>
  FORM.test(value) && value >= "1970-01-01" && DateTime.fromISO(value, { zone: "utc" }).isValid

const parse = (date: CalendarDate) => DateTime.fromISO(date, { zone: "utc" })

export const addDays = (date: CalendarDate, days: number): CalendarDate =>
  parse(date).plus({ days }).toISODate() as CalendarDate

/** Whole days from `start` to `end`; negative where the range is reversed. */
export const daysBetween = (start: CalendarDate, end: CalendarDate): number =>
  parse(end).diff(parse(start), "days").days

/** ISO weekday, 1 (Monday) to 7 (Sunday). */
export const weekdayOf = (date: CalendarDate): number => parse(date).weekday

/** All days of an inclusive range, in order; empty where it is reversed. */
export const datesInRange = (start: CalendarDate, end: CalendarDate): CalendarDate[] =>
  Array.from({ length: Math.max(0, daysBetween(start, end) + 1) }, (_, i) => addDays(start, i))

/** The day it is in a time zone at an instant. */
export const todayIn = (timezone: string, at: Date): CalendarDate =>
  DateTime.fromJSDate(at, { zone: timezone }).toISODate() as CalendarDate
