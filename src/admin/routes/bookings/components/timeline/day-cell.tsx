import { clx } from "@medusajs/ui"
import { memo } from "react"
import { useDayWords } from "../../../../hooks/use-day-words"
import { HATCHED, HEAT_CLASSES, heatOf, takenOf } from "../../../../lib/claims"
import type { CalendarDate, CalendarDay, Resource } from "../../../../lib/types"
import { FIGURES_HEIGHT } from "./rows"

type DayCellProps = {
  resource: Pick<Resource, "id" | "is_active">
  day: CalendarDay
  name: string
  index: number
  today: CalendarDate
  isActive: boolean
  isSelected: boolean
  /** Bars that found no lane. */
  more: number
}

/** How to find a cell again: a resource's name is the cell without a date. */
export const cellKey = (resourceId: string, date: CalendarDate | null) => `${resourceId}:${date ?? ""}`

/** Taken of capacity, as a figure and as heat. */
export const DayCell = memo(({ resource, day, name, index, today, isActive, isSelected, more }: DayCellProps) => {
  const say = useDayWords()
  const heat = heatOf(day, resource)
  return (
    <div
      role="gridcell"
      aria-colindex={index + 2}
      aria-selected={isSelected}
      aria-current={day.date === today ? "date" : undefined}
      data-cell={cellKey(resource.id, day.date)}
      tabIndex={isActive ? 0 : -1}
      className={clx(
        "border-ui-border-base txt-compact-xsmall relative flex cursor-pointer flex-col items-center justify-between overflow-hidden border-b border-e outline-none",
        "focus:ring-ui-border-interactive focus:ring-2 focus:ring-inset",
        HEAT_CLASSES[heat],
      )}
      style={{
        ...(heat === "closed" ? HATCHED : {}),
        ...(day.date === today ? { boxShadow: "inset 2px 0 0 var(--border-interactive)" } : {}),
      }}
    >
      <span className="sr-only">{say(day, name)}</span>
      <span
        aria-hidden
        className={clx("flex items-center whitespace-nowrap tabular-nums", { "opacity-60": day.date < today })}
        style={{ height: FIGURES_HEIGHT }}
      >
        {day.max_capacity === null ? "–" : `${takenOf(day)}/${day.max_capacity}`}
      </span>
      {more > 0 && (
        <span aria-hidden className="tabular-nums">
          +{more}
        </span>
      )}
    </div>
  )
})
DayCell.displayName = "DayCell"
