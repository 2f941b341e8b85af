import { createDataTableColumnHelper, Text, Tooltip } from "@medusajs/ui"
import { useMemo } from "react"
import { ResourceStatusBadge, TypeBadge } from "../../../../components/badges"
import { TakenMeter } from "../../../../components/taken-meter"
import { useWords, type Words } from "../../../../hooks/use-words"
import { takenOf } from "../../../../lib/claims"
import { addDays } from "../../../../lib/dates"
import type { CalendarDay, ListedResource } from "../../../../lib/types"

const column = createDataTableColumnHelper<ListedResource>()

/** Bookings end within this many days: time to open more. */
const SOON_DAYS = 30

export const useResourceColumns = () => {
  const words = useWords()
  return useMemo(() => {
    const { t, percent } = words
    return [
      column.select(),
      column.accessor("name", {
        header: t("common.fields.name"),
        enableSorting: true,
        sortLabel: t("common.fields.name"),
        cell: ({ row: { original } }) => <span className="text-ui-fg-base">{original.name}</span>,
      }),
      column.accessor("type", {
        header: t("common.fields.type"),
        enableSorting: true,
        sortLabel: t("common.fields.type"),
        cell: ({ getValue }) => <TypeBadge type={getValue()} />,
      }),
      column.display({
        id: "status",
        header: t("common.fields.status"),
        cell: ({ row }) => <ResourceStatusBadge resource={row.original} />,
      }),
      column.display({
        id: "today",
        header: t("common.today"),
        cell: ({ row }) => <Today day={row.original.desk?.today} />,
      }),
      column.display({
        id: "next_30_days",
        header: t("resources.columns.next30Days"),
        cell: ({ row }) => {
          const ahead = row.original.desk?.next_30_days
          return ahead?.capacity ? <span className="tabular-nums">{percent(ahead.utilisation)}</span> : <Nothing />
        },
      }),
      column.display({
        id: "last_open_date",
        header: t("resources.columns.lastOpenDate"),
        cell: ({ row }) => <LastOpenDate resource={row.original} words={words} />,
      }),
    ]
  }, [words])
}

const Nothing = () => <span className="text-ui-fg-subtle">–</span>

const Today = ({ day }: { day: CalendarDay | undefined }) => {
  const { t } = useWords()
  if (!day) return <Nothing />
  if (day.blackouts.length > 0) {
    return (
      <Tooltip content={day.blackouts.map(({ reason }) => reason).join(", ")}>
        <Text size="small" className="text-ui-fg-subtle">
          {t("common.availability.CLOSED")}
        </Text>
      </Tooltip>
    )
  }
  if (day.max_capacity === null) {
    return (
      <Text size="small" className="text-ui-fg-subtle">
        {t("resources.notOpen")}
      </Text>
    )
  }
  return <TakenMeter taken={takenOf(day)} capacity={day.max_capacity} />
}

const LastOpenDate = ({ resource, words }: { resource: ListedResource; words: Words }) => {
  if (!resource.desk) return <Nothing />
  const { last_open_date: last, today } = resource.desk
  if (!last) return <span className="text-ui-tag-red-text">{words.t("resources.notOpen")}</span>
  const isSoon = last < addDays(today.date, SOON_DAYS)
  return <span className={isSoon ? "text-ui-tag-orange-text" : undefined}>{words.date(last)}</span>
}
