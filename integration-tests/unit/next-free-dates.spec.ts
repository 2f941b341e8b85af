import { nextFreeDates, type WantedOf } from "../../src/modules/resource_booking/domain/next-free-dates"

/** A calendar from 1 May 2027 on; a number is what is free on the day, `x` a closed one. */
const wanted = (days: string, units = 1): WantedOf => ({
  units,
  calendar: {
    dates: [...days].map((free, i) => ({
      date: `2027-05-0${i + 1}`,
      max_capacity: 9,
      target_capacity: null,
      available_capacity: free === "x" ? 9 : Number(free),
      held: 0,
      expired: 0,
      allocated: 0,
      overcommitted: false,
      closed: free === "x",
      status: "AVAILABLE",
      blackouts: [],
    })),
  },
})
const days = (wantedOf: WantedOf[], length = 1, most = 5) =>
  nextFreeDates(wantedOf, length, most).map((date) => Number(date.slice(-2)))

describe("The next free dates", () => {
  it("are those that have the units, and are not closed", () => {
    expect(days([wanted("0120x3", 2)])).toEqual([3, 6])
  })

  it("have all of several resources, each with its own units", () => {
    expect(days([wanted("221122", 2), wanted("111011")])).toEqual([1, 2, 5, 6])
  })

  it("begin a stay that is free to its end and ends within the days that are known", () => {
    expect(days([wanted("1101111")], 3)).toEqual([4, 5])
  })

  it("are at most so many, the first ones, and none of nothing", () => {
    expect(days([wanted("111111111")], 1, 2)).toEqual([1, 2])
    expect(days([])).toEqual([])
  })
})
