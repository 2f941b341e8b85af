import { Button, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { useBookingActs, type BookingActs } from "../../../../components/booking/use-booking-acts"
import { useWords } from "../../../../hooks/use-words"
import type { Day } from "../../../../lib/types"
import { useOverCalendar } from "../use-over-calendar"
import { DayPart } from "./day-part"

type Booked = Day["allocations"][number]

export const DayBookings = ({ allocations }: { allocations: Booked[] }) => {
  const { t } = useWords()
  const acts = useBookingActs()
  return (
    <DayPart
      title={t("calendar.bookings.title")}
      empty={allocations.length === 0 ? t("calendar.bookings.none") : undefined}
      error={acts.error}
    >
      <ul className="flex flex-col gap-y-3">
        {allocations.map((allocation) => (
          <BookedClaim key={allocation.id} allocation={allocation} acts={acts} />
        ))}
      </ul>
    </DayPart>
  )
}

const BookedClaim = ({ allocation, acts }: { allocation: Booked; acts: BookingActs }) => {
  const { t, range } = useWords()
  const open = useOverCalendar()
  const { contact_name, contact_phone, contact_email, note, unit_label, order_id, order_display_id } = allocation
  return (
    <li className="shadow-elevation-card-rest bg-ui-bg-component flex flex-col gap-y-1 rounded-lg px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <Link
          to={`/bookings/list/${allocation.booking_id}`}
          className="txt-compact-small-plus text-ui-fg-interactive hover:text-ui-fg-interactive-hover min-w-0 truncate"
        >
          {contact_name ?? contact_email ?? contact_phone ?? t("calendar.staffBooking")}
        </Link>
        {order_id && (
          <Link
            to={`/orders/${order_id}`}
            className="txt-compact-small text-ui-fg-interactive hover:text-ui-fg-interactive-hover"
          >
            {t("common.order")} {order_display_id === null ? null : `#${order_display_id}`}
          </Link>
        )}
      </div>
      <Text size="small" className="text-ui-fg-subtle">
        {[
          range(allocation.start_date, allocation.end_date, "short"),
          t("common.units", { count: allocation.quantity }),
          unit_label,
          contact_phone,
        ]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      {note && <Text size="small">{note}</Text>}
      <div className="flex flex-wrap gap-2 pt-1">
        <Button size="small" variant="secondary" onClick={() => open(`move/${allocation.id}`)}>
          {t("bookings.move.action")}
        </Button>
        <Button size="small" variant="secondary" disabled={acts.isBusy} onClick={() => void acts.cancel(allocation)}>
          {t("bookings.cancel.action")}
        </Button>
      </div>
    </li>
  )
}
