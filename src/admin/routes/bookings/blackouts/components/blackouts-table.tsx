import { DataTable } from "@medusajs/dashboard/components"
import { Container } from "@medusajs/ui"
import { LoadError } from "../../../../components/page-states"
import { RefusalAlert } from "../../../../components/refusal-alert"
import { useBlackouts } from "../../../../hooks/use-blackouts"
import { PAGE_SIZE, useTableQuery } from "../../../../hooks/use-table-query"
import { useWords } from "../../../../hooks/use-words"
import { CloseNow } from "./close-now"
import { useBlackoutColumns } from "./use-blackout-columns"
import { useBlackoutFilters } from "./use-blackout-filters"
import { useBlackoutRemoval } from "./use-blackout-removal"

const FILTERS = ["resource_id", "resource_type", "start_date", "end_date"] as const

export const BlackoutsTable = () => {
  const { t } = useWords()
  const query = useTableQuery(FILTERS)
  const { data, isPending, isError, error, refetch } = useBlackouts({ ...query, order: query.order ?? "-start_date" })
  const removal = useBlackoutRemoval()
  const columns = useBlackoutColumns(removal.ask)
  const filters = useBlackoutFilters()

  if (isError && !data) {
    return (
      <Container className="p-0">
        <LoadError error={error} onRetry={() => void refetch()} />
      </Container>
    )
  }
  return (
    <div className="flex flex-col gap-y-3">
      <CloseNow />
      <RefusalAlert error={removal.error} />
      <Container className="overflow-hidden p-0">
        <DataTable
          heading={t("blackouts.title")}
          subHeading={t("blackouts.subtitle")}
          data={data?.blackouts}
          rowCount={data?.count}
          pageSize={PAGE_SIZE}
          columns={columns}
          filters={filters}
          isLoading={isPending}
          getRowId={({ id }) => id}
          rowHref={({ id }) => `/bookings/blackouts/edit/${id}`}
          actions={[{ label: t("common.create"), to: "/bookings/blackouts/create" }]}
          emptyState={{
            empty: { heading: t("blackouts.empty.title"), description: t("blackouts.empty.text") },
            filtered: { heading: t("blackouts.noneFound.title"), description: t("blackouts.noneFound.text") },
          }}
        />
      </Container>
    </div>
  )
}
