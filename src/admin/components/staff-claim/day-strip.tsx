import { clx } from "@medusajs/ui"
import { useDayWords } from "../../hooks/use-day-words"
import type { DayFit } from "../../lib/availability"
import { heatOf, HEAT_CLASSES } from "../../lib/claims"
import type { Resource } from "../../lib/types"

/** More cells than this say less than the sentence above them. */
const MOST_CELLS = 31

/** The dates as the calendar colours them, each with what is free; what cannot be had is crossed out. */
export const DayStrip = ({ days, resource }: { days: DayFit[]; resource: Pick<Resource, "is_active"> }) => {
  const inWords = useDayWords()
  if (days.length === 0 || days.length > MOST_CELLS) return null
  return (
    <ol className="flex flex-wrap gap-1">
      {days.map(({ day, available, hindrance }) => (
        <li
          key={day.date}
          title={inWords(day)}
          className={clx(
            "border-ui-border-base flex w-9 flex-col items-center rounded border py-0.5",
            HEAT_CLASSES[heatOf(day, resource)],
          )}
        >
          <span className="txt-compact-xsmall">{Number(day.date.slice(-2))}</span>
          <span className={clx("txt-compact-xsmall-plus tabular-nums", { "line-through": hindrance !== null })}>
            {Math.max(0, available)}
          </span>
        </li>
      ))}
    </ol>
  )
}
