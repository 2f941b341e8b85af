import { ArrowDownTray } from "@medusajs/icons"
import { Button, toast } from "@medusajs/ui"
import { useMutation } from "@tanstack/react-query"
import { RefusalAlert } from "../../../../components/refusal-alert"
import { exportAllocations } from "../../../../hooks/use-allocations"
import { useTableQuery } from "../../../../hooks/use-table-query"
import { useWords } from "../../../../hooks/use-words"
import { saveFile } from "../../../../lib/save-file"
import { BOOKING_FILTERS } from "./use-claim-filters"

/** All rows that the filters find, not only this page of them. */
export const ExportButton = () => {
  const { t } = useWords()
  const { limit: _limit, offset: _offset, order: _order, ...filters } = useTableQuery(BOOKING_FILTERS)
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => exportAllocations(filters),
    onSuccess: ({ file, truncated }) => {
      saveFile(file, "bookings.csv")
      if (truncated) toast.warning(t("bookings.export.truncated"))
    },
  })
  return (
    <div className="flex flex-wrap items-center gap-3">
      <RefusalAlert error={error} />
      <Button size="small" variant="secondary" isLoading={isPending} onClick={() => mutate()}>
        <ArrowDownTray />
        {t("bookings.export.button")}
      </Button>
    </div>
  )
}
