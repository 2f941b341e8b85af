import { useMemo } from "react"
import { useDebounced } from "../../../hooks/use-debounced"
import { useUrlState } from "../../../hooks/use-url-state"
import type { CalendarQuery } from "../../../hooks/use-calendar"
import { addDays, daysBetween, isCalendarDate, todayIn } from "../../../lib/dates"
import type { CalendarDate } from "../../../lib/types"

export const SPANS = ["14", "31", "92"] as const
export type Span = (typeof SPANS)[number]
export const STATUSES = ["all", "active", "inactive"] as const

/** As many resources as one answer may have at the longest span. */
const MOST_RESOURCES = 300
const DEFAULTS = { from: "", span: "14", type: "", status: "all", q: "", day: "" }

/**
 * What the calendar shows, all of it in the address: the first date, how many, which resources, and the date whose
 * drawer is open. Without a date it begins yesterday, so that today is there in whatever zone a resource is, and what
 * comes back this morning as well.
 */
export const useCalendarView = () => {
  const [state, set] = useUrlState(DEFAULTS)
  const span: Span = SPANS.find((each) => each === state.span) ?? "14"
  const status = STATUSES.find((each) => each === state.status) ?? "all"
  const start = isCalendarDate(state.from) ? state.from : addDays(todayIn("local"), -1)
  const q = useDebounced(state.q.trim())
  const dates = useMemo(() => daysBetween(start, addDays(start, Number(span) - 1)), [start, span])
  const query: CalendarQuery = {
    start_date: start,
    end_date: dates.at(-1)!,
    type: state.type,
    is_active: status === "all" ? undefined : status === "active",
    q,
    order: "type",
    limit: MOST_RESOURCES,
  }
  const [resourceId = "", date = ""] = state.day.split(":")
  return {
    ...state,
    span,
    status,
    start,
    dates,
    query,
    isFiltered: Boolean(state.type || state.q || status !== "all"),
    opened: resourceId && isCalendarDate(date) ? { resourceId, date } : null,
    set,
    show: (from: CalendarDate | null) => set({ from }),
    step: (times: 1 | -1) => set({ from: addDays(start, times * Number(span)) }),
    open: (resourceId: string, date: CalendarDate) => set({ day: `${resourceId}:${date}` }, { replace: false }),
    close: () => set({ day: null }),
  }
}
export type CalendarView = ReturnType<typeof useCalendarView>
