import fc from "fast-check"
import { availabilityStatus, covering } from "../../src/modules/resource_booking/domain/availability"
import { addDays } from "../../src/modules/resource_booking/domain/calendar-date"

const status = (available_capacity: number, max_capacity: number | null, closed = false) =>
  availabilityStatus({ max_capacity, available_capacity }, closed)

describe("the word for a date", () => {
  it("is LIMITED as soon as less than half is left, and not at the half", () => {
    expect([status(5, 10), status(4, 10), status(2, 3), status(1, 3), status(1, 2)]).toEqual([
      "AVAILABLE",
      "LIMITED",
      "AVAILABLE",
      "LIMITED",
      "AVAILABLE",
    ])
  })

  it("is AVAILABLE for the only unit of a resource", () => {
    expect(status(1, 1)).toBe("AVAILABLE")
  })

  it("is SOLD_OUT with nothing left, also where nothing was ever on offer", () => {
    expect([status(0, 3), status(0, 0), status(-1, 3)]).toEqual(["SOLD_OUT", "SOLD_OUT", "SOLD_OUT"])
  })

  it("is CLOSED without a row or while closed, whatever is left", () => {
    expect([status(0, null), status(3, 3, true), status(0, 3, true)]).toEqual(["CLOSED", "CLOSED", "CLOSED"])
  })

  it("never gets better as units are taken", () => {
    const order = ["AVAILABLE", "LIMITED", "SOLD_OUT"]
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.nat(1000), (max, a, b) => {
        const [more, less] = [Math.max(a, b), Math.min(a, b)]
        expect(order.indexOf(status(less, max))).toBeGreaterThanOrEqual(order.indexOf(status(more, max)))
      }),
    )
  })
})

describe("covering", () => {
  it("takes the first and the last day of a range in, and no other day around it", () => {
    const range = { start_date: "2028-02-27", end_date: "2028-03-01" }
    const covered = Array.from({ length: 6 }, (_, i) => addDays("2028-02-26", i)).filter(
      (date) => covering([range], date).length,
    )
    expect(covered).toEqual(["2028-02-27", "2028-02-28", "2028-02-29", "2028-03-01"])
  })

  it("names every range over the day, in the order given", () => {
    const ranges = [
      { id: "b", start_date: "2027-05-02", end_date: "2027-05-03" },
      { id: "a", start_date: "2027-05-01", end_date: "2027-05-09" },
      { id: "c", start_date: "2027-05-04", end_date: "2027-05-04" },
    ]
    expect(covering(ranges, "2027-05-03").map(({ id }) => id)).toEqual(["b", "a"])
  })
})
