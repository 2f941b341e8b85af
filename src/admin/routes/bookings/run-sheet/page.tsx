import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Crumb } from "../../../components/crumb"
import { Loaded, PageSkeleton } from "../../../components/page-states"
import { useRunSheet } from "../../../hooks/use-run-sheet"
import { useUrlState } from "../../../hooks/use-url-state"
import { isCalendarDate } from "../../../lib/dates"
import { READABLE } from "../../../lib/readable"
import { DayNav } from "./components/day-nav"
import { PrintedSheet } from "./components/printed-sheet"
import { sheetOf } from "./components/sheet-of"
import { SheetSection } from "./components/sheet-section"

/** One day of the desk, to be read on a phone in the yard or on paper. */
const RunSheetPage = () => {
  const [{ date, type }, set] = useUrlState({ date: "", type: "" })
  const asked = isCalendarDate(date) ? date : undefined
  const query = useRunSheet({ date: asked, type: type || undefined })
  return (
    <Loaded query={query} skeleton={<PageSkeleton sections={3} />}>
      {(runSheet) => (
        <div className="flex flex-col gap-y-3" style={READABLE}>
          <DayNav
            date={runSheet.date}
            asked={asked ?? (query.isPlaceholderData ? null : runSheet.date)}
            type={type}
            onChange={set}
          />
          {sheetOf(runSheet).map(({ part, bookings }) => (
            <SheetSection key={part} part={part} bookings={bookings} date={runSheet.date} />
          ))}
          <PrintedSheet runSheet={runSheet} type={type} />
        </div>
      )}
    </Loaded>
  )
}

export const config = defineRouteConfig({
  label: "common.menu.runSheet",
  translationNs: "resourceBooking",
  rank: 5,
})

export const handle = { breadcrumb: () => <Crumb word="common.menu.runSheet" /> }

export default RunSheetPage
