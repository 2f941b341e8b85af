import fc from "fast-check"
import { DateTime } from "luxon"
import {
  addDays,
  datesInRange,
  daysBetween,
  isCalendarDate,
  todayIn,
  weekdayOf,
} from "../../src/modules/resource_booking/domain/calendar-date"

const MS_PER_DAY = 86_400_000
const fromNumber = (n: number) => new Date(n * MS_PER_DAY).toISOString().slice(0, 10)
const dayNumber = (date: string) => Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY

/** Days from 1970-01-01 to 9998-12-30, so that 366 days can still be added. */
const anyDay = fc.integer({ min: 0, max: dayNumber("9998-12-30") }).map(fromNumber)
const anyZone = fc.constantFrom(
  "Australia/Brisbane",
  "Australia/Lord_Howe", // half an hour of summer time
  "Australia/Sydney",
  "America/New_York",
  "America/Santiago", // its clocks change at midnight: some days begin at 01:00
  "Africa/Cairo",
  "Asia/Kathmandu",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
)
const dayOfTheseDecades = fc.integer({ min: dayNumber("2020-01-01"), max: dayNumber("2037-12-31") }).map(fromNumber)

describe("a calendar day", () => {
  it("is every day that exists, in its one spelling", () => {
    fc.assert(fc.property(anyDay, (day) => isCalendarDate(day)))
  })

  it("is no other text of the same form", () => {
    const lookalike = fc.stringMatching(/^[0-9]{4}-[01][0-9]-[0-3][0-9]$/)
    fc.assert(
      fc.property(lookalike, (text) => {
        const instant = new Date(`${text}T00:00:00Z`)
        const exists = !Number.isNaN(instant.valueOf()) && instant.toISOString().startsWith(text)
        expect(isCalendarDate(text)).toBe(exists && text >= "1970-01-01")
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ["2028-02-29", true],
    ["2000-02-29", true],
    ["2027-02-29", false],
    ["2100-02-29", false],
    ["2027-04-31", false],
    ["2027-00-10", false],
    ["2027-13-01", false],
    ["9999-12-31", true],
    ["1969-12-31", false],
    ["2027-2-9", false],
    ["20270209", false],
    ["2027-W05-1", false],
    ["2027-02-09T00:00:00Z", false],
    ["2027-02-09\n", false],
    [" 2027-02-09", false],
    ["٢٠٢٧-٠٢-٠٩", false],
    ["infinity", false],
    ["", false],
  ])("%j: %s", (text, expected) => {
    expect(isCalendarDate(text)).toBe(expected)
  })
})

describe("days are counted on the calendar, never in hours", () => {
  it("there and back again is the same day", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 366 }), (day, n) => {
        expect(addDays(addDays(day, n), -n)).toBe(day)
        expect(daysBetween(day, addDays(day, n))).toBe(n)
        expect(dayNumber(addDays(day, n))).toBe(dayNumber(day) + n)
      }),
    )
  })

  it("the distance is whole and changes its sign with the direction", () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(daysBetween(a, b)).toBe(dayNumber(b) - dayNumber(a))
        expect(daysBetween(a, b) + daysBetween(b, a)).toBe(0)
      }),
    )
  })

  it("weekdays are ISO, Monday 1 to Sunday 7", () => {
    expect(["2026-11-23", "2026-11-28", "2026-11-29"].map(weekdayOf)).toEqual([1, 6, 7])
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(weekdayOf(day)).toBe(new Date(`${day}T00:00:00Z`).getUTCDay() || 7)
      }),
    )
  })

  it("a range has each of its days once, in order, both ends included", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 366 }), (start, n) => {
        const dates = datesInRange(start, addDays(start, n))
        expect(dates).toHaveLength(n + 1)
        expect(dates.map(dayNumber)).toEqual(dates.map((_, i) => dayNumber(start) + i))
        expect([...dates].sort()).toEqual(dates)
      }),
    )
  })

  it("a reversed range is empty, whatever the distance", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 400 }), (end, n) => {
        expect(datesInRange(addDays(end, n), end)).toEqual([])
      }),
    )
  })

  it("29 February is there in leap years and only then", () => {
    expect(datesInRange("2028-02-28", "2028-03-01")).toEqual(["2028-02-28", "2028-02-29", "2028-03-01"])
    expect(datesInRange("2027-02-28", "2027-03-01")).toEqual(["2027-02-28", "2027-03-01"])
    expect(addDays("2028-02-29", 365)).toBe("2029-02-28")
    expect(addDays("2027-12-31", 1)).toBe("2028-01-01")
  })
})

describe("the day it is in a zone", () => {
  it("F3: agrees with the platform's own calendar in every zone at any instant", () => {
    const instants = fc.date({ min: new Date("2020-01-01"), max: new Date("2037-12-31"), noInvalidDate: true })
    fc.assert(
      fc.property(anyZone, instants, (timeZone, at) => {
        const parts = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at)
        expect(todayIn(timeZone, at)).toBe(parts)
      }),
      { numRuns: 300 },
    )
  })

  it("F3: begins at local midnight and not a millisecond before, on days of 23, 23½, 24, 24½ and 25 hours", () => {
    fc.assert(
      fc.property(anyZone, dayOfTheseDecades, (zone, day) => {
        const begin = DateTime.fromISO(day, { zone }).startOf("day").toMillis()
        expect(todayIn(zone, new Date(begin))).toBe(day)
        expect(todayIn(zone, new Date(begin - 1))).toBe(addDays(day, -1))
      }),
      { numRuns: 300 },
    )
  })

  it("F3: Lord Howe's half hour changes neither of the days around it", () => {
    // 4 April 2027: 02:00 +11:00 becomes 01:30 +10:30. The day has 24½ hours.
    const first = Date.parse("2027-04-03T13:00:00Z")
    const last = Date.parse("2027-04-04T13:29:59.999Z")
    expect([first - 1, first, last, last + 1].map((at) => todayIn("Australia/Lord_Howe", new Date(at)))).toEqual([
      "2027-04-03",
      "2027-04-04",
      "2027-04-04",
      "2027-04-05",
    ])
    expect(daysBetween("2027-04-03", "2027-04-05")).toBe(2)
  })

  it("the same instant is three different days around the world", () => {
    const at = new Date("2027-03-10T10:30:00Z")
    expect(["Pacific/Pago_Pago", "Etc/UTC", "Pacific/Kiritimati"].map((zone) => todayIn(zone, at))).toEqual([
      "2027-03-09",
      "2027-03-10",
      "2027-03-11",
    ])
  })
})
