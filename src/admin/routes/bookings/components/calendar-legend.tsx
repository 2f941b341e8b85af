import { clx } from "@medusajs/ui"
import { useWords } from "../../../hooks/use-words"
import { HATCHED, HEAT_CLASSES, type Heat } from "../../../lib/claims"

const SHOWN: Heat[] = ["free", "some", "busy", "full", "overcommitted", "closed", "unopened"]

export const CalendarLegend = () => {
  const { t } = useWords()
  return (
    <ul className="txt-compact-xsmall text-ui-fg-subtle flex flex-wrap gap-x-4 gap-y-1 px-4 py-3 sm:px-6">
      {SHOWN.map((heat) => (
        <li key={heat} className="flex items-center gap-x-1.5">
          <span
            aria-hidden
            className={clx("border-ui-border-base size-3 rounded-sm border", HEAT_CLASSES[heat])}
            style={heat === "closed" ? HATCHED : undefined}
          />
          {t(`calendar.heat.${heat}`)}
        </li>
      ))}
    </ul>
  )
}
