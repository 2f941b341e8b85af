import { fieldOf, moveInputOf, moveValuesOf } from "../../src/admin/components/booking/move-schema"
import { fitOf } from "../../src/admin/lib/availability"
import { heatOf } from "../../src/admin/lib/claims"
import { Refusal } from "../../src/admin/lib/refusal"
import type { Allocation, CalendarDay, ResourceCalendar } from "../../src/admin/lib/types"

const calendarDay = (date: string, more: Partial<CalendarDay> = {}): CalendarDay => ({
  date,
  max_capacity: 2,
  target_capacity: null,
  available_capacity: 2,
  held: 0,
  expired: 0,
  allocated: 0,
  overcommitted: false,
  closed: false,
  status: "AVAILABLE",
  blackouts: [],
  ...more,
})

const calendar = (dates: CalendarDay[], booking_unit: "DAY" | "NIGHT" = "DAY") =>
  ({ resource: { booking_unit }, today: "2027-05-02", dates }) as unknown as ResourceCalendar

describe("whether dates are free, as the form says it", () => {
  const dates = [
    calendarDay("2027-05-01"),
    calendarDay("2027-05-02", { available_capacity: 1 }),
    calendarDay("2027-05-03", { max_capacity: null, available_capacity: 0 }),
    calendarDay("2027-05-04", { blackouts: [{ id: "blk_1", reason: "Gearbox", public_note: null }] }),
  ]
  const wanted = { start_date: "2027-05-01", end_date: "2027-05-04", quantity: 2 }

  it("says of each date what stands in the way", () => {
    const { days, least } = fitOf(calendar(dates), wanted)
    expect(days.map(({ hindrance }) => hindrance)).toEqual(["past", "short", "unopened", "closed"])
    expect(least).toBe(-2)
  })

  it("counts the units of a booking that is moved as free on its own dates only", () => {
    const { hindered } = fitOf(calendar(dates), { ...wanted, own: { dates: ["2027-05-02"], quantity: 1 } })
    expect(hindered.map(({ day }) => day.date)).not.toContain("2027-05-02")
    const other = fitOf(calendar(dates), { ...wanted, own: { dates: ["2027-05-01"], quantity: 1 } })
    expect(other.hindered.map(({ day }) => day.date)).toContain("2027-05-02")
  })

  it("looks at single days only where these are wanted", () => {
    const { days } = fitOf(calendar(dates), { ...wanted, dates: ["2027-05-02", "2027-05-04"] })
    expect(days.map(({ day }) => day.date)).toEqual(["2027-05-02", "2027-05-04"])
  })

  it("claims no night of the departure, and asks for one after the arrival", () => {
    const nights = calendar(dates, "NIGHT")
    expect(fitOf(nights, { ...wanted, end_date: "2027-05-02" }).days.map(({ day }) => day.date)).toEqual(["2027-05-01"])
    expect(fitOf(nights, { ...wanted, end_date: "2027-05-01" })).toMatchObject({ needsDeparture: true, least: null })
  })
})

describe("how a date looks", () => {
  const open = calendarDay("2027-05-02")

  it("shows nothing of a resource that takes no bookings as free", () => {
    expect(heatOf(open, { is_active: true })).toBe("free")
    expect(heatOf(open, { is_active: false })).toBe("closed")
    expect(heatOf({ ...open, overcommitted: true }, { is_active: false })).toBe("overcommitted")
  })
})

describe("what a move asks for", () => {
  const allocation = {
    id: "alloc_1",
    resource_id: "res_1",
    dates: ["2027-05-01", "2027-05-03"],
    start_date: "2027-05-01",
    end_date: "2027-05-03",
    booking_unit: "DAY",
    days: 2,
    quantity: 1,
  } as Allocation
  const values = moveValuesOf(allocation)

  it("asks for nothing where nothing is changed, or the days are not complete", () => {
    expect(moveInputOf(values, allocation)).toBeNull()
    expect(moveInputOf({ ...values, end_date: null }, allocation)).toBeNull()
    expect(moveInputOf({ ...values, end_date: "2027-04-30" }, allocation)).toBeNull()
    expect(moveInputOf({ ...values, quantity: "0" }, allocation)).toBeNull()
  })

  it("names only what is changed", () => {
    expect(moveInputOf({ ...values, quantity: "2", reason: " Flat tyre " }, allocation)).toEqual({
      id: "alloc_1",
      quantity: 2,
      reason: "Flat tyre",
    })
  })

  it("keeps the gaps of single days, and gives them up only with the length", () => {
    const later = { ...values, start_date: "2027-05-31", end_date: "2027-06-02" }
    expect(moveInputOf(later, allocation)).toEqual({ id: "alloc_1", dates: ["2027-05-31", "2027-06-02"] })
    expect(moveInputOf({ ...later, end_date: "2027-06-03" }, allocation)).toEqual({
      id: "alloc_1",
      start_date: "2027-05-31",
      end_date: "2027-06-03",
      change_days: true,
    })
  })

  it("puts a refusal beside what caused it", () => {
    const full = new Refusal(409, { code: "insufficient_capacity" })
    expect(fieldOf(full, { id: "alloc_1", start_date: "2027-05-02", end_date: "2027-05-04", quantity: 2 })).toBe(
      "dates",
    )
    expect(fieldOf(full, { id: "alloc_1", quantity: 2 })).toBe("quantity")
    expect(fieldOf(full, { id: "alloc_1", resource_id: "res_2", quantity: 2 })).toBe("resource_id")
    const inactive = new Refusal(409, { code: "resource_inactive" })
    expect(fieldOf(inactive, { id: "alloc_1", resource_id: "res_2", start_date: "2027-05-02" })).toBe("resource_id")
    const wrong = new Refusal(400, { code: "invalid_data", details: { field: "quantity" } })
    expect(fieldOf(wrong, { id: "alloc_1", start_date: "2027-05-02", quantity: 2 })).toBe("quantity")
  })
})
