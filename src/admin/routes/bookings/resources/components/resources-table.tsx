import { DataTable } from "@medusajs/dashboard/components"
import { Container } from "@medusajs/ui"
import { useState } from "react"
import { useNavigate } from "react-router-dom"
import { LoadError } from "../../../../components/page-states"
import { useResources } from "../../../../hooks/use-resources"
import { PAGE_SIZE, useTableQuery } from "../../../../hooks/use-table-query"
import { useWords } from "../../../../hooks/use-words"
import { useResourceColumns } from "./use-resource-columns"
import { useResourceFilters } from "./use-resource-filters"

const FILTERS = ["type", "is_active"] as const

export const ResourcesTable = () => {
  const { t } = useWords()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<Record<string, boolean>>({})
  const query = useTableQuery(FILTERS)
  const { data, isPending, isError, error, refetch } = useResources({ ...query, with: "desk" })
  const columns = useResourceColumns()
  const filters = useResourceFilters()

  if (isError && !data) {
    return (
      <Container className="p-0">
        <LoadError error={error} onRetry={() => void refetch()} />
      </Container>
    )
  }
  return (
    <Container className="overflow-hidden p-0">
      <DataTable
        heading={t("resources.title")}
        subHeading={t("resources.subtitle")}
        data={data?.resources}
        rowCount={data?.count}
        pageSize={PAGE_SIZE}
        columns={columns}
        filters={filters}
        isLoading={isPending}
        getRowId={({ id }) => id}
        rowHref={({ id }) => `/bookings/resources/${id}`}
        rowSelection={{ state: chosen, onRowSelectionChange: setChosen }}
        commands={[
          {
            label: t("resources.capacity.command"),
            shortcut: "c",
            action: (selection) =>
              void navigate(`/bookings/resources/capacity?resources=${Object.keys(selection).join(",")}`),
          },
        ]}
        actions={[
          { label: t("resources.capacity.command"), to: "/bookings/resources/capacity" },
          { label: t("common.create"), to: "/bookings/resources/create" },
        ]}
        emptyState={{
          empty: { heading: t("resources.empty.title"), description: t("resources.empty.text") },
          filtered: { heading: t("resources.noneFound.title"), description: t("resources.noneFound.text") },
        }}
      />
    </Container>
  )
}
