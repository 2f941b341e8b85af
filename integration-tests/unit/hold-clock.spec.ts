import fc from "fast-check"
import { effectiveStatus, isExpired, secondsRemaining } from "../../src/modules/resource_booking/domain/hold-clock"
import type { HoldStatus } from "../../src/modules/resource_booking/types"

const END = "2027-10-02T16:00:00.000Z"
const at = (ms: number) => new Date(Date.parse(END) + ms).toISOString()
const hold = (overrides: { status?: HoldStatus; claimed_at?: string | null } = {}) => ({
  status: "ACTIVE" as const,
  expires_at: END,
  claimed_at: null,
  ...overrides,
})
const offset = fc.integer({ min: -10_000_000, max: 10_000_000 })

describe("a hold's clock", () => {
  it("C1: is over at the very millisecond of expires_at, and not one before", () => {
    expect(isExpired(hold(), at(-1))).toBe(false)
    expect(isExpired(hold(), at(0))).toBe(true)
    expect(isExpired(hold(), at(1))).toBe(true)
  })

  it("C1: status and remaining seconds follow the one predicate", () => {
    fc.assert(
      fc.property(offset, (ms) => {
        const expired = isExpired(hold(), at(ms))
        expect(effectiveStatus(hold(), at(ms))).toBe(expired ? "EXPIRED" : "ACTIVE")
        expect(expired).toBe(ms >= 0)
        expect(secondsRemaining(hold(), at(ms))).toBe(expired ? 0 : Math.floor(-ms / 1000))
      }),
    )
  })

  it("stands still while the checkout has claimed the hold", () => {
    fc.assert(
      fc.property(offset, (ms) => {
        const claimed = hold({ claimed_at: at(-60_000) })
        expect(isExpired(claimed, at(ms))).toBe(false)
        expect(effectiveStatus(claimed, at(ms))).toBe("ACTIVE")
      }),
    )
  })

  it("a claimed hold past its deadline has no seconds below zero", () => {
    expect(secondsRemaining(hold({ claimed_at: at(-1) }), at(5_000))).toBe(0)
  })

  it("an ended hold never leaves its status, whatever the clock says", () => {
    const ended = fc.constantFrom<HoldStatus>("CONFIRMED", "RELEASED", "EXPIRED")
    fc.assert(
      fc.property(ended, offset, (status, ms) => {
        expect(effectiveStatus(hold({ status }), at(ms))).toBe(status)
        expect(secondsRemaining(hold({ status }), at(ms))).toBe(0)
        expect(isExpired(hold({ status }), at(ms))).toBe(status === "EXPIRED")
      }),
    )
  })

  it("F4: compares instants, not clock faces: an hour that comes twice is an hour", () => {
    // Sydney, 4 April 2027: 02:30 comes at +11:00 and again at +10:00.
    const first = { ...hold(), expires_at: "2027-04-04T02:30:00.000+11:00" }
    expect(isExpired(first, "2027-04-04T02:10:00.000+10:00")).toBe(true)
    expect(
      secondsRemaining({ ...hold(), expires_at: "2027-04-04T02:30:00.000+10:00" }, "2027-04-04T02:30:00.000+11:00"),
    ).toBe(3600)
  })
})
