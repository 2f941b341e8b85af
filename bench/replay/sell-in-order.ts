import { dateOf, dayNumber } from "./calendar"
import type { BookingEvent } from "./events"
import type { Occupancy } from "./occupancy"

export interface Sold {
  occupancy: Occupancy
  /** Lines of the bookings that found a night sold out. */
  refused: number[]
}

/** What a clerk with one book and nobody beside him would sell: every night of a stay or none of it. */
export function sellInOrder(events: BookingEvent[], capacities: Map<string, number>): Sold {
  const occupancy: Occupancy = new Map([...capacities.keys()].map((room) => [room, new Map<string, number>()]))
  const refused = new Set<number>()
  for (const { kind, booking } of events) {
    const { line, room, arrival_date, departure_date } = booking
    const nights = occupancy.get(room)!
    const stay: string[] = []
    for (let day = dayNumber(arrival_date); day < dayNumber(departure_date); day++) stay.push(dateOf(day))
    const take = (units: number) => stay.forEach((night) => nights.set(night, (nights.get(night) ?? 0) + units))

    if (kind === "cancel") {
      if (!refused.has(line)) take(-1)
    } else if (stay.every((night) => (nights.get(night) ?? 0) < capacities.get(room)!)) {
      take(1)
    } else {
      refused.add(line)
    }
  }
  return { occupancy, refused: [...refused] }
}
