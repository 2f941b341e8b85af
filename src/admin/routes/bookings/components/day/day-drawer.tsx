import { Drawer, Text } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"
import { AvailabilityBadge } from "../../../../components/badges"
import { NamedParts } from "../../../../components/named-parts"
import { Loaded } from "../../../../components/page-states"
import { useDay } from "../../../../hooks/use-day"
import { useWords } from "../../../../hooks/use-words"
import type { CalendarDate } from "../../../../lib/types"
import { cellKey } from "../timeline/day-cell"
import { ClosedBecause } from "./closed-because"
import { DayActions } from "./day-actions"
import { DayBlackouts } from "./day-blackouts"
import { DayBookings } from "./day-bookings"
import { DayFigures } from "./day-figures"
import { DayHolds } from "./day-holds"
import { DayLog } from "./day-log"

const EVERY_MS = 15_000

type Opened = { resourceId: string; date: CalendarDate }

/** Everything about one date of one resource, and what can be done about it. */
export const DayDrawer = ({ opened, onClose }: { opened: Opened | null; onClose: () => void }) => {
  // Of a drawer that is closing what it shows stays until it is gone.
  const [last, setLast] = useState(opened)
  if (opened && (opened.resourceId !== last?.resourceId || opened.date !== last.date)) setLast(opened)
  const shown = opened ?? last
  return (
    <Drawer open={opened !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Drawer.Content
        aria-describedby={undefined}
        onCloseAutoFocus={(event) => {
          // Nothing has opened it that Radix knows of: focus goes on where the date is.
          event.preventDefault()
          if (shown) focusCell(shown)
        }}
      >
        {shown && <Contents {...shown} />}
      </Drawer.Content>
    </Drawer>
  )
}

const focusCell = ({ resourceId, date }: Opened) =>
  document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(cellKey(resourceId, date))}"]`)?.focus()

const Contents = ({ resourceId, date }: Opened) => {
  const words = useWords()
  const query = useDay(resourceId, date, { refetchInterval: EVERY_MS })
  return (
    <NamedParts>
      <Drawer.Header>
        <Drawer.Title>{words.date(date, "long")}</Drawer.Title>
        {query.data && (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Text size="small" className="text-ui-fg-subtle">
              <Link to={`/bookings/resources/${resourceId}`} className="hover:text-ui-fg-base underline">
                {query.data.resource.name}
              </Link>
            </Text>
            <AvailabilityBadge status={query.data.day.status} />
          </div>
        )}
      </Drawer.Header>
      <Drawer.Body className="overflow-y-auto p-0">
        <Loaded query={query}>
          {(day) => (
            <div className="flex flex-col divide-y">
              <DayFigures day={day.day} />
              <ClosedBecause day={day} />
              <DayActions resource={day.resource} date={date} />
              <DayHolds holds={day.holds} now={day.now} readAt={query.dataUpdatedAt} />
              <DayBookings allocations={day.allocations} />
              <DayBlackouts blackouts={day.blackouts} />
              <DayLog log={day.log} timezone={day.resource.timezone} />
            </div>
          )}
        </Loaded>
      </Drawer.Body>
    </NamedParts>
  )
}
