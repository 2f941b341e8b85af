import { Skeleton } from "@medusajs/ui"
import { useWords } from "../../../hooks/use-words"

const ROWS = 8

/** The calendar's shape while it comes. */
export const CalendarSkeleton = () => {
  const { t } = useWords()
  return (
    <div role="status" aria-label={t("common.loading")} className="flex flex-col divide-y border-t">
      {Array.from({ length: ROWS }, (_, row) => (
        <div key={row} className="flex items-center gap-x-4 px-4 py-4 sm:px-6">
          <Skeleton className="h-5 w-24 shrink-0 sm:w-40" />
          <Skeleton className="h-9 flex-1" />
        </div>
      ))}
    </div>
  )
}
