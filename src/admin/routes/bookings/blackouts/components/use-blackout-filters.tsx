import { createDataTableFilterHelper } from "@medusajs/ui"
import { DateField } from "../../../../components/date-fields"
import { ResourcePicker } from "../../../../components/resource-picker"
import { useResourceTypes } from "../../../../hooks/use-resources"
import { useWords } from "../../../../hooks/use-words"
import type { ListedBlackout } from "../../../../lib/types"

const filter = createDataTableFilterHelper<ListedBlackout>()

type Chosen = { value: unknown; onChange: (value: unknown) => void }
const textOf = (value: unknown) => (typeof value === "string" ? value : "")

export const useBlackoutFilters = () => {
  const { t } = useWords()
  const types = useResourceTypes()
  return [
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
    filter.accessor("resource_type", {
      type: "radio",
      label: t("common.fields.resource_type"),
      options: types.map((type) => ({ label: type, value: type })),
    }),
    ...(["start_date", "end_date"] as const).map((id) =>
      filter.accessor(id, {
        type: "custom",
        label: t(id === "start_date" ? "blackouts.from" : "blackouts.until"),
        render: ({ value, onChange }: Chosen) => (
          <div className="w-56 p-2">
            <DateField
              size="small"
              label={t(id === "start_date" ? "blackouts.from" : "blackouts.until")}
              value={textOf(value) || null}
              onChange={(date) => onChange(date ?? undefined)}
            />
          </div>
        ),
      }),
    ),
  ]
}
