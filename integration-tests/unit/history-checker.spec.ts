import fc from "fast-check"
import { Ledger, type Fault } from "./history/ledger"
import { historyOf, type Call, type Line } from "./history/run"

const newChecker = async () =>
  (await import("../../torture/history/check.mjs")).check as (lines: unknown[], of?: object) => string[]

const call = fc.record<Call>({
  verb: fc.constantFrom(
    ...(["place", "place", "place", "resend", "reuse", "extend", "release", "confirm"] as const),
    ...(["cancel", "cancel", "book", "capacity", "read", "read"] as const),
  ),
  gap: fc.integer({ min: 0, max: 120 }),
  there: fc.integer({ min: 0, max: 90 }),
  back: fc.integer({ min: 0, max: 90 }),
  lost: fc.constantFrom("no", "no", "no", "no", "no", "reply", "request"),
  pick: fc.nat(1000),
  days: fc.constantFrom([1], [2], [1, 2], [2, 3]),
  quantity: fc.constantFrom(1, 1, 2),
  clamp: fc.boolean(),
  withToken: fc.boolean(),
})
const calls = (minLength: number) => fc.array(call, { minLength, maxLength: 120, size: "max" })

const rules = (violations: string[]) => [...new Set(violations.map((words) => words.split(":")[0]!))]

describe("a correct ledger", () => {
  it("is never convicted, whatever is under way at once and whichever replies are lost", async () => {
    const check = await newChecker()
    fc.assert(
      fc.property(calls(1), (drawn) => {
        expect(check(historyOf(new Ledger(), drawn), { skew: 0 })).toEqual([])
      }),
      { seed: Number(process.env.FC_SEED ?? 20261123), numRuns: Number(process.env.FC_RUNS ?? 400) },
    )
  })

  it("is not convicted of what a clock that is 50 ms off makes of its instants", async () => {
    const check = await newChecker()
    fc.assert(
      fc.property(calls(1), fc.integer({ min: -50, max: 50 }), (drawn, off) => {
        const lines = historyOf(new Ledger(), drawn).map((line) => ({
          ...line,
          sent_at: (line.sent_at as number) + off,
          done_at: line.done_at === null ? null : (line.done_at as number) + off,
        }))
        expect(check(lines)).toEqual([])
      }),
      { seed: 20261123, numRuns: 200 },
    )
  })
})

const FOUND_AS: Record<Fault, string> = {
  oversells: "oversold",
  "forgets tokens": "token_reused",
  "confuses tokens": "token_reused",
  shortens: "deadline",
  "prolongs unasked": "deadline",
  "bears expired": "deadline",
  "expires early": "ended_early",
  "releases unasked": "ended_early",
  revives: "left_terminal",
  "forgets holds": "lost",
  "changes quantities": "changed_claim",
  "refuses with room": "refused_with_room",
  "reduces below taken": "reduced_below_taken",
  "cancels unasked": "ended_early",
}

describe("a faulty ledger", () => {
  it.each(Object.entries(FOUND_AS))("that %s is convicted: %s", async (fault, rule) => {
    const check = await newChecker()
    const histories = fc.sample(calls(100), { seed: 7, numRuns: 60 })
    const found = histories.map((drawn) => {
      let turn = 0
      return rules(check(historyOf(new Ledger(fault as Fault, () => turn++ % 3 === 0), drawn), { skew: 0 }))
    })
    expect(found.filter((each) => each.includes(rule)).length).toBeGreaterThan(3)
  })
})

const NOW = Date.parse("2026-11-23T04:00:00Z")
const iso = (ms: number) => new Date(NOW + ms).toISOString()
const items = [{ resource_id: "res_van", dates: ["2027-05-01"], quantity: 1 }]
const claim = { booking_id: "bk_1", resource_id: "res_van", dates: ["2027-05-01"], quantity: 1 }
const hold = (id: string, more = {}) => ({ ...claim, id, status: "ACTIVE", expires_at: iso(60_000), ...more })

/** Lines of one after the other, each a second after the last. */
const told = (...lines: (Partial<Omit<Line, "request">> & { verb: string; request: object })[]) => [
  {
    id: 0,
    verb: "capacity",
    sent_at: NOW - 500,
    done_at: NOW - 490,
    request: { resource_id: "res_van", dates: ["2027-05-01"], max_capacity: 1 },
    status: 200,
    reply: {},
  },
  ...lines.map((line, i) => ({
    id: i + 1,
    sent_at: NOW + i * 1000,
    done_at: NOW + i * 1000 + 10,
    status: 200,
    reply: {},
    ...line,
  })),
]
const placed = (id: string, seconds: number, more = {}) => ({
  verb: "place",
  request: { items },
  status: 201,
  reply: {
    booking_id: `bk_${id}`,
    now: iso(seconds * 1000 + 5),
    holds: [{ ...hold(id), booking_id: `bk_${id}`, ...more }],
  },
})

describe("a history told line by line", () => {
  it.each<[string, string, ReturnType<typeof told>]>([
    ["a second hold on the last unit", "oversold", told(placed("hold_1", 0), placed("hold_2", 1))],
    [
      "a hold on a unit whose release was asked for and refused",
      "oversold",
      told(
        placed("hold_1", 0),
        { verb: "release", request: { hold_id: "hold_1" }, status: 409, reply: { code: "hold_in_checkout" } },
        placed("hold_2", 2),
      ),
    ],
    [
      "a hold on a unit that was booked, after the deadline of what was held",
      "oversold",
      told(
        placed("hold_1", 0, { expires_at: iso(900) }),
        {
          verb: "confirm",
          request: { hold_id: "hold_1" },
          status: 201,
          reply: { allocations: [{ ...claim, booking_id: "bk_hold_1", id: "alloc_1", hold_id: "hold_1" }] },
          sent_at: NOW + 500,
          done_at: NOW + 510,
        },
        placed("hold_2", 2),
      ),
    ],
    ["a hold of a date that nobody opened", "oversold", told(placed("hold_1", 0)).slice(1)],
    [
      "a moment that lies outside the call",
      "clock",
      told({ verb: "extend", request: { hold_id: "hold_1" }, reply: { now: iso(600_000), holds: [] } }),
    ],
    [
      "an order without its allocation",
      "lost",
      told(
        placed("hold_1", 0),
        { verb: "complete", request: { cart_id: "cart_1", hold_ids: ["hold_1"] }, reply: { order_id: "order_1" } },
        { verb: "read", request: { order_id: "order_1", final: true }, reply: { allocations: [] } },
      ),
    ],
    ["a verb that nobody knows", "malformed", told({ verb: "snatch", request: {} })],
    ["a hold without a deadline", "malformed", told(placed("hold_1", 0, { expires_at: undefined }))],
    [
      "a refusal of a free date",
      "refused_with_room",
      told({ verb: "place", request: { items }, status: 409, reply: { code: "insufficient_capacity" } }),
    ],
    [
      "a refusal of an open date as not opened",
      "refused_with_room",
      told({ verb: "place", request: { items }, status: 409, reply: { code: "capacity_not_initialised" } }),
    ],
  ])("is convicted of %s", async (_, rule, lines) => {
    expect(rules((await newChecker())(lines))).toEqual([rule])
  })

  it.each<[string, ReturnType<typeof told>]>([
    [
      "a hold on a unit whose release nobody answered",
      told(
        placed("hold_1", 0),
        { verb: "release", request: { hold_id: "hold_1" }, status: undefined, reply: undefined, done_at: undefined },
        placed("hold_2", 2),
      ),
    ],
    [
      "a hold at the very deadline of another",
      told(placed("hold_1", 0, { expires_at: iso(1005) }), placed("hold_2", 1)),
    ],
    [
      "a refusal where a hold may be that nobody answered",
      told(
        { verb: "place", request: { items }, status: 503, reply: { code: "busy" } },
        { verb: "place", request: { items }, status: 409, reply: { code: "insufficient_capacity" } },
      ),
    ],
    [
      "a refusal behind what staff have booked, of which no hold was ever shown",
      told(
        {
          verb: "place",
          request: { items, owner: "admin" },
          status: 201,
          reply: {
            booking_id: "bk_1",
            now: iso(5),
            allocations: [{ ...items[0], id: "alloc_1", hold_id: "hold_1", booking_id: "bk_1", created_at: iso(5) }],
          },
        },
        { verb: "place", request: { items }, status: 409, reply: { code: "insufficient_capacity" } },
      ),
    ],
  ])("is not convicted of %s", async (_, lines) => {
    expect((await newChecker())(lines)).toEqual([])
  })

  it("names the lines that together cannot be", async () => {
    const [violation] = (await newChecker())(told(placed("hold_1", 0), placed("hold_2", 1)))
    expect(violation).toMatch(/^oversold: 2 units of res_van 2027-05-01 .* \(lines 1, 2\)$/)
  })
})
