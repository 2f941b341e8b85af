import { dayNumber, plusDays } from "./calendar"

export interface Booking {
  /** Its line in the file, the header being 1. */
  line: number
  booked_on: string
  arrival_date: string
  departure_date: string
  /** Hotel and room type, such as "resort A": what is sold as one resource. */
  room: string
  /** The day it was cancelled; null for a guest who came, and for one who did not and keeps his dates. */
  cancelled_on: string | null
}

const HEADER = "booked_on,arrival_date,nights,hotel,room_type,outcome,outcome_date"
const OUTCOMES = ["check_out", "canceled", "no_show"]

/** The bookings of the file, in its order. A stay of 0 nights is day use and takes its one date, as a night. */
export function readBookings(csv: string): Booking[] {
  const [header, ...lines] = csv.trimEnd().split("\n")
  if (header !== HEADER) throw new Error(`The file begins with "${header}" instead of "${HEADER}"`)
  return lines.map((text, i) => {
    const fields = text.split(",")
    const [booked_on, arrival_date, nights, hotel, room_type, outcome, outcome_date] = fields as Fields
    if (fields.length !== 7 || !/^\d+$/.test(nights) || !OUTCOMES.includes(outcome)) {
      throw new Error(`Line ${i + 2} is no booking: ${text}`)
    }
    return {
      line: i + 2,
      booked_on,
      arrival_date,
      departure_date: plusDays(arrival_date, Math.max(1, Number(nights))),
      room: `${hotel} ${room_type}`,
      cancelled_on: outcome === "canceled" ? outcome_date : null,
    }
  })
}

type Fields = [string, string, string, string, string, string, string]

/** The fewest whole weeks after which the first arrival lies after tomorrow: weekends stay weekends. */
export function weeksAhead(bookings: Booking[], today: string): number {
  const first = Math.min(...bookings.map(({ arrival_date }) => dayNumber(arrival_date)))
  return Math.ceil((dayNumber(today) + 2 - first) / 7)
}

export function shiftBookings(bookings: Booking[], weeks: number): Booking[] {
  const shift = (date: string) => plusDays(date, weeks * 7)
  return bookings.map((booking) => ({
    ...booking,
    booked_on: shift(booking.booked_on),
    arrival_date: shift(booking.arrival_date),
    departure_date: shift(booking.departure_date),
    cancelled_on: booking.cancelled_on && shift(booking.cancelled_on),
  }))
}
