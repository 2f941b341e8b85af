import { useState } from "react"
import { useNavigate } from "react-router-dom"
import { DeskTable } from "../../../../components/desk-table"
import { useResources } from "../../../../hooks/use-resources"
import { useTableQuery } from "../../../../hooks/use-table-query"
import { useWords } from "../../../../hooks/use-words"
import { useResourceColumns } from "./use-resource-columns"
import { useResourceFilters } from "./use-resource-filters"

const FILTERS = ["type", "is_active"] as const

/** What is chosen can be given a capacity at once. */
export const ResourcesTable = () => {
  const { t } = useWords()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<Record<string, boolean>>({})
  const query = useResources({ ...useTableQuery(FILTERS), with: "desk" })
  return (
    <DeskTable
      title={t("resources.title")}
      text={t("resources.subtitle")}
      links={[
        { label: t("resources.capacity.command"), to: "/bookings/resources/capacity" },
        { label: t("common.create"), to: "/bookings/resources/create" },
      ]}
      query={query}
      rows={query.data?.resources}
      count={query.data?.count}
      columns={useResourceColumns()}
      filters={useResourceFilters()}
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
      emptyState={{
        empty: { heading: t("resources.empty.title"), description: t("resources.empty.text") },
        filtered: { heading: t("resources.noneFound.title"), description: t("resources.noneFound.text") },
      }}
    />
  )
}
