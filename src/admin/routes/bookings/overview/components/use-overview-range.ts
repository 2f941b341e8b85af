import { useUrlState } from "../../../../hooks/use-url-state"
import {
  addDays,
  addMonths,
  countDays,
  endOfMonth,
  isCalendarDate,
  startOfMonth,
  startOfWeek,
  todayIn,
} from "../../../../lib/dates"
import type { CalendarDate } from "../../../../lib/types"

export type ShownRange = { start_date: CalendarDate; end_date: CalendarDate }
/** As many as the reports take. */
export const LONGEST_DAYS = 366

export const PRESETS = ["around", "thisMonth", "nextMonth", "last90", "next90"] as const
export type Preset = (typeof PRESETS)[number]

/** Whole weeks around today by default: what was, and what can still be filled. `local` is the desk's own calendar. */
export const presetRange = (preset: Preset, today: CalendarDate): ShownRange => {
  const thisMonth = startOfMonth(today)
  const nextMonth = addMonths(thisMonth, 1)
  const monday = startOfWeek(today)
  return {
    around: { start_date: addDays(monday, -28), end_date: addDays(monday, 55) },
    thisMonth: { start_date: thisMonth, end_date: endOfMonth(today) },
    nextMonth: { start_date: nextMonth, end_date: endOfMonth(nextMonth) },
    last90: { start_date: addDays(today, -90), end_date: addDays(today, -1) },
    next90: { start_date: today, end_date: addDays(today, 89) },
  }[preset]
}

/** The page's dates are in its address. `shown` is missing where they are no range; `fault` says why. */
export const useOverviewRange = () => {
  const today = todayIn("local")
  const usual = presetRange("around", today)
  const [{ from, to }, setUrl] = useUrlState({ from: "", to: "" })
  const start_date = isCalendarDate(from) ? from : usual.start_date
  const end_date = isCalendarDate(to) ? to : usual.end_date
  const days = countDays(start_date, end_date)
  const fault = days < 1 ? ("reversed" as const) : days > LONGEST_DAYS ? ("tooLong" as const) : null
  const preset = PRESETS.find((name) => {
    const range = presetRange(name, today)
    return range.start_date === start_date && range.end_date === end_date
  })
  return {
    today,
    start_date,
    end_date,
    fault,
    preset,
    shown: fault ? null : { start_date, end_date },
    setRange: (range: Partial<ShownRange>) =>
      setUrl({ from: range.start_date ?? start_date, to: range.end_date ?? end_date }),
    showPreset: (name: Preset) => {
      const range = presetRange(name, today)
      setUrl(name === "around" ? { from: null, to: null } : { from: range.start_date, to: range.end_date })
    },
  }
}
export type OverviewRange = ReturnType<typeof useOverviewRange>
