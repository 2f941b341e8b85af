import { closedReasons } from "../../src/modules/resource_booking/domain/closed-reasons"
import type { CalendarDay } from "../../src/modules/resource_booking/read-types"

const resource = { is_active: true, default_capacity: null, open_days_ahead: null }
const kept = { is_active: true, default_capacity: 3, open_days_ahead: 30 }
const TODAY = "2027-05-10"
const day = (cell: Partial<CalendarDay> = {}): CalendarDay => ({
  date: "2027-05-20",
  max_capacity: 3,
  target_capacity: null,
  available_capacity: 3,
  held: 0,
  expired: 0,
  allocated: 0,
  overcommitted: false,
  closed: false,
  status: "AVAILABLE",
  blackouts: [],
  ...cell,
})
const unopened = { max_capacity: null, available_capacity: 0 }

describe("Why a date is closed", () => {
  it("is nothing where a unit is left, and that all are taken where none is", () => {
    expect(closedReasons(resource, TODAY, day({ available_capacity: 1 }))).toEqual([])
    expect(closedReasons(resource, TODAY, day({ available_capacity: 0, held: 1, allocated: 2 }))).toEqual([
      { code: "full", message: "All 3 units are taken: 2 booked and 1 held" },
    ])
  })

  it("tells a date that will be opened from one that nobody will open", () => {
    const far = day({ ...unopened, date: "2027-06-20" })
    expect(closedReasons(kept, TODAY, far)).toEqual([
      { code: "beyond_window", message: "It opens on 2027-05-21, 30 days before", opens_on: "2027-05-21" },
    ])
    expect(closedReasons(resource, TODAY, far)).toMatchObject([{ code: "not_opened" }])
    // Within the window the job should have opened it already, and a date that is over it never will.
    expect(closedReasons(kept, TODAY, day(unopened))).toMatchObject([{ code: "not_opened" }])
    expect(closedReasons(kept, TODAY, day({ ...unopened, date: "2027-05-01" }))).toMatchObject([
      { code: "past" },
      { code: "not_opened" },
    ])
  })

  it("names all that has to be taken away, every blackout by its id", () => {
    const blackouts = ["a", "b"].map((id) => ({ id, reason: `Storm ${id}`, public_note: null }))
    const shut = day({ blackouts, max_capacity: 0, available_capacity: 0 })
    expect(closedReasons({ ...resource, is_active: false }, TODAY, shut)).toMatchObject([
      { code: "resource_inactive" },
      { code: "blackout", blackout_id: "a", message: "A blackout covers it: Storm a" },
      { code: "blackout", blackout_id: "b" },
      { code: "no_units" },
    ])
  })
})
