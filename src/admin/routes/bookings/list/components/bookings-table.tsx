import { DeskTable } from "../../../../components/desk-table"
import { RefusalAlert } from "../../../../components/refusal-alert"
import { useBookingActs } from "../../../../components/booking/use-booking-acts"
import { useAllocations } from "../../../../hooks/use-allocations"
import { useTableQuery } from "../../../../hooks/use-table-query"
import { useWords } from "../../../../hooks/use-words"
import { useBookingColumns } from "./use-booking-columns"
import { BOOKING_FILTERS, useClaimFilters } from "./use-claim-filters"
import { useNewLinks } from "./use-new-links"

export const BookingsTable = () => {
  const { t } = useWords()
  const query = useTableQuery(BOOKING_FILTERS)
  const list = useAllocations({ ...query, order: query.order ?? "-created_at" }, { isLive: true })
  const acts = useBookingActs()
  const columns = useBookingColumns(acts)
  const filters = useClaimFilters(
    (["CONFIRMED", "CANCELLED"] as const).map((value) => ({ value, label: t(`common.allocationStatus.${value}`) })),
  )
  return (
    <div className="flex flex-col gap-y-3">
      <RefusalAlert error={acts.error} />
      <DeskTable
        title={t("bookings.tabs.bookings")}
        text={t("bookings.subtitle")}
        links={useNewLinks()}
        query={list}
        rows={list.data?.allocations}
        count={list.data?.count}
        columns={columns}
        filters={filters}
        rowHref={({ booking_id }) => `/bookings/list/${booking_id}`}
        emptyState={{
          empty: { heading: t("bookings.empty.title"), description: t("bookings.empty.text") },
          filtered: { heading: t("bookings.noneFound.title"), description: t("bookings.noneFound.text") },
        }}
      />
    </div>
  )
}
