import fs from "node:fs"
import path from "node:path"
import type { ExecArgs } from "@medusajs/framework/types"
import type ResourceBookingModuleService from "../../src/modules/resource_booking/service"
import { readBookings, shiftBookings, weeksAhead } from "./bookings"
import { plusDays } from "./calendar"
import { differences, wronglyDecided } from "./compare"
import { eventsOf } from "./events"
import { openRooms, readCalendar, todayThere } from "./hotel"
import { occupancyOf, peaksOf } from "./occupancy"
import { replay } from "./replay"
import { sellInOrder } from "./sell-in-order"

const FILE = path.join("bench", "data", "hotel-bookings.csv")

/**
 * `medusa exec`: one pass over the file in an empty database, then the comparison; the figures and the faults go to
 * `result` as JSON. Capacity is the peak divided by `scarcity`: with 1 everybody finds room and the order of events
 * does not matter, with more some are refused, which only one worker makes predictable.
 */
export default async function pass({ container, args }: ExecArgs) {
  const [workers, scarcity, result] = args as [string, string, string]
  const service = container.resolve<ResourceBookingModuleService>("resource_booking")

  const recorded = readBookings(fs.readFileSync(FILE, "utf8"))
  const weeks = weeksAhead(recorded, todayThere())
  const bookings = shiftBookings(recorded, weeks)
  const events = eventsOf(bookings)
  const capacities = new Map([...peaksOf(bookings)].map(([room, peak]) => [room, Math.ceil(peak / Number(scarcity))]))
  const expected =
    scarcity === "1"
      ? { occupancy: occupancyOf(bookings.filter(({ cancelled_on }) => !cancelled_on)), refused: [] }
      : sellInOrder(events, capacities)

  const days = bookings.map(({ arrival_date }) => arrival_date).sort()
  const nights = bookings.map(({ departure_date }) => plusDays(departure_date, -1)).sort()
  const season = { first: days[0]!, last: nights.at(-1)! }
  const rooms = await openRooms(service, capacities, season)
  const { refused, ...figures } = await replay(service, events, rooms, Number(workers))

  const seen = await readCalendar(service, rooms, season)
  const unlike = differences(expected.occupancy, seen)
  const undecided = wronglyDecided(expected.refused, refused)
  const audit = await service.auditClaims()
  const drift = audit.ok ? [] : [`the audit found drift: ${JSON.stringify(audit).slice(0, 1000)}`]
  const faults = [...unlike, ...undecided, ...drift]

  fs.writeFileSync(
    result,
    JSON.stringify({
      ...figures,
      bookings: bookings.length,
      rooms: rooms.size,
      weeks,
      season,
      units: [...capacities.values()].reduce((sum, units) => sum + units, 0),
      refused: refused.length,
      dates_compared: seen.length,
      differences: unlike.length,
      audit_ok: audit.ok,
      faults: faults.length,
      first_faults: faults.slice(0, 10),
    }),
  )
}
