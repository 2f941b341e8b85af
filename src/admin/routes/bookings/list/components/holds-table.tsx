import { useBookingActs } from "../../../../components/booking/use-booking-acts"
import { DeskTable } from "../../../../components/desk-table"
import { RefusalAlert } from "../../../../components/refusal-alert"
import { useHolds } from "../../../../hooks/use-holds"
import { useTableQuery } from "../../../../hooks/use-table-query"
import { useWords } from "../../../../hooks/use-words"
import { BOOKING_FILTERS, useClaimFilters } from "./use-claim-filters"
import { useHoldColumns } from "./use-hold-columns"
import { useNewLinks } from "./use-new-links"

/** What a hold has become is a booking, and stands there; the rest is a matter of asking for it. */
const STILL_HELD = ["ACTIVE"]

export const HoldsTable = () => {
  const { t } = useWords()
  const query = useTableQuery(BOOKING_FILTERS)
  const list = useHolds(
    { ...query, status: query.status ?? STILL_HELD, order: query.order ?? "expires_at" },
    { isLive: true },
  )
  const acts = useBookingActs()
  const columns = useHoldColumns(acts, { now: list.data?.now, readAt: list.dataUpdatedAt })
  const filters = useClaimFilters(
    (["ACTIVE", "CONFIRMED", "RELEASED", "EXPIRED"] as const).map((value) => ({
      value,
      label: t(`common.holdStatus.${value}`),
    })),
  )
  return (
    <div className="flex flex-col gap-y-3">
      <RefusalAlert error={acts.error} />
      <DeskTable
        title={t("bookings.tabs.holds")}
        text={t("bookings.holdsSubtitle")}
        links={useNewLinks()}
        query={list}
        rows={list.data?.holds}
        count={list.data?.count}
        columns={columns}
        filters={filters}
        rowHref={({ booking_id }) => `/bookings/list/${booking_id}`}
        emptyState={{
          empty: { heading: t("bookings.noHolds.title"), description: t("bookings.noHolds.text") },
          filtered: { heading: t("bookings.noneFound.title"), description: t("bookings.noneFound.text") },
        }}
      />
    </div>
  )
}
