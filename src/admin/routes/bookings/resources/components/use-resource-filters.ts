import { createDataTableFilterHelper } from "@medusajs/ui"
import { useResourceTypes } from "../../../../hooks/use-resources"
import { useWords } from "../../../../hooks/use-words"
import type { Resource } from "../../../../lib/types"

const filter = createDataTableFilterHelper<Resource>()

export const useResourceFilters = () => {
  const { t } = useWords()
  const types = useResourceTypes()
  return [
    filter.accessor("type", {
      type: "multiselect",
      label: t("common.fields.type"),
      options: types.map((type) => ({ label: type, value: type })),
    }),
    filter.accessor("is_active", {
      type: "radio",
      label: t("common.fields.status"),
      options: [
        { label: t("common.resourceStatus.active"), value: "true" },
        { label: t("common.resourceStatus.inactive"), value: "false" },
      ],
    }),
  ]
}
