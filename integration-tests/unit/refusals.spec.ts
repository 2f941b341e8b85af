import {
  BookingError,
  bookingErrorStatus,
  constraintError,
  STATUS_BY_CODE,
  tooBusy,
  unavailable,
} from "../../src/modules/resource_booking/errors"
import { refusal, staleEdit, staleRow } from "../../src/modules/resource_booking/refusals"
import type { VerbAnswer } from "../../src/modules/resource_booking/sql/call-verb"

type Sample = { answer: VerbAnswer; status: number; says: string[]; advises: RegExp; details: unknown }

const short = (date: string, available: number | null) => ({ resource_id: "res_1", date, requested: 3, available })
const seven = Array.from({ length: 7 }, (_, i) => `2027-03-0${i + 1}`)

const SAMPLES: Record<string, Sample> = {
  "a stay without a night": {
    answer: { code: "invalid_data", rule: "no_nights" },
    status: 400,
    says: ["end_date", "by the night", "after start_date"],
    advises: /must lie after/,
    details: { field: "end_date" },
  },
  "too many days": {
    answer: { code: "invalid_data", rule: "too_many_days", max: 92 },
    status: 400,
    says: ["92 days"],
    advises: /ask for fewer/,
    details: { field: "dates", max: 92 },
  },
  "too many claims": {
    answer: { code: "invalid_data", rule: "too_many_claims", max: 200, requested: 230 },
    status: 400,
    says: ["200", "230"],
    advises: /split it or ask for fewer/,
    details: { field: "items", max: 200, requested: 230 },
  },
  "a past date": {
    answer: { code: "invalid_data", rule: "past", date: "2027-01-01", today: "2027-01-02" },
    status: 400,
    says: ["2027-01-01", "past", "today is 2027-01-02"],
    advises: /choose later dates/,
    details: { field: "dates", date: "2027-01-01", today: "2027-01-02" },
  },
  "an unknown resource": {
    answer: { code: "resource_not_found", resource_id: "res_1" },
    status: 404,
    says: ["res_1"],
    advises: /^There is no /,
    details: { resource_id: "res_1" },
  },
  "an inactive resource": {
    answer: { code: "resource_inactive", resource_id: "res_1" },
    status: 409,
    says: ["res_1", "no bookings"],
    advises: /choose another/,
    details: { resource_id: "res_1" },
  },
  "too short or long": {
    answer: { code: "duration_not_allowed", resource_id: "res_1", days: 2, min_days: 3, max_days: 7 },
    status: 409,
    says: ["2 days", "3 to 7"],
    advises: /change the dates/,
    details: { resource_id: "res_1", days: 2, min_days: 3, max_days: 7 },
  },
  "a blackout": {
    answer: { code: "date_blacked_out", resource_id: "res_1", dates: ["2027-03-01"] },
    status: 409,
    says: ["2027-03-01"],
    advises: /choose other dates/,
    details: { resource_id: "res_1", dates: ["2027-03-01"] },
  },
  "a date that is not open": {
    answer: { code: "capacity_not_initialised", dates: [short("2027-03-01", 5), short("2027-03-02", null)] },
    status: 409,
    says: ["2027-03-02"],
    advises: /choose other dates/,
    details: { dates: [{ resource_id: "res_1", date: "2027-03-02" }] },
  },
  "too few units": {
    answer: { code: "insufficient_capacity", dates: [short("2027-03-01", 2)] },
    status: 409,
    says: ["3 asked for", "2 left", "2027-03-01"],
    advises: /other dates or fewer units/,
    details: { unavailable_dates: [short("2027-03-01", 2)] },
  },
  "a token of another request": {
    answer: { code: "idempotency_key_reused" },
    status: 422,
    says: ["token", "another request"],
    advises: /send a new token/,
    details: undefined,
  },
  "a limit": {
    answer: { code: "hold_limit_exceeded", limit: "max_active_holds_per_owner", allowed: 10, present: 9, requested: 2 },
    status: 429,
    says: ["max_active_holds_per_owner", "10", "9", "2"],
    advises: /Release or finish/,
    details: { limit: "max_active_holds_per_owner", allowed: 10, present: 9, requested: 2 },
  },
  "an unknown hold": {
    answer: { code: "hold_not_found", hold_id: "hold_1" },
    status: 404,
    says: ["hold_1"],
    advises: /^There is no /,
    details: { hold_id: "hold_1" },
  },
  "a lapsed hold": {
    answer: { code: "hold_expired", hold_id: "hold_1", expires_at: "2027-03-01T10:00:00.123456+10:00" },
    status: 409,
    says: ["hold_1", "2027-03-01T00:00:00.123Z"],
    advises: /place a new one/,
    details: { hold_id: "hold_1", expires_at: "2027-03-01T00:00:00.123Z" },
  },
  "an ended hold": {
    answer: { code: "hold_not_active", hold_id: "hold_1", status: "RELEASED" },
    status: 409,
    says: ["hold_1", "RELEASED"],
    advises: /place a new one/,
    details: { hold_id: "hold_1", status: "RELEASED" },
  },
  "a hold in checkout": {
    answer: { code: "hold_in_checkout", hold_id: "hold_1" },
    status: 409,
    says: ["hold_1", "being paid"],
    advises: /until the checkout ends/,
    details: { hold_id: "hold_1" },
  },
  "a hold no checkout has claimed": {
    answer: { code: "hold_not_claimed", hold_id: "hold_1" },
    status: 409,
    says: ["hold_1", "not been claimed"],
    advises: /complete the cart first/,
    details: { hold_id: "hold_1" },
  },
  "an unknown allocation": {
    answer: { code: "allocation_not_found", allocation_id: "alloc_1" },
    status: 404,
    says: ["alloc_1"],
    advises: /^There is no /,
    details: { allocation_id: "alloc_1" },
  },
  "a cancelled allocation": {
    answer: { code: "allocation_not_active", allocation_id: "alloc_1" },
    status: 409,
    says: ["alloc_1", "cancelled"],
    advises: /make a new booking/,
    details: { allocation_id: "alloc_1" },
  },
  "an unknown blackout": {
    answer: { code: "blackout_not_found", blackout_id: "blk_1" },
    status: 404,
    says: ["blk_1"],
    advises: /^There is no /,
    details: { blackout_id: "blk_1" },
  },
}

describe("a refusal says what was asked, why not and what to do", () => {
  it.each(Object.entries(SAMPLES))("%s", (_, { answer, status, says, advises, details }) => {
    const error = refusal(answer)
    expect(error).toBeInstanceOf(BookingError)
    expect(error.code).toBe(answer.code)
    expect(bookingErrorStatus(error)).toBe(status)
    for (const words of says) expect(error.message).toContain(words)
    expect(error.message).toMatch(advises)
    expect(error.message).not.toMatch(/undefined|null|NaN|\[object/)
    expect(error.details).toEqual(details)
  })

  it.each([
    [{ min_days: 3, max_days: 3 }, "it must be 3"],
    [{ min_days: 3, max_days: null }, "at least 3 are needed"],
    [{ min_days: null, max_days: 7 }, "at most 7 are allowed"],
    [{ min_days: 3, max_days: 7 }, "3 to 7 are allowed"],
  ])("a duration of %j reads %j", (bounds, words) => {
    expect(refusal({ code: "duration_not_allowed", resource_id: "res_1", days: 9, ...bounds }).message).toContain(words)
  })

  it("a long list of dates is cut in the message and whole in the details", () => {
    const error = refusal({ code: "date_blacked_out", resource_id: "res_1", dates: seven })
    expect(error.message).toContain("2027-03-05 and 2 more")
    expect(error.message).not.toContain("2027-03-06")
    expect(error.details).toEqual({ resource_id: "res_1", dates: seven })
  })

  it("an answer that no sentence is known for is a fault of ours, not a refusal", () => {
    expect(() => refusal({ code: "perhaps" })).toThrow("unknown code")
  })

  it("a stale edit shows the present values of the row", () => {
    const resource = { id: "res_1", timezone: "Australia/Brisbane", updated_at: "2027-03-01T10:00:00+10:00" }
    expect(staleRow({ code: "stale_edit", present: resource })).toMatchObject({
      code: "stale_edit",
      message: expect.stringMatching(/^The resource was changed .* edit again$/),
      details: { present: { id: "res_1", updated_at: "2027-03-01T00:00:00.000Z" } },
    })
    const blackout = { id: "blk_1", reason: "Service", updated_at: "2027-03-01T00:00:00Z", deleted_at: null }
    expect(staleRow({ code: "stale_edit", present: blackout }).details).toEqual({
      present: { id: "blk_1", reason: "Service", updated_at: "2027-03-01T00:00:00.000Z" },
    })
    expect(staleEdit("capacity of this range", { revision: "x" }).details).toEqual({ present: { revision: "x" } })
  })
})

describe("driver errors", () => {
  it.each([
    ["55P03", "lock_timeout"],
    ["57014", "lock_timeout"],
    ["53200", "busy"],
    ["53300", "busy"],
    ["40P01", "busy"],
    ["40001", "busy"],
  ])("%s means %s: 503, nothing was changed, try again", (code, expected) => {
    const error = unavailable({ code })!
    expect(error.code).toBe(expected)
    expect(bookingErrorStatus(error)).toBe(503)
    expect(error.message).toMatch(/Nothing was changed: please try again/)
  })

  it("a pool without a free connection means busy", () => {
    expect(unavailable(Object.assign(new Error("Knex: Timeout"), { name: "KnexTimeoutError" }))?.code).toBe("busy")
    expect(tooBusy().code).toBe("busy")
  })

  it("every other one is a fault and stays what it is", () => {
    for (const other of [{ code: "23505" }, { code: "25001" }, new Error("x"), null, undefined, "text"]) {
      expect(unavailable(other)).toBeUndefined()
    }
    expect(constraintError({ code: "23505", constraint: "resource_pkey" })).toBeUndefined()
    expect(constraintError(undefined)).toBeUndefined()
  })

  it("a line that has its allocation already is the client's doing", () => {
    const error = constraintError({ constraint: "resource_allocation_live_line_key" })!
    expect(error.code).toBe("booking_line_invalid")
    expect(error.message).toMatch(/already has a live allocation.*Cancel or move/)
  })
})

describe("codes", () => {
  it("have a status each, also on the plain object that a workflow hands on", () => {
    for (const [code, status] of Object.entries(STATUS_BY_CODE)) {
      expect(bookingErrorStatus({ code })).toBe(status)
    }
  })

  it("nothing else has one", () => {
    for (const other of [{ code: "toString" }, { code: 409 }, {}, null, "busy"]) {
      expect(bookingErrorStatus(other)).toBeUndefined()
    }
  })
})
