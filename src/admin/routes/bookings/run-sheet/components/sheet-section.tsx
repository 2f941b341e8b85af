import { Container, Heading, Text } from "@medusajs/ui"
import { useWords } from "../../../../hooks/use-words"
import type { CalendarDate } from "../../../../lib/types"
import { BookingCard } from "./booking-card"
import type { Part, SheetBooking } from "./sheet-of"

type SheetSectionProps = { part: Part; bookings: SheetBooking[]; date: CalendarDate }

export const SheetSection = ({ part, bookings, date }: SheetSectionProps) => {
  const { t, number } = useWords()
  return (
    <Container className="divide-y p-0">
      <div className="flex items-baseline gap-x-2 px-6 py-3">
        <Heading level="h2">{t(`runSheet.parts.${part}`)}</Heading>
        <Text size="small" className="text-ui-fg-muted tabular-nums">
          {number(bookings.length)}
        </Text>
      </div>
      {bookings.length === 0 ? (
        <Text size="small" className="text-ui-fg-muted px-6 py-4">
          {t(`runSheet.nothing.${part}`)}
        </Text>
      ) : (
        <ul className="divide-ui-border-base divide-y">
          {bookings.map((booking) => (
            <BookingCard key={booking.id} booking={booking} date={date} />
          ))}
        </ul>
      )}
    </Container>
  )
}
