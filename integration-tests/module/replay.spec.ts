import fs from "node:fs"
import { readBookings, shiftBookings, weeksAhead } from "../../bench/replay/bookings"
import { differences } from "../../bench/replay/compare"
import { eventsOf } from "../../bench/replay/events"
import { openRooms, readCalendar, todayThere } from "../../bench/replay/hotel"
import { occupancyOf, peaksOf } from "../../bench/replay/occupancy"
import { replay } from "../../bench/replay/replay"
import { sellInOrder } from "../../bench/replay/sell-in-order"
import { moduleSuite } from "../helpers/module-suite"

/** The first guests of the file; `npm run bench:replay` takes all of them. */
const GUESTS = 150

moduleSuite(({ service }) => {
  describe("a replay of real bookings", () => {
    const recorded = readBookings(fs.readFileSync("bench/data/hotel-bookings.csv", "utf8"))
    const bookings = shiftBookings(recorded.slice(0, GUESTS), weeksAhead(recorded, todayThere()))
    const events = eventsOf(bookings)
    const kept = bookings.filter(({ cancelled_on }) => !cancelled_on)
    const first = bookings.map(({ arrival_date }) => arrival_date).sort()[0]!
    const last = bookings
      .map(({ departure_date }) => departure_date)
      .sort()
      .at(-1)!
    const season = { first, last }

    it("by eight workers takes every date as often as the file says, and a planted booking is reported", async () => {
      const rooms = await openRooms(service, peaksOf(bookings), season)
      const done = await replay(service, events, rooms, 8)
      expect(done).toMatchObject({
        holds: GUESTS,
        confirms: GUESTS,
        cancels: GUESTS - kept.length,
        refused: [],
      })
      expect(differences(occupancyOf(kept), await readCalendar(service, rooms, season))).toEqual([])

      const { room, arrival_date } = bookings.find(({ cancelled_on }) => cancelled_on)!
      const planted = { resource_id: rooms.get(room)!, quantity: 1, dates: [arrival_date] }
      await service.placeStaffBooking({ items: [planted], created_by: "user_test", contact: {} })
      const found = differences(occupancyOf(kept), await readCalendar(service, rooms, season))
      expect(found).toEqual([expect.stringContaining(`${room} on ${arrival_date}: `)])
    })

    it("with one room of each type refuses exactly whom a clerk with one book would refuse", async () => {
      const capacities = new Map([...peaksOf(bookings).keys()].map((room) => [room, 1]))
      const rooms = await openRooms(service, capacities, season)
      const { refused } = await replay(service, events, rooms, 1)
      const clerk = sellInOrder(events, capacities)
      expect(clerk.refused.length).toBeGreaterThan(0)
      expect(refused).toEqual(clerk.refused)
      expect(differences(clerk.occupancy, await readCalendar(service, rooms, season))).toEqual([])
    })
  })
})
