import { Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { useWords } from "../../../../hooks/use-words"
import { countDays } from "../../../../lib/dates"
import type { CalendarDate } from "../../../../lib/types"
import { PaymentState } from "./payment-state"
import type { SheetBooking } from "./sheet-of"
import { UnitField } from "./unit-field"

const LINK = "text-ui-fg-interactive hover:text-ui-fg-interactive-hover"

/** What goes out, with whom, what is still to be paid and what to know: in a line on a desk, stacked on a phone. */
export const BookingCard = ({ booking, date }: { booking: SheetBooking; date: CalendarDate }) => {
  const { t, range } = useWords()
  const { first, rows, besides } = booking
  const dayOf = dayOfBooking(first, date)
  const notes = [...new Set(rows.map(({ note }) => note).filter((note): note is string => Boolean(note)))]
  return (
    <li className="grid grid-cols-1 gap-x-6 gap-y-3 px-6 py-4 lg:grid-cols-12">
      <div className="flex flex-col gap-y-3 lg:col-span-5">
        {rows.map((row) => (
          <div key={row.id} className="flex flex-col gap-y-1">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Text weight="plus" leading="compact">
                {row.resource_name}
                {row.quantity > 1 && ` ×${row.quantity}`}
              </Text>
              <UnitField row={row} />
            </div>
            <Text size="small" leading="compact" className="text-ui-fg-subtle">
              {range(row.start_date, row.end_date, "weekday")}
            </Text>
          </div>
        ))}
        {besides.length > 0 && (
          <Text size="small" leading="compact" className="text-ui-fg-subtle">
            {t("runSheet.with", { what: besides.map(({ resource_name }) => resource_name).join(", ") })}
          </Text>
        )}
      </div>
      <div className="flex flex-col gap-y-1 lg:col-span-3">
        <Link
          to={`/bookings/list/${booking.id}`}
          className="txt-compact-medium text-ui-fg-base hover:text-ui-fg-interactive"
        >
          {first.contact_name ?? first.contact_email ?? t("common.conflicts.nobody")}
        </Link>
        {first.contact_phone && (
          <a href={`tel:${first.contact_phone.replace(/[^+\d]/g, "")}`} className={`txt-compact-medium ${LINK}`}>
            {first.contact_phone}
          </a>
        )}
      </div>
      <div className="flex flex-col items-start gap-y-1 empty:hidden lg:col-span-2 lg:empty:flex">
        {first.order_id && (
          <Link to={`/orders/${first.order_id}`} className={`txt-compact-medium ${LINK}`}>
            {first.order_display_id === null ? t("common.order") : `#${first.order_display_id}`}
          </Link>
        )}
        <PaymentState payment={first.payment} />
      </div>
      <div className="flex flex-col gap-y-1 empty:hidden lg:col-span-2 lg:empty:flex">
        {notes.map((note) => (
          <Text key={note} size="small" className="text-ui-fg-subtle whitespace-pre-line">
            {note}
          </Text>
        ))}
        {dayOf !== null && (
          <Text size="small" className="text-ui-fg-muted">
            {t("runSheet.dayOf", { day: dayOf })}
          </Text>
        )}
      </div>
    </li>
  )
}

/** For who reads a day in the middle of a longer booking: which day of it this is. */
const dayOfBooking = ({ start_date, end_date }: SheetBooking["first"], date: CalendarDate): number | null =>
  date > start_date && date < end_date ? countDays(start_date, date) : null
