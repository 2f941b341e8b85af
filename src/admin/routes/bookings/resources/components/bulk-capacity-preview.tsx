import { CheckCircleSolid } from "@medusajs/icons"
import { Heading, Skeleton, Text } from "@medusajs/ui"
import { useEffect, useRef } from "react"
import { ConflictList } from "../../../../components/conflict-list"
import { RefusalAlert } from "../../../../components/refusal-alert"
import { ResourceName } from "../../../../components/resource-name"
import { ToTellLink } from "../../../../components/to-tell-link"
import type { CapacityChange } from "../../../../hooks/use-capacity"
import { useWords } from "../../../../hooks/use-words"
import { takenOf } from "../../../../lib/claims"
import type { CalendarDay, CapacityConflict } from "../../../../lib/types"
import type { ChangedDate, Planned } from "./use-bulk-capacity"

export const BulkCapacityPreview = ({ plans, isBusy }: { plans: Planned[]; isBusy: boolean }) => {
  const { t } = useWords()
  const shown = useRef<HTMLElement>(null)
  const isThere = plans.length > 0
  // It comes below the fold, and the button has been pressed for it.
  useEffect(() => {
    if (isThere) shown.current?.scrollIntoView({ block: "start" })
  }, [isThere])
  if (!isThere) return isBusy ? <Skeleton className="h-16 w-full" /> : null
  return (
    <section ref={shown} aria-live="polite" className="flex flex-col gap-y-3">
      <Heading level="h2">{t("resources.capacity.previewTitle")}</Heading>
      {plans.map((planned) => (
        <Plan key={planned.change.resource_id} planned={planned} />
      ))}
    </section>
  )
}

const Plan = ({ planned: { change, preview, done, error, changed } }: { planned: Planned }) => {
  const { t } = useWords()
  const isRefused = !change.clamp && (preview?.conflicts.dates.length ?? 0) > 0
  return (
    <article className="shadow-elevation-card-rest bg-ui-bg-component flex flex-col gap-y-3 rounded-lg px-4 py-3">
      <div className="flex items-center justify-between gap-x-4">
        <Text size="small" weight="plus">
          <ResourceName id={change.resource_id} />
        </Text>
        {done ? (
          <Text size="small" className="text-ui-tag-green-text flex items-center gap-x-1">
            <CheckCircleSolid /> {t("resources.capacity.changed", { count: done.changed })}
          </Text>
        ) : (
          preview &&
          !isRefused && (
            <Text size="small" className="text-ui-fg-subtle">
              {t("resources.capacity.willChange", { count: preview.changed })}
            </Text>
          )
        )}
      </div>
      <RefusalAlert error={error} />
      {changed && changed.length > 0 && <Changed dates={changed} />}
      {preview && !done && preview.conflicts.dates.length > 0 && (
        <>
          <Text size="small" className="text-ui-tag-orange-text">
            {isRefused ? t("resources.capacity.refused") : t("resources.capacity.clamped")}
          </Text>
          <Conflicts dates={preview.conflicts.dates} />
          <ConflictList holds={preview.conflicts.holds} allocations={preview.conflicts.allocations} />
          {preview.conflicts.allocations.length > 0 && <ToTellLink change={concerned(change)} />}
        </>
      )}
    </article>
  )
}

const concerned = ({ resource_id, start_date, end_date, weekdays = [] }: CapacityChange) => ({
  resource_id: [resource_id],
  start_date,
  end_date,
  weekdays: weekdays.map(String),
})

const Conflicts = ({ dates }: { dates: CapacityConflict[] }) => {
  const { t, date } = useWords()
  return (
    <ul className="txt-small text-ui-fg-subtle max-h-40 list-inside list-disc overflow-y-auto">
      {dates.map(({ date: day, requested, taken }) => (
        <li key={day}>{t("refusals.facts.inUse", { date: date(day, "weekday"), requested, taken })}</li>
      ))}
    </ul>
  )
}

/** What is different from what the operator had looked at. */
const Changed = ({ dates }: { dates: ChangedDate[] }) => {
  const { t, date } = useWords()
  const figures = (day: CalendarDay) => `${takenOf(day)}/${day.max_capacity ?? "–"}`
  return (
    <div>
      <Text size="small" weight="plus">
        {t("resources.capacity.since")}
      </Text>
      <ul className="txt-small text-ui-fg-subtle max-h-40 list-inside list-disc overflow-y-auto">
        {dates.map(({ date: day, before, now }) => (
          <li key={day}>
            {date(day, "weekday")}: <del>{figures(before)}</del> → <ins className="no-underline">{figures(now)}</ins>
          </li>
        ))}
      </ul>
    </div>
  )
}
