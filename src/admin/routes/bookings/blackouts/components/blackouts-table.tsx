import { DeskTable } from "../../../../components/desk-table"
import { RefusalAlert } from "../../../../components/refusal-alert"
import { useBlackouts } from "../../../../hooks/use-blackouts"
import { useTableQuery } from "../../../../hooks/use-table-query"
import { useWords } from "../../../../hooks/use-words"
import { CloseNow } from "./close-now"
import { useBlackoutColumns } from "./use-blackout-columns"
import { useBlackoutFilters } from "./use-blackout-filters"
import { useBlackoutRemoval } from "./use-blackout-removal"

const FILTERS = ["resource_id", "resource_type", "start_date", "end_date"] as const

/** The latest first, unless the address says otherwise. */
export const BlackoutsTable = () => {
  const { t } = useWords()
  const asked = useTableQuery(FILTERS)
  const query = useBlackouts({ ...asked, order: asked.order ?? "-start_date" })
  const removal = useBlackoutRemoval()
  return (
    <div className="flex flex-col gap-y-3">
      <CloseNow />
      <RefusalAlert error={removal.error} />
      <DeskTable
        title={t("blackouts.title")}
        text={t("blackouts.subtitle")}
        links={[{ label: t("common.create"), to: "/bookings/blackouts/create" }]}
        query={query}
        rows={query.data?.blackouts}
        count={query.data?.count}
        columns={useBlackoutColumns(removal.ask)}
        filters={useBlackoutFilters()}
        rowHref={({ id }) => `/bookings/blackouts/edit/${id}`}
        emptyState={{
          empty: { heading: t("blackouts.empty.title"), description: t("blackouts.empty.text") },
          filtered: { heading: t("blackouts.noneFound.title"), description: t("blackouts.noneFound.text") },
        }}
      />
    </div>
  )
}
