import { Container, Heading, Text } from "@medusajs/ui"
import { useMemo } from "react"
import { Loaded } from "../../../components/page-states"
import { useCalendar, type Calendar } from "../../../hooks/use-calendar"
import { useWords } from "../../../hooks/use-words"
import { CalendarBoard } from "./calendar-board"
import { CalendarLegend } from "./calendar-legend"
import { CalendarSkeleton } from "./calendar-skeleton"
import { CalendarToolbar } from "./calendar-toolbar"
import { DayDrawer } from "./day/day-drawer"
import { NoResources } from "./no-resources"
import { useCalendarView } from "./use-calendar-view"

/** Who has what, when: read anew every few seconds and when the window is looked at again. */
export const CalendarSection = () => {
  const { t } = useWords()
  const view = useCalendarView()
  const calendar = useCalendar(view.query)
  // What was there before stays until what was asked for has come, with its own dates.
  const shown = useMemo(() => calendar.data?.resources[0]?.dates.map(({ date }) => date), [calendar.data])
  return (
    <Container className="overflow-hidden p-0">
      <div className="px-4 pt-4 sm:px-6">
        <Heading>{t("common.menu.calendar")}</Heading>
      </div>
      <CalendarToolbar view={view} />
      <Loaded query={calendar} skeleton={<CalendarSkeleton />}>
        {(data) =>
          data.resources.length === 0 ? (
            <NoResources view={view} />
          ) : (
            <>
              <Cut data={data} />
              <CalendarBoard data={data} dates={shown ?? view.dates} readAt={calendar.dataUpdatedAt} view={view} />
              <CalendarLegend />
            </>
          )
        }
      </Loaded>
      <DayDrawer opened={view.opened} onClose={view.close} />
    </Container>
  )
}

/** Said, never silent: what is not on the page is not free. */
const Cut = ({ data: { resources, count, truncated } }: { data: Calendar }) => {
  const { t } = useWords()
  const missing = count - resources.length
  if (missing <= 0 && !truncated) return null
  return (
    <Text size="small" className="text-ui-tag-orange-text px-4 pb-3 sm:px-6">
      {missing > 0 && t("calendar.cut.resources", { shown: resources.length, count })}{" "}
      {truncated && t("calendar.cut.claims")}
    </Text>
  )
}
