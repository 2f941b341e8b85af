import type { RunSheet, RunSheetRow } from "../../../../hooks/use-run-sheet"
import type { BookedWith } from "../../../../lib/types"

export type Part = "departures" | "returns" | "inUse"
/** What one customer has of a part of the day, such as a vehicle and its guide; `besides` is booked for other days. */
export type SheetBooking = { id: string; rows: RunSheetRow[]; first: RunSheetRow; besides: BookedWith[] }

/** The parts of a day in the order of the work; what leaves or comes back is not told once more as in use. */
export const sheetOf = ({ departures, returns, in_use }: RunSheet): { part: Part; bookings: SheetBooking[] }[] => {
  const told = new Set([...departures, ...returns].map(({ id }) => id))
  return [
    { part: "departures", bookings: byBooking(departures) },
    { part: "returns", bookings: byBooking(returns) },
    { part: "inUse", bookings: byBooking(in_use.filter(({ id }) => !told.has(id))) },
  ]
}

const byBooking = (rows: RunSheetRow[]): SheetBooking[] => {
  const bookings = new Map<string, RunSheetRow[]>()
  for (const row of rows) bookings.set(row.booking_id, [...(bookings.get(row.booking_id) ?? []), row])
  return [...bookings].map(([id, of]) => {
    const here = new Set(of.map((row) => row.id))
    return { id, rows: of, first: of[0]!, besides: of[0]!.booked_with.filter((other) => !here.has(other.id)) }
  })
}
