import { clx } from "@medusajs/ui"
import { useRef, type KeyboardEvent } from "react"
import { useWords } from "../../../../../hooks/use-words"
import { HATCHED, HEAT_CLASSES, heatOf, takenOf } from "../../../../../lib/claims"
import { useDayWords } from "../../../../../hooks/use-day-words"
import { addDays, weeksOfMonth } from "../../../../../lib/dates"
import type { CalendarDate, CalendarDay, Resource } from "../../../../../lib/types"

type MonthGridProps = {
  resource: Pick<Resource, "is_active">
  month: CalendarDate
  days: CalendarDay[]
  today: CalendarDate
  chosen: CalendarDate | null
  onChoose: (date: CalendarDate) => void
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** Weeks by weekdays. One date at a time can be tabbed to, and the arrows go on from there, as in any calendar. */
export const MonthGrid = ({ resource, month, days, today, chosen, onChoose }: MonthGridProps) => {
  const { date, weekdays } = useWords()
  const grid = useRef<HTMLTableElement>(null)
  const byDate = new Map(days.map((day) => [day.date, day]))
  const entry = chosen ?? (byDate.has(today) ? today : month)

  const step = (event: KeyboardEvent, from: CalendarDate) => {
    const days = STEPS[event.key]
    if (days === undefined) return
    event.preventDefault()
    grid.current?.querySelector<HTMLElement>(`[data-date="${addDays(from, days)}"]`)?.focus()
  }

  const [short, long] = [weekdays("short"), weekdays("long")]
  return (
    <table ref={grid} role="grid" className="w-full table-fixed border-t" aria-label={date(month, "month")}>
      <thead>
        <tr>
          {long.map((weekday, index) => (
            <th key={weekday} scope="col" abbr={weekday} className="txt-compact-xsmall-plus text-ui-fg-subtle py-2">
              {short[index]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOfMonth(month).map((week) => (
          <tr key={week[0]}>
            {week.map((each) => {
              const day = byDate.get(each)
              return (
                <td key={each} className="border-ui-border-base border p-0 first:border-s-0 last:border-e-0">
                  {day ? (
                    <Day
                      resource={resource}
                      day={day}
                      isToday={each === today}
                      isPast={each < today}
                      isChosen={each === chosen}
                      tabIndex={each === entry ? 0 : -1}
                      onClick={() => onChoose(each)}
                      onKeyDown={(event) => step(event, each)}
                    />
                  ) : null}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type DayProps = {
  resource: Pick<Resource, "is_active">
  day: CalendarDay
  isToday: boolean
  isPast: boolean
  isChosen: boolean
  tabIndex: number
  onClick: () => void
  onKeyDown: (event: KeyboardEvent) => void
}

const Day = ({ resource, day, isToday, isPast, isChosen, ...button }: DayProps) => {
  const say = useDayWords()
  const heat = heatOf(day, resource)
  return (
    <button
      type="button"
      data-date={day.date}
      aria-pressed={isChosen}
      className={clx(
        "flex h-14 w-full flex-col items-start justify-between p-1.5 text-start outline-none sm:h-16 sm:p-2",
        "focus-visible:shadow-borders-focus",
        isPast ? HEAT_CLASSES.unopened : HEAT_CLASSES[heat],
        { "ring-ui-border-interactive ring-2 ring-inset": isChosen },
      )}
      style={heat === "closed" ? HATCHED : undefined}
      {...button}
    >
      <span className="sr-only">{say(day)}</span>
      <span
        aria-hidden
        className={clx("txt-compact-xsmall-plus rounded-full px-1", {
          "bg-ui-bg-base text-ui-fg-base ring-ui-fg-base ring-1": isToday,
        })}
      >
        {Number(day.date.slice(8))}
      </span>
      <span className="txt-compact-xsmall tabular-nums" aria-hidden>
        {day.max_capacity === null ? "–" : `${takenOf(day)}/${day.max_capacity}`}
      </span>
    </button>
  )
}
