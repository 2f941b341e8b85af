import { DateTime } from "luxon"
import type { CalendarDate, Instant } from "./types"

/**
 * A calendar day is text, `YYYY-MM-DD`, and belongs to no time zone; only "today" and an instant need one: the
 * resource's, never the browser's.
 */
const day = (date: CalendarDate) => DateTime.fromISO(date, { zone: "utc" })
const text = (date: DateTime): CalendarDate => date.toFormat("yyyy-MM-dd")

export const todayIn = (timezone: string): CalendarDate => text(DateTime.now().setZone(timezone))
export const addDays = (date: CalendarDate, days: number) => text(day(date).plus({ days }))
export const addMonths = (date: CalendarDate, months: number) => text(day(date).plus({ months }))
export const startOfWeek = (date: CalendarDate) => text(day(date).startOf("week"))
export const startOfMonth = (date: CalendarDate) => text(day(date).startOf("month"))
export const endOfMonth = (date: CalendarDate) => text(day(date).endOf("month"))

/** From Monday = 1 to Sunday = 7, as the API counts them. */
export const weekdayOf = (date: CalendarDate): number => day(date).weekday

/** Both ends count: from a day to itself is one. */
export const countDays = (start: CalendarDate, end: CalendarDate): number =>
  Math.round(day(end).diff(day(start), "days").days) + 1

export const daysBetween = (start: CalendarDate, end: CalendarDate): CalendarDate[] =>
  Array.from({ length: Math.max(0, countDays(start, end)) }, (_, index) => addDays(start, index))

/** A month as whole weeks from Monday to Sunday: the days of its neighbours that fill them are there, too. */
export const weeksOfMonth = (month: CalendarDate): CalendarDate[][] => {
  const first = startOfWeek(startOfMonth(month))
  const weeks = Math.ceil(countDays(first, endOfMonth(month)) / 7)
  return Array.from({ length: weeks }, (_, week) => daysBetween(addDays(first, week * 7), addDays(first, week * 7 + 6)))
}

/** Consecutive days said as ranges: 3, 4, 5 and 9 May are 3–5 and 9 May. */
export const rangesOf = (dates: readonly CalendarDate[]): { start: CalendarDate; end: CalendarDate }[] => {
  const ranges: { start: CalendarDate; end: CalendarDate }[] = []
  for (const date of [...new Set(dates)].sort()) {
    const last = ranges.at(-1)
    if (last && addDays(last.end, 1) === date) last.end = date
    else ranges.push({ start: date, end: date })
  }
  return ranges
}

export const isCalendarDate = (value: string | null | undefined): value is CalendarDate =>
  /^\d{4}-\d{2}-\d{2}$/.test(value ?? "") && day(value!).isValid

export type DateStyle = "short" | "medium" | "long" | "weekday" | "month"
const STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  short: { day: "numeric", month: "short" },
  medium: { day: "numeric", month: "short", year: "numeric" },
  long: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  weekday: { weekday: "short", day: "numeric", month: "short" },
  month: { month: "long", year: "numeric" },
}

/** The words for days and instants in one language. */
export const dateWords = (locale: string) => {
  const format = (date: CalendarDate, style: DateStyle = "medium") =>
    day(date).setLocale(locale).toLocaleString(STYLES[style])
  const range = (start: CalendarDate, end: CalendarDate, style: DateStyle = "medium") =>
    start === end
      ? format(start, style)
      : new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone: "UTC" }).formatRange(
          day(start).toJSDate(),
          day(end).toJSDate(),
        )
  return {
    date: format,
    range,
    dates: (dates: readonly CalendarDate[], style: DateStyle = "short") =>
      rangesOf(dates)
        .map(({ start, end }) => range(start, end, style))
        .join(", "),
    /** An instant as the clock on the wall says it in that zone. */
    instant: (instant: Instant, timezone: string) =>
      DateTime.fromISO(instant, { zone: timezone }).setLocale(locale).toLocaleString(DateTime.DATETIME_MED),
    time: (instant: Instant, timezone: string) =>
      DateTime.fromISO(instant, { zone: timezone }).setLocale(locale).toLocaleString(DateTime.TIME_SIMPLE),
    /** `in 3 days`, `2 hours ago`. */
    relative: (instant: Instant) => DateTime.fromISO(instant).setLocale(locale).toRelative() ?? "",
    /** Monday first. */
    weekdays: (length: "narrow" | "short" | "long" = "short") =>
      ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) =>
        DateTime.fromObject({ weekYear: 2026, weekNumber: 1, weekday }, { zone: "utc" })
          .setLocale(locale)
          .toLocaleString({ weekday: length }),
      ),
  }
}

/** The date picker of `@medusajs/ui` speaks in instants at the browser's midnight; a day goes in and out unchanged. */
export const toPicker = (date: CalendarDate | null | undefined): Date | null =>
  isCalendarDate(date) ? DateTime.fromISO(date).toJSDate() : null
export const fromPicker = (date: Date | null): CalendarDate | null => (date ? text(DateTime.fromJSDate(date)) : null)
