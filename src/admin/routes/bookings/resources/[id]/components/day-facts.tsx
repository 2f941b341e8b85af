import { Button, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { AvailabilityBadge } from "../../../../../components/badges"
import { useWords } from "../../../../../hooks/use-words"
import type { CalendarDay, Resource } from "../../../../../lib/types"

/** One date in figures, with what is usually done about it. */
export const DayFacts = ({ resource, day }: { resource: Resource; day: CalendarDay }) => {
  const { t, date, number } = useWords()
  const range = `start=${day.date}&end=${day.date}`
  const figures: [string, number | null][] = [
    [t("resources.day.capacity"), day.max_capacity],
    [t("resources.day.booked"), day.allocated],
    [t("resources.day.held"), day.held],
    [t("resources.day.free"), day.closed ? 0 : day.available_capacity],
  ]
  return (
    <div className="flex flex-col gap-y-3 border-t px-6 py-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Text weight="plus">{date(day.date, "long")}</Text>
        <AvailabilityBadge status={day.status} />
      </div>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        {figures.map(([name, figure]) => (
          <div key={name}>
            <dt className="txt-compact-xsmall text-ui-fg-subtle">{name}</dt>
            <dd className="txt-compact-medium-plus tabular-nums">{figure === null ? "–" : number(figure)}</dd>
          </div>
        ))}
      </dl>
      {day.overcommitted && (
        <Text size="small" className="text-ui-tag-red-text">
          {t("resources.day.overcommitted", { target: day.target_capacity ?? 0 })}
        </Text>
      )}
      {day.blackouts.map(({ id, reason }) => (
        <Text key={id} size="small" className="text-ui-fg-subtle">
          <Link to={`/bookings/blackouts/edit/${id}`} className="text-ui-fg-interactive">
            {t("resources.day.closedBy", { reason })}
          </Link>
        </Text>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button size="small" variant="secondary" asChild>
          <Link to={`/bookings/resources/capacity?resources=${resource.id}&${range}`}>{t("resources.day.change")}</Link>
        </Button>
        <Button size="small" variant="secondary" asChild>
          <Link to={`/bookings/blackouts/create?resource_id=${resource.id}&${range}`}>
            {t("resources.day.blackOut")}
          </Link>
        </Button>
      </div>
    </div>
  )
}
