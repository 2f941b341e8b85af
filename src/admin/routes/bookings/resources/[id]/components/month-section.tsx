import { ChevronLeftMini, ChevronRightMini } from "@medusajs/icons"
import { Button, Container, Heading, IconButton } from "@medusajs/ui"
import { useState } from "react"
import { Loaded, SectionSkeleton } from "../../../../../components/page-states"
import { useCapacity } from "../../../../../hooks/use-capacity"
import { useUrlState } from "../../../../../hooks/use-url-state"
import { useWords } from "../../../../../hooks/use-words"
import { addMonths, endOfMonth, isCalendarDate, startOfMonth, todayIn } from "../../../../../lib/dates"
import type { CalendarDate, Resource } from "../../../../../lib/types"
import { DayFacts } from "./day-facts"
import { MonthGrid } from "./month-grid"

/** The resource's dates a month at a time, as they stand; the month is in the address. */
export const MonthSection = ({ resource }: { resource: Resource }) => {
  const { t, date } = useWords()
  const [{ month }, setUrl] = useUrlState({ month: "" })
  const [chosen, setChosen] = useState<CalendarDate | null>(null)
  const today = todayIn(resource.timezone)
  const first = startOfMonth(isCalendarDate(`${month}-01`) ? `${month}-01` : today)
  const capacity = useCapacity(resource.id, { start_date: first, end_date: endOfMonth(first) })
  const show = (day: CalendarDate) => {
    setChosen(null)
    setUrl({ month: day.slice(0, 7) })
  }
  return (
    <Container className="p-0">
      <div className="flex flex-wrap items-center justify-between gap-2 px-6 py-4">
        <Heading level="h2" aria-live="polite">
          {date(first, "month")}
        </Heading>
        <div className="flex items-center gap-x-2">
          <Button size="small" variant="secondary" onClick={() => show(today)}>
            {t("common.today")}
          </Button>
          <IconButton size="small" aria-label={t("resources.previousMonth")} onClick={() => show(addMonths(first, -1))}>
            <ChevronLeftMini className="rtl:rotate-180" />
          </IconButton>
          <IconButton size="small" aria-label={t("resources.nextMonth")} onClick={() => show(addMonths(first, 1))}>
            <ChevronRightMini className="rtl:rotate-180" />
          </IconButton>
        </div>
      </div>
      <Loaded query={capacity} skeleton={<SectionSkeleton rows={6} />}>
        {({ dates }) => {
          const day = dates.find((each) => each.date === chosen)
          return (
            <>
              <MonthGrid
                resource={resource}
                month={first}
                days={dates}
                today={today}
                chosen={chosen}
                onChoose={setChosen}
              />
              {day && <DayFacts resource={resource} day={day} />}
            </>
          )
        }}
      </Loaded>
    </Container>
  )
}
