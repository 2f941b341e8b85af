import type ResourceBookingModuleService from "../../src/modules/resource_booking/service"
import { plusDays } from "./calendar"
import type { SeenDate } from "./compare"

/** Where the hotels are: it decides when a date is past. */
const TIMEZONE = "Europe/Lisbon"
// What one call of setCapacity or getCalendar covers at most.
const LONGEST_RANGE_DAYS = 366

export const todayThere = (): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: TIMEZONE, dateStyle: "short" }).format(new Date())

export interface Season {
  first: string
  last: string
}

/** One resource by the night for each room, open all season; answers their ids. */
export async function openRooms(
  service: ResourceBookingModuleService,
  capacities: Map<string, number>,
  season: Season,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const [room, max_capacity] of capacities) {
    const { id } = await service.createResource({
      name: room,
      type: "ROOM",
      booking_unit: "NIGHT",
      timezone: TIMEZONE,
    })
    ids.set(room, id)
    for (const part of partsOf(season)) await service.setCapacity({ resource_id: id, max_capacity, ...part })
  }
  return ids
}

/** Every date of every room as the operator's calendar shows it. */
export async function readCalendar(
  service: ResourceBookingModuleService,
  rooms: Map<string, string>,
  season: Season,
): Promise<SeenDate[]> {
  const seen: SeenDate[] = []
  for (const [room, id] of rooms) {
    for (const part of partsOf(season)) {
      const { resources } = await service.getCalendar({ resource_ids: [id], ...part })
      for (const { date, max_capacity, available_capacity, allocated, held, expired } of resources[0]!.dates) {
        seen.push({
          room,
          date,
          counted: (max_capacity ?? 0) - available_capacity,
          allocated,
          held: held + expired,
        })
      }
    }
  }
  return seen
}

function partsOf({ first, last }: Season): { start_date: string; end_date: string }[] {
  const parts: { start_date: string; end_date: string }[] = []
  for (let start = first; start <= last; start = plusDays(start, LONGEST_RANGE_DAYS)) {
    const end = plusDays(start, LONGEST_RANGE_DAYS - 1)
    parts.push({ start_date: start, end_date: end < last ? end : last })
  }
  return parts
}
