import { createDataTableFilterHelper, type DataTableFilter } from "@medusajs/ui"
import { DateField } from "../../../../components/date-fields"
import { ResourcePicker } from "../../../../components/resource-picker"
import { useResourceTypes } from "../../../../hooks/use-resources"
import { useWords } from "../../../../hooks/use-words"
import type { ListedAllocation } from "../../../../lib/types"

export const BOOKING_FILTERS = ["status", "resource_id", "type", "start_date", "end_date"] as const

type Filtered = Pick<ListedAllocation, "status" | "resource_id" | "start_date" | "end_date"> & { type: string }
const filter = createDataTableFilterHelper<Filtered>()

type Chosen = { value: unknown; onChange: (value: unknown) => void }
const textOf = (value: unknown) => (typeof value === "string" ? value : "")

/** The filters that bookings and holds share; the states are each one's own. */
export const useClaimFilters = (states: { label: string; value: string }[]): DataTableFilter[] => {
  const { t } = useWords()
  const types = useResourceTypes()
  return [
    filter.accessor("status", { type: "multiselect", label: t("common.fields.status"), options: states }),
    filter.accessor("resource_id", {
      type: "custom",
      label: t("common.fields.resource_id"),
      render: ({ value, onChange }: Chosen) => (
        <div className="w-64 p-2">
          <ResourcePicker
            aria-label={t("common.fields.resource_id")}
            value={textOf(value)}
            onChange={(id) => onChange(id || undefined)}
          />
        </div>
      ),
    }),
    filter.accessor("type", {
      type: "radio",
      label: t("common.fields.type"),
      options: types.map((type) => ({ label: type, value: type })),
    }),
    ...(["start_date", "end_date"] as const).map((id) =>
      filter.accessor(id, {
        type: "custom",
        label: t(`bookings.filters.${id}`),
        render: ({ value, onChange }: Chosen) => (
          <div className="w-56 p-2">
            <DateField
              size="small"
              label={t(`bookings.filters.${id}`)}
              value={textOf(value) || null}
              onChange={(date) => onChange(date ?? undefined)}
            />
          </div>
        ),
      }),
    ),
  ]
}
