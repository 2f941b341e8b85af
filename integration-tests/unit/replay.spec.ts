import fs from "node:fs"
import fc from "fast-check"
import { readBookings, shiftBookings, weeksAhead, type Booking } from "../../bench/replay/bookings"
import { plusDays } from "../../bench/replay/calendar"
import { differences, wronglyDecided, type SeenDate } from "../../bench/replay/compare"
import { eventsOf } from "../../bench/replay/events"
import { occupancyOf, peaksOf, type Occupancy } from "../../bench/replay/occupancy"
import { sellInOrder } from "../../bench/replay/sell-in-order"

const HEADER = "booked_on,arrival_date,nights,hotel,room_type,outcome,outcome_date"
const file = (...lines: string[]) => `${[HEADER, ...lines].join("\n")}\n`
const FILE = readBookings(fs.readFileSync("bench/data/hotel-bookings.csv", "utf8"))

const nightsOf = ({ arrival_date, departure_date }: Booking): string[] => {
  const nights: string[] = []
  for (let night = arrival_date; night < departure_date; night = plusDays(night, 1)) nights.push(night)
  return nights
}
const plain = (occupancy: Occupancy) =>
  Object.fromEntries([...occupancy].map(([room, nights]) => [room, Object.fromEntries([...nights].sort())]))
const total = (occupancy: Occupancy) =>
  [...occupancy.values()].flatMap((nights) => [...nights.values()]).reduce((sum, units) => sum + units, 0)

/** Few rooms and few days, so that they meet. */
const anyBookings: fc.Arbitrary<Booking[]> = fc
  .array(
    fc.record({
      booked_on: fc.integer({ min: 0, max: 9 }),
      lead: fc.integer({ min: 0, max: 6 }),
      nights: fc.integer({ min: 1, max: 5 }),
      room: fc.constantFrom("resort A", "city A"),
      kept: fc.option(fc.integer({ min: 0, max: 6 })),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((drawn) =>
    drawn
      .sort((a, b) => a.booked_on - b.booked_on)
      .map(({ booked_on, lead, nights, room, kept }, i) => ({
        line: i + 2,
        booked_on: plusDays("2016-02-25", booked_on),
        arrival_date: plusDays("2016-02-25", booked_on + lead),
        departure_date: plusDays("2016-02-25", booked_on + lead + nights),
        room,
        cancelled_on: kept === null ? null : plusDays("2016-02-25", booked_on + kept),
      })),
  )

describe("the file of bookings", () => {
  it("has what its authors say, counted once more by other means", () => {
    expect(FILE).toHaveLength(14_938)
    expect(FILE.filter(({ cancelled_on }) => cancelled_on)).toHaveLength(7_793)
    expect(new Set(FILE.map(({ room }) => room)).size).toBe(18)
    // 60 442 nights in the column, and one for each of the 90 bookings of 0 nights.
    expect(FILE.flatMap(nightsOf)).toHaveLength(60_442 + 90)
    expect(FILE[0]).toEqual({
      line: 2,
      booked_on: "2013-06-24",
      arrival_date: "2015-07-01",
      departure_date: "2015-07-02",
      room: "resort C",
      cancelled_on: null,
    })
  })

  it("keeps the dates of guests who did not come, and knows the day of a cancellation", () => {
    const [gone, absent] = readBookings(
      file("2015-02-01,2015-07-03,2,city,B,canceled,2015-06-30", "2015-02-01,2015-07-03,2,city,B,no_show,2015-07-03"),
    )
    expect([gone!.cancelled_on, absent!.cancelled_on]).toEqual(["2015-06-30", null])
    expect(gone!.departure_date).toBe("2015-07-05")
  })

  it.each([
    ["2015-02-01,2015-07-03,two,city,B,canceled,2015-06-30", "Line 2 is no booking"],
    ["2015-02-01,2015-07-03,2,city,B,lost,2015-06-30", "Line 2 is no booking"],
    ["2015-02-01,2015-07-03,2,city,B,canceled", "Line 2 is no booking"],
    ["2015-02-01,2015-17-03,2,city,B,canceled,2015-06-30", "is not a date"],
  ])("is refused where a line is not understood: %s", (line, reason) => {
    expect(() => readBookings(file(line))).toThrow(reason)
  })

  it("is refused with other columns", () => {
    expect(() => readBookings("a,b\n1,2\n")).toThrow("begins with")
  })
})

describe("the shift into the future", () => {
  it("is the smallest number of whole weeks that brings the first arrival after tomorrow", () => {
    const anyToday = fc.integer({ min: 0, max: 4000 }).map((days) => plusDays("2024-01-01", days))
    fc.assert(
      fc.property(anyToday, (today) => {
        const weeks = weeksAhead(FILE, today)
        const first = (shift: number) => plusDays("2015-07-01", shift * 7)
        expect(first(weeks) > plusDays(today, 1)).toBe(true)
        expect(first(weeks - 1) > plusDays(today, 1)).toBe(false)
      }),
    )
  })

  it("moves every date of a booking alike, over leap days and summer times", () => {
    const [moved] = shiftBookings(
      readBookings(file("2016-01-30,2016-02-27,3,resort,A,canceled,2016-02-29")),
      574, // 11 years and a day
    )
    expect(moved).toMatchObject({
      booked_on: "2027-01-30",
      arrival_date: "2027-02-27",
      departure_date: "2027-03-02",
      cancelled_on: "2027-03-01",
    })
  })
})

describe("the events", () => {
  it("go by day, a day's bookings before its cancellations, each in the file's order", () => {
    const bookings = readBookings(
      file(
        "2015-02-01,2015-07-03,2,city,B,canceled,2015-02-02",
        "2015-02-01,2015-07-03,2,city,B,canceled,2015-02-01",
        "2015-02-02,2015-07-03,2,city,B,canceled,2015-02-02",
        "2015-02-02,2015-07-03,2,city,B,check_out,2015-07-05",
      ),
    )
    expect(eventsOf(bookings).map(({ kind, booking }) => `${kind} ${booking.line}`)).toEqual([
      "book 2",
      "book 3",
      "cancel 3",
      "book 4",
      "book 5",
      "cancel 2",
      "cancel 4",
    ])
  })

  it("never cancel what is not booked yet", () => {
    const seen = new Set<number>()
    for (const { kind, booking } of eventsOf(FILE)) {
      if (kind === "book") seen.add(booking.line)
      else expect(seen.has(booking.line)).toBe(true)
    }
    expect(seen.size).toBe(FILE.length)
  })
})

describe("the independent occupancy", () => {
  it("counts guests by arrivals and departures as a list of all their nights does", () => {
    fc.assert(
      fc.property(anyBookings, (bookings) => {
        const listed: Occupancy = new Map()
        for (const booking of bookings) {
          const nights = listed.get(booking.room) ?? new Map<string, number>()
          listed.set(booking.room, nights)
          for (const night of nightsOf(booking)) nights.set(night, (nights.get(night) ?? 0) + 1)
        }
        expect(plain(occupancyOf(bookings))).toEqual(plain(listed))
      }),
    )
  })

  it("knows the fullest night of each room", () => {
    const peaks = peaksOf(FILE)
    expect([peaks.get("city A"), peaks.get("resort A"), peaks.get("resort P")]).toEqual([244, 141, 1])
  })

  it("is what a clerk would sell who has room for everybody", () => {
    const sold = sellInOrder(eventsOf(FILE), peaksOf(FILE))
    const kept = occupancyOf(FILE.filter(({ cancelled_on }) => !cancelled_on))
    expect(sold.refused).toEqual([])
    expect(total(sold.occupancy)).toBe(total(kept))
    for (const [room, nights] of kept) {
      for (const [night, units] of nights) expect(sold.occupancy.get(room)!.get(night)).toBe(units)
    }
  })
})

describe("the clerk with too few rooms", () => {
  it("refuses a stay of which one night is sold out, takes none of it, and sells what a guest gives back", () => {
    const bookings = readBookings(
      file(
        "2015-01-01,2015-07-02,1,city,B,canceled,2015-01-03",
        "2015-01-02,2015-07-01,3,city,B,canceled,2015-01-05",
        "2015-01-04,2015-07-02,2,city,B,check_out,2015-07-04",
      ),
    )
    const { occupancy, refused } = sellInOrder(eventsOf(bookings), new Map([["city B", 1]]))
    expect(refused).toEqual([3])
    expect([...occupancy.get("city B")!].filter(([, units]) => units !== 0)).toEqual([
      ["2015-07-02", 1],
      ["2015-07-03", 1],
    ])
  })

  it("never sells more than there is, and refuses nobody without need", () => {
    fc.assert(
      fc.property(anyBookings, fc.integer({ min: 1, max: 3 }), (bookings, units) => {
        const rooms = new Map([...new Set(bookings.map(({ room }) => room))].map((room) => [room, units]))
        const events = eventsOf(bookings)
        events.forEach((event, i) => {
          const before = sellInOrder(events.slice(0, i), rooms)
          const after = sellInOrder(events.slice(0, i + 1), rooms)
          const nights = nightsOf(event.booking).map((night) => before.occupancy.get(event.booking.room)!.get(night))
          if (event.kind === "book") {
            expect(after.refused.includes(event.booking.line)).toBe(nights.some((taken) => taken === units))
          }
          const sold = [...after.occupancy.values()].flatMap((taken) => [...taken.values()])
          expect(sold.every((taken) => taken >= 0 && taken <= units)).toBe(true)
        })
      }),
    )
  })
})

describe("the comparison", () => {
  const expected: Occupancy = new Map([["city B", new Map([["2015-07-02", 2]])]])
  const agreed: SeenDate[] = [
    { room: "city B", date: "2015-07-02", counted: 2, allocated: 2, held: 0 },
    { room: "city B", date: "2015-07-03", counted: 0, allocated: 0, held: 0 },
  ]
  const seen = (changed: Partial<SeenDate>, i = 0) =>
    agreed.map((date, at) => (at === i ? { ...date, ...changed } : date))

  it("finds nothing where plugin and file agree", () => {
    expect(differences(expected, agreed)).toEqual([])
  })

  it.each([
    ["a counter that lost a unit", seen({ counted: 1 }), "2 in the file, 1 by the counter, 2 allocated, 0 held"],
    ["a counter that kept one too many", seen({ counted: 3 }), "2 in the file, 3 by the counter, 2 allocated, 0 held"],
    ["an allocation too few", seen({ allocated: 1 }), "2 in the file, 2 by the counter, 1 allocated, 0 held"],
    ["a hold left over", seen({ held: 1 }), "2 in the file, 2 by the counter, 2 allocated, 1 held"],
    ["a date the plugin left out", agreed.slice(1), "2 in the file, nothing from the plugin"],
  ])("reports %s", (_, dates, sentence) => {
    expect(differences(expected, dates)).toEqual([`city B on 2015-07-02: ${sentence}`])
  })

  it("reports a guest on a night that nobody booked", () => {
    expect(differences(expected, seen({ counted: 1, allocated: 1 }, 1))).toEqual([
      "city B on 2015-07-03: 0 in the file, 1 by the counter, 1 allocated, 0 held",
    ])
  })

  it("reports who was refused and should not have been, and the other way round", () => {
    expect(wronglyDecided([3, 4], [4, 3])).toEqual([])
    expect(wronglyDecided([3, 4], [4, 5])).toEqual([
      "the booking of line 5 was refused",
      "the booking of line 3 was not refused",
    ])
  })
})
