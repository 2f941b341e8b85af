import { areaOf, moveBy, NAME_COLUMN } from "../../src/admin/routes/bookings/components/timeline/grid-moves"
import { layOut, segmentsOf, type Drawn, type Segment } from "../../src/admin/routes/bookings/components/timeline/lanes"

const blackout = (reason = "Service"): Drawn => ({ kind: "blackout", id: reason, reason })
const booking = (contact_name: string): Drawn => ({ kind: "booking", allocation: { contact_name } as never })
const columns = new Map(["2027-05-01", "2027-05-02", "2027-05-03", "2027-05-04"].map((date, index) => [date, index]))

describe("the bars of the calendar", () => {
  it("has a bar for each run of dates, and none for dates that are not shown", () => {
    const dates = ["2027-04-30", "2027-05-01", "2027-05-02", "2027-05-04", "2027-05-05"]
    expect(segmentsOf(blackout(), dates, columns).map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [3, 3],
    ])
  })

  it("puts bars that share a date into different lanes, and others into the same", () => {
    const segments: Segment[] = [
      { from: 0, to: 2, what: booking("Jo") },
      { from: 2, to: 3, what: booking("Sam") },
      { from: 3, to: 4, what: booking("Kim") },
    ]
    const { bars, lanes, hidden } = layOut(segments, 4)
    expect(bars.map(({ lane }) => lane)).toEqual([0, 1, 0])
    expect([lanes, hidden.size]).toEqual([2, 0])
  })

  it("counts on each date what finds no lane, and never a blackout before a booking", () => {
    const segments: Segment[] = [
      { from: 0, to: 1, what: booking("Jo") },
      { from: 1, to: 2, what: booking("Sam") },
      { from: 1, to: 1, what: blackout() },
    ]
    const { bars, hidden } = layOut(segments, 2)
    expect(bars.map(({ what }) => what.kind)).toEqual(["blackout", "booking"])
    expect([...hidden]).toEqual([
      [1, 1],
      [2, 1],
    ])
  })
})

describe("the keys of the calendar", () => {
  const size = { rows: 20, columns: 14 }
  const press = (key: string, from: [number, number], modifiers = {}) => {
    const to = moveBy({ key, ctrlKey: false, metaKey: false, ...modifiers }, { row: from[0], column: from[1] }, size)
    return to && [to.row, to.column]
  }

  it("goes a cell, a screenful or to an end, and never over the edge", () => {
    expect(press("ArrowDown", [0, 3])).toEqual([1, 3])
    expect(press("ArrowUp", [0, 3])).toEqual([0, 3])
    expect(press("ArrowRight", [0, 13])).toEqual([0, 13])
    expect(press("PageDown", [15, 3])).toEqual([19, 3])
    expect(press("Home", [4, 9])).toEqual([4, 0])
    expect(press("End", [4, 9], { ctrlKey: true })).toEqual([19, 13])
    expect(press("a", [4, 9])).toBeNull()
  })

  it("reaches the resource's name to the left of its first date", () => {
    expect(press("ArrowLeft", [4, 0])).toEqual([4, NAME_COLUMN])
    expect(press("ArrowLeft", [4, NAME_COLUMN])).toEqual([4, NAME_COLUMN])
  })

  it("selects everything between two cells, whichever of them came first", () => {
    const area = { top: 1, bottom: 4, left: 2, right: 6 }
    expect(areaOf({ row: 1, column: 6 }, { row: 4, column: 2 })).toEqual(area)
    expect(areaOf({ row: 4, column: 2 }, { row: 1, column: 6 })).toEqual(area)
  })
})
