import fc from "fast-check"
import { RefusalTally } from "../../src/modules/booking_journal/domain/refusal-tally"

const refusals = fc.array(
  fc.record({
    code: fc.constantFrom("busy", "insufficient_capacity"),
    resource_id: fc.option(fc.oneof(fc.constantFrom("res_1", "res_2"), fc.string())),
    date: fc.option(fc.oneof(fc.constantFrom("2028-02-29", "2027-02-29", "2027-03-01"), fc.string())),
    count: fc.integer({ min: 1, max: 5 }),
  }),
  { maxLength: 50 },
)

describe("refusals added up in memory", () => {
  it("lose no count, keep one row for each key, and hold no day that does not exist", () => {
    fc.assert(
      fc.property(refusals, (given) => {
        const tally = new RefusalTally()
        for (const { code, resource_id, date, count } of given) tally.add(code, resource_id, date, count)
        const rows = tally.rows()
        const sum = (list: { count: number }[]) => list.reduce((total, { count }) => total + count, 0)
        expect(sum(rows)).toBe(sum(given))
        expect(new Set(rows.map((row) => JSON.stringify([row.code, row.resource_id, row.date]))).size).toBe(rows.length)
        expect(rows).toHaveLength(tally.size)
        expect(rows.map(({ date }) => date)).not.toContain("2027-02-29")
      }),
    )
  })

  it("known resources and days keep their own count", () => {
    const tally = new RefusalTally()
    tally.add("busy", "res_1", "2028-02-29", 2)
    tally.add("busy", "res_1", "2028-02-29", 3)
    tally.add("busy", "res_1", "2028-03-01", 1)
    expect(tally.rows()).toEqual([
      { code: "busy", resource_id: "res_1", date: "2028-02-29", count: 5 },
      { code: "busy", resource_id: "res_1", date: "2028-03-01", count: 1 },
    ])
  })
})
