import type { Booking } from "./bookings"

export interface BookingEvent {
  kind: "book" | "cancel"
  on: string
  booking: Booking
}

/** What happened, day by day; on one day all bookings come before all cancellations, each in the file's order. */
export function eventsOf(bookings: Booking[]): BookingEvent[] {
  const booked = bookings.map((booking): BookingEvent => ({ kind: "book", on: booking.booked_on, booking }))
  const cancelled = bookings.flatMap((booking): BookingEvent[] =>
    booking.cancelled_on ? [{ kind: "cancel", on: booking.cancelled_on, booking }] : [],
  )
  // The sort is stable: what compares equal keeps the order of this list.
  return [...booked, ...cancelled].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}
