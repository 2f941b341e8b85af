import { PencilSquare, Trash, ArrowPath } from "@medusajs/icons"
import { createDataTableColumnHelper } from "@medusajs/ui"
import { useMemo } from "react"
import { useNavigate } from "react-router-dom"
import { AllocationStatusBadge } from "../../../../components/badges"
import type { BookingActs } from "../../../../components/booking/use-booking-acts"
import { Claimed, When, Who } from "../../../../components/booking/claim-cells"
import { useWords } from "../../../../hooks/use-words"
import type { ListedAllocation } from "../../../../lib/types"

const column = createDataTableColumnHelper<ListedAllocation>()

export const useBookingColumns = ({ cancel }: Pick<BookingActs, "cancel">) => {
  const { t } = useWords()
  const navigate = useNavigate()
  return useMemo(
    () => [
      column.accessor("start_date", {
        header: t("bookings.columns.when"),
        enableSorting: true,
        sortLabel: t("common.fields.start_date"),
        cell: ({ row: { original } }) => <When claim={original} />,
      }),
      column.accessor("resource_name", {
        header: t("common.fields.resource_id"),
        cell: ({ row: { original }, table }) => {
          const rows = table.getRowModel().rows.map((each) => each.original)
          return <Claimed claim={original} isPart={isPart(original, rows)} />
        },
      }),
      column.accessor("contact_name", {
        header: t("bookings.columns.who"),
        enableSorting: true,
        sortLabel: t("common.fields.contact_name"),
        cell: ({ row: { original } }) => (
          <Who name={original.contact_name} phone={original.contact_phone} email={original.contact_email} />
        ),
      }),
      column.accessor("order_display_id", {
        header: t("common.order"),
        cell: ({ getValue }) => (getValue() === null ? <span className="text-ui-fg-muted">–</span> : `#${getValue()}`),
      }),
      column.accessor("unit_label", {
        header: t("common.fields.unit_label"),
        cell: ({ getValue }) => getValue() ?? <span className="text-ui-fg-muted">–</span>,
      }),
      column.display({
        id: "status",
        header: t("common.fields.status"),
        cell: ({ row }) => <AllocationStatusBadge status={row.original.status} />,
      }),
      column.accessor("created_at", {
        header: t("bookings.columns.made"),
        enableSorting: true,
        sortLabel: t("bookings.columns.made"),
        cell: ({ getValue }) => <Made at={getValue()} />,
      }),
      column.action({
        actions: ({ row: { original } }) => {
          const at = `/bookings/list/${original.booking_id}`
          const edit = {
            icon: <PencilSquare />,
            label: t("common.edit"),
            onClick: () => void navigate(`${at}/edit/${original.id}`),
          }
          if (original.cancelled_at) return [[edit]]
          return [
            [
              edit,
              {
                icon: <ArrowPath />,
                label: t("bookings.move.action"),
                onClick: () => void navigate(`${at}/move/${original.id}`),
              },
            ],
            [{ icon: <Trash />, label: t("bookings.cancel.action"), onClick: () => void cancel(original) }],
          ]
        },
      }),
    ],
    // `cancel` is made anew on each render and does the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [t, navigate],
  )
}

/** Another row of this page is of the same booking. */
const isPart = ({ id, booking_id }: ListedAllocation, rows: ListedAllocation[]) =>
  rows.some((row) => row.booking_id === booking_id && row.id !== id)

const Made = ({ at }: { at: string }) => {
  const { relative } = useWords()
  return <span className="whitespace-nowrap">{relative(at)}</span>
}
