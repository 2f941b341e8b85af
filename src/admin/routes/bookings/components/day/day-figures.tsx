import { Text } from "@medusajs/ui"
import { useWords } from "../../../../hooks/use-words"
import type { CalendarDay } from "../../../../lib/types"

export const DayFigures = ({ day }: { day: CalendarDay }) => {
  const { t, number } = useWords()
  const figures: [string, number | null][] = [
    [t("resources.day.capacity"), day.max_capacity],
    [t("resources.day.booked"), day.allocated],
    [t("resources.day.held"), day.held],
    [t("resources.day.free"), day.closed ? 0 : day.available_capacity],
  ]
  return (
    <div className="flex flex-col gap-y-3 px-6 py-4">
      <dl className="grid grid-cols-4 gap-x-4">
        {figures.map(([name, figure]) => (
          <div key={name}>
            <dt className="txt-compact-xsmall text-ui-fg-subtle">{name}</dt>
            <dd className="txt-compact-large-plus tabular-nums">{figure === null ? "–" : number(figure)}</dd>
          </div>
        ))}
      </dl>
      {day.overcommitted && (
        <Text size="small" className="text-ui-tag-red-text">
          {t("resources.day.overcommitted", { target: day.target_capacity ?? 0 })}
        </Text>
      )}
    </div>
  )
}
