import type { Booking } from "./bookings"
import { dateOf, dayNumber } from "./calendar"

/** Units taken, by room and date; a date that is not there has none. */
export type Occupancy = Map<string, Map<string, number>>

/**
 * Who is there each night, counted as a porter would: arrivals come, departures go, the others are still there. The
 * plugin counts dates of claims instead, so that a mistake would have to be made twice, in two ways.
 */
export function occupancyOf(bookings: Booking[]): Occupancy {
  const comings = new Map<string, Map<number, number>>()
  for (const { room, arrival_date, departure_date } of bookings) {
    const changes = comings.get(room) ?? new Map<number, number>()
    comings.set(room, changes)
    for (const [date, change] of [[arrival_date, 1] as const, [departure_date, -1] as const]) {
      const day = dayNumber(date)
      changes.set(day, (changes.get(day) ?? 0) + change)
    }
  }
  return new Map([...comings].map(([room, changes]) => [room, nightsOf(changes)]))
}

function nightsOf(changes: Map<number, number>): Map<string, number> {
  const days = [...changes.keys()]
  const last = Math.max(...days)
  const nights = new Map<string, number>()
  for (let day = Math.min(...days), present = 0; day <= last; day++) {
    present += changes.get(day) ?? 0
    if (present > 0) nights.set(dateOf(day), present)
  }
  return nights
}

/**
 * The most bookings of each room that ever wanted one night, the cancelled ones included: with that many units no order
 * of bookings and cancellations can meet a refusal.
 */
export function peaksOf(bookings: Booking[]): Map<string, number> {
  return new Map([...occupancyOf(bookings)].map(([room, nights]) => [room, Math.max(...nights.values())]))
}
