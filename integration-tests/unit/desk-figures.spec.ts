import {
  bucketsOf,
  demandBy,
  mostWanted,
  outcomeOf,
  outcomesBy,
  shareOf,
  usageOf,
  usagesOf,
  weeksOfTypes,
} from "../../src/admin/lib/figures"
import { incidentFacts, subjectOf } from "../../src/admin/lib/incidents"

const outcome = (date: string, figures: object = {}) => ({
  date,
  placed: 0,
  confirmed: 0,
  released: 0,
  expired: 0,
  active: 0,
  ...figures,
})
const week = (key: string, capacity: number, allocated: number) => ({
  key,
  label: key,
  capacity,
  allocated,
  held: 1,
  utilisation: shareOf(allocated, capacity),
})

describe("the axis of a chart", () => {
  it("has a bar a day up to 31 days, and a bar a week beyond", () => {
    expect(bucketsOf("2027-05-01", "2027-05-31")).toHaveLength(31)
    expect(bucketsOf("2027-05-01", "2027-06-01").map(({ key }) => key)).toEqual([
      "2027-04-26",
      "2027-05-03",
      "2027-05-10",
      "2027-05-17",
      "2027-05-24",
      "2027-05-31",
    ])
  })

  it("covers every day of the range once, and none beside it", () => {
    const weeks = bucketsOf("2027-05-01", "2027-06-01")
    expect([weeks[0], weeks.at(-1)]).toEqual([
      { key: "2027-04-26", start: "2027-05-01", end: "2027-05-02" },
      { key: "2027-05-31", start: "2027-05-31", end: "2027-06-01" },
    ])
  })
})

describe("what became of holds", () => {
  const rows = [
    outcome("2027-05-01", { placed: 5, confirmed: 2, released: 1, expired: 1, active: 1 }),
    outcome("2027-05-02", { placed: 3, confirmed: 1, expired: 2 }),
  ]

  it("is summed, and those still running have not ended", () => {
    expect(outcomeOf(rows)).toEqual({ placed: 8, confirmed: 3, released: 1, expired: 3, active: 1, ended: 7 })
  })

  it("falls into the bar of its day", () => {
    const bars = outcomesBy(rows, bucketsOf("2027-05-01", "2027-05-03"))
    expect(bars.map(({ placed }) => placed)).toEqual([5, 3, 0])
  })

  it("is no share of nothing", () => {
    expect(shareOf(0, 0)).toBe(0)
  })
})

describe("lost demand", () => {
  const demand = [
    { resource_id: "res_a", date: "2027-05-01", code: "insufficient_capacity", count: 2 },
    { resource_id: "res_a", date: "2027-05-02", code: "insufficient_capacity", count: 3 },
    { resource_id: "res_b", date: "2027-05-02", code: "date_blacked_out", count: 4 },
    { resource_id: null, date: null, code: "hold_limit_exceeded", count: 9 },
  ]

  it("falls into the bar of the day that was wanted, and into none without a day", () => {
    expect(demandBy(demand, bucketsOf("2027-05-01", "2027-05-02")).map(({ count }) => count)).toEqual([2, 7])
  })

  it("names what was refused most first, once a resource and reason", () => {
    expect(mostWanted(demand).map(({ resource_id, count }) => [resource_id, count])).toEqual([
      [null, 9],
      ["res_a", 5],
      ["res_b", 4],
    ])
  })
})

describe("utilisation by type and week", () => {
  const usages = [
    { type: "VEHICLE", rows: [week("2027-05-03", 10, 5), week("2027-05-10", 10, 10)] },
    { type: "TOUR", rows: [week("2027-05-10", 0, 0)] },
  ]

  it("has a week for each that any type has, and nothing where a type had nothing on offer", () => {
    expect(weeksOfTypes(usages)).toEqual([
      { week: "2027-05-03", of: { VEHICLE: 0.5, TOUR: null } },
      { week: "2027-05-10", of: { VEHICLE: 1, TOUR: null } },
    ])
  })

  it("is a report split by type, of those that had anything on offer", () => {
    const rows = usages.flatMap(({ type, rows }) => rows.map((row) => ({ ...row, type })))
    expect(usagesOf(rows)).toEqual([{ type: "VEHICLE", rows: rows.slice(0, 2) }])
  })

  it("is summed in unit days", () => {
    expect(usageOf(usages[0]!.rows)).toEqual({ capacity: 20, allocated: 15, held: 2 })
  })
})

describe("an incident", () => {
  it("says what it has kept, and nothing where it has kept nothing", () => {
    const line = { line_item_id: "ordli_1", title: "Troopy hire", code: "insufficient_capacity", message: "none left" }
    expect(incidentFacts({ kind: "ORDER_UNSERVED", details: { lines: [line] } }).lines).toEqual([line])
    expect(incidentFacts({ kind: "ORDER_UNSERVED", details: null })).toEqual({
      lines: [],
      failed: null,
      payments: [],
      orderedAt: null,
      notReleased: null,
      overcommitted: [],
      faults: [],
      code: null,
      message: null,
    })
  })

  it("counts the faults of the books by the check that found them, of DRIFT alone", () => {
    const details = { drift: [{}, {}], missing_capacity: [{}] }
    expect(incidentFacts({ kind: "DRIFT", details }).faults).toEqual([
      { check: "drift", count: 2 },
      { check: "missing_capacity", count: 1 },
    ])
    expect(
      incidentFacts({ kind: "OVERCOMMITTED", details: { overcommitted: [{ date: "2027-05-01" }] } }),
    ).toMatchObject({
      faults: [],
      overcommitted: ["2027-05-01"],
    })
  })

  it("leads to the order, the cart or the resource that it is about", () => {
    expect(
      [
        { kind: "UNPAID" as const, ref: "order_1" },
        { kind: "CHECKOUT_REFUSED" as const, ref: "cart_1" },
        { kind: "DRIFT" as const, ref: "res_1" },
        { kind: "DRIFT" as const, ref: "lines_allocated_twice" },
      ].map(subjectOf),
    ).toEqual(["order", "cart", "resource", "check"])
  })
})
