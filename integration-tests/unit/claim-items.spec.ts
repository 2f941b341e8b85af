import fc from "fast-check"
import { addDays, datesInRange } from "../../src/modules/resource_booking/domain/calendar-date"
import {
  itemFault,
  LONGEST_RANGE_DAYS,
  rangeFault,
  requestHash,
  sortedDates,
} from "../../src/modules/resource_booking/domain/claim-items"
import type { ItemInput } from "../../src/modules/resource_booking/types"

const START = "2028-02-20"
const anyDay = fc.integer({ min: 0, max: 3000 }).map((n) => addDays("2026-01-01", n))
const dateSet = fc.uniqueArray(anyDay, { minLength: 1, maxLength: 6 })
const quantity = fc.integer({ min: 1, max: 9 })
const resourceId = fc.constantFrom("res_a", "res_b", "res_c")

const datedItem: fc.Arbitrary<ItemInput> = fc.record({ resource_id: resourceId, quantity, dates: dateSet })
const rangedItem: fc.Arbitrary<ItemInput> = fc
  .tuple(resourceId, quantity, anyDay, fc.integer({ min: 0, max: 30 }))
  .map(([resource_id, units, start_date, n]) => ({
    resource_id,
    quantity: units,
    start_date,
    end_date: addDays(start_date, n),
  }))
const items = fc.array(fc.oneof(datedItem, rangedItem), { minLength: 1, maxLength: 5 })
const shuffled = <T>(list: T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })

describe("a claim's dates", () => {
  it("are sorted and distinct, and none is lost", () => {
    fc.assert(
      fc.property(fc.array(anyDay, { maxLength: 30 }), (dates) => {
        const sorted = sortedDates(dates)
        expect(new Set(sorted)).toEqual(new Set(dates))
        expect(sorted).toHaveLength(new Set(dates).size)
        expect([...sorted].sort()).toEqual(sorted)
        expect(sortedDates(sorted)).toEqual(sorted)
      }),
    )
  })

  it("a range and the list of its days are the same dates, and one is as good as the other", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: LONGEST_RANGE_DAYS + 5 }), (start_date, n) => {
        const end_date = addDays(start_date, n)
        const dates = datesInRange(start_date, end_date)
        const item = { resource_id: "res_a", quantity: 1 }
        expect(sortedDates([...dates].reverse())).toEqual(dates)
        const asDates = itemFault({ ...item, dates }, "", 10)
        expect(itemFault({ ...item, start_date, end_date }, "", 10)).toEqual(asDates)
        expect(asDates === undefined).toBe(n < LONGEST_RANGE_DAYS)
      }),
      { numRuns: 40 },
    )
  })

  it("input is left as it was", () => {
    const dates = ["2028-03-02", "2028-03-01"]
    sortedDates(dates)
    expect(dates).toEqual(["2028-03-02", "2028-03-01"])
  })
})

describe("F7: odd items name their field and say what is wrong", () => {
  const good: ItemInput = { resource_id: "res_a", quantity: 1, start_date: START, end_date: START }

  it.each([0, -1, 1.5, 11, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER])(
    "a quantity of %s",
    (odd) => {
      expect(itemFault({ ...good, quantity: odd }, "items[2].", 10)).toEqual({
        field: "items[2].quantity",
        message: `items[2].quantity must be a whole number from 1 to 10, not ${odd}`,
      })
    },
  )

  it("the whole quantity allowed is allowed", () => {
    expect(itemFault({ ...good, quantity: 10 }, "", 10)).toBeUndefined()
  })

  it.each<[string, Partial<ItemInput>, string, string]>([
    ["no dates at all", { start_date: undefined, end_date: undefined }, "start_date", "is missing"],
    ["only a start", { end_date: undefined }, "end_date", "is missing"],
    ["only an end", { start_date: undefined }, "start_date", "is missing"],
    ["a day that does not exist", { start_date: "2027-02-29" }, "start_date", '"2027-02-29" is not a day'],
    ["a day in another form", { end_date: "20/02/2028" }, "end_date", '"20/02/2028" is not a day'],
    ["a reversed range", { end_date: "2028-02-19" }, "end_date", "lies before start_date 2028-02-20"],
    ["ten years", { end_date: "2038-02-20" }, "end_date", "are 3654 days; at most 366 are allowed"],
    ["the end of time", { end_date: "9999-12-31" }, "end_date", "at most 366 are allowed"],
    ["dates beside a range", { dates: [START] }, "dates", "exclude each other"],
    ["an empty list", { dates: [], start_date: undefined, end_date: undefined }, "dates", "at least one day"],
    ["a list with an odd day", { dates: [START, "x"], start_date: undefined, end_date: undefined }, "dates", '"x"'],
    [
      "a list that spans years",
      { dates: ["2031-01-01", START], start_date: undefined, end_date: undefined },
      "end_date",
      "at most 366 are allowed",
    ],
  ])("%s", (_, odd, field, words) => {
    const fault = itemFault({ ...good, ...odd }, "", 10)
    expect(fault).toEqual({ field, message: expect.stringContaining(words) })
  })

  it("a range beyond all limits hears of the one that holds for it", () => {
    const fault = itemFault({ ...good, end_date: "9999-12-31" }, "", 10, 92)
    expect(fault!.message).toMatch(/are \d+ days; at most 92 are allowed$/)
    expect(itemFault({ ...good, end_date: "2028-12-31" }, "", 10, 92)).toBeUndefined()
  })

  it("of a range alone too, with and without a path", () => {
    expect(rangeFault(START, START)).toBeUndefined()
    expect(rangeFault(undefined, START, "items[0].")).toEqual({
      field: "items[0].start_date",
      message: "items[0].start_date is missing: give dates, or start_date and end_date",
    })
  })

  it("whatever the text, a fault or a plain range comes out, never an exception", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(rangeFault(a, b)).toBeDefined()
      }),
    )
  })
})

describe("the fingerprint of a request", () => {
  it("is the same in whatever order items and dates come, doubled dates included", () => {
    const reordered = items.chain((list) => fc.tuple(fc.constant(list), shuffled(list)))
    fc.assert(
      fc.property(reordered, ([list, mixed]) => {
        const turned = mixed.map((item) =>
          item.dates ? { ...item, dates: [...item.dates, ...item.dates].reverse() } : item,
        )
        expect(requestHash(turned, "cart:1")).toBe(requestHash(list, "cart:1"))
      }),
    )
  })

  it("is the same for equal items apart and for their sum", () => {
    fc.assert(
      fc.property(items, fc.nat(), (list, index) => {
        const i = index % list.length
        const item = list[i]!
        const doubled = list.map((one, at) => (at === i ? { ...one, quantity: one.quantity * 2 } : one))
        expect(requestHash([...list, item], "cart:1")).toBe(requestHash(doubled, "cart:1"))
      }),
    )
  })

  it("does not hang on the order of an item's fields or on fields it does not know", () => {
    const given = { quantity: 2, dates: [START], resource_id: "res_a", metadata: { a: 1 } }
    const plain = { resource_id: "res_a", dates: [START], quantity: 2 }
    expect(requestHash([given], null)).toBe(requestHash([plain], null))
  })

  it("differs with resource, dates, quantity, owner and terms", () => {
    const item = { resource_id: "res_a", quantity: 1, start_date: START, end_date: "2028-02-21" }
    const hashes = [
      requestHash([item], "cart:1"),
      requestHash([{ ...item, resource_id: "res_b" }], "cart:1"),
      requestHash([{ ...item, quantity: 2 }], "cart:1"),
      requestHash([{ ...item, end_date: "2028-02-22" }], "cart:1"),
      requestHash([{ ...item, start_date: "2028-02-19" }], "cart:1"),
      requestHash([item], "cart:2"),
      requestHash([item], "email:1"),
      requestHash([item], null),
      requestHash([item], "cart:1", ["variant_1"]),
      requestHash([item, { ...item, resource_id: "res_b" }], "cart:1"),
    ]
    expect(new Set(hashes).size).toBe(hashes.length)
  })

  it("two sets of dates never share one", () => {
    fc.assert(
      fc.property(dateSet, dateSet, (a, b) => {
        const hash = (dates: string[]) => requestHash([{ resource_id: "res_a", quantity: 1, dates }], null)
        expect(hash(a) === hash(b)).toBe(sortedDates(a).join() === sortedDates(b).join())
      }),
    )
  })
})
