import { CheckCircle, Clock, Trash } from "@medusajs/icons"
import { createDataTableColumnHelper } from "@medusajs/ui"
import { useMemo } from "react"
import { useNavigate } from "react-router-dom"
import { Claimed, When, Who } from "../../../../components/booking/claim-cells"
import { HoldState } from "../../../../components/booking/hold-state"
import type { BookingActs } from "../../../../components/booking/use-booking-acts"
import { wordsOfHold } from "../../../../components/booking/words-schema"
import { useWords } from "../../../../hooks/use-words"
import type { Instant, ListedHold } from "../../../../lib/types"

const column = createDataTableColumnHelper<ListedHold>()
type Reading = { now: Instant | undefined; readAt: number }

export const useHoldColumns = (
  { extend, release }: Pick<BookingActs, "extend" | "release">,
  { now, readAt }: Reading,
) => {
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
      column.display({
        id: "who",
        header: t("bookings.columns.who"),
        cell: ({ row: { original } }) => {
          const { contact_name, contact_phone, contact_email } = wordsOfHold(original)
          return <Who name={contact_name} phone={contact_phone} email={contact_email} />
        },
      }),
      column.accessor("source", {
        header: t("bookings.columns.from"),
        cell: ({ row: { original } }) => <>{t(`bookings.source.${original.source}`)}</>,
      }),
      column.accessor("expires_at", {
        header: t("common.fields.status"),
        enableSorting: true,
        sortLabel: t("bookings.columns.ends"),
        cell: ({ row: { original } }) => <HoldState hold={original} now={now} readAt={readAt} />,
      }),
      column.action({
        actions: ({ row: { original } }) =>
          original.status === "ACTIVE"
            ? [
                [
                  {
                    icon: <CheckCircle />,
                    label: t("bookings.bookHeld.action"),
                    onClick: () => void navigate(`/bookings/list/${original.booking_id}/confirm/${original.id}`),
                  },
                  { icon: <Clock />, label: t("bookings.extend"), onClick: () => void extend(original) },
                ],
                [{ icon: <Trash />, label: t("bookings.release.action"), onClick: () => void release(original) }],
              ]
            : [],
      }),
    ],
    // The acts are made anew on each render and do the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [t, navigate, now, readAt],
  )
}

const isPart = ({ id, booking_id }: ListedHold, rows: ListedHold[]) =>
  rows.some((row) => row.booking_id === booking_id && row.id !== id)
