interface Line {
  id: number
  verb: string
  sent_at: number
  done_at: number
  status: number | null
  request: Record<string, unknown>
  reply: Record<string, unknown> | null
}

const outage = { kind: "postgres", is_outage: true, from: 1000, to: 2000 }
const skew = { kind: "clocks", is_outage: false, from: 0, to: 9000 }
const line = (fields: Partial<Line>): Line => ({
  ...{ id: 1, verb: "place", sent_at: 10, done_at: 20, status: 201, request: {}, reply: {} },
  ...fields,
})

const take = <T>(plan: Iterable<T>, count: number): T[] => {
  const taken: T[] = []
  for (const one of plan) if (taken.push(one) === count) break
  return taken
}

describe("the plan of a torture", () => {
  it("is the same for the same seed, and another for another", async () => {
    const { faultPlan } = await import("../../torture/faults/plan.mjs")
    const { buyerVisits } = await import("../../torture/clients/visits.mjs")
    const { diceOf } = await import("../../torture/dice.mjs")
    const resources = [{ id: "res_1" }, { id: "res_2" }, { id: "res_3" }]
    const plan = (seed: number): unknown[] => [
      ...take(faultPlan({ seed, kinds: ["redis", "pause", "kill-server"], servers: 3 }), 20),
      ...take(buyerVisits(diceOf(seed, "buyer-1"), resources, "buyer-1"), 50),
    ]
    expect(plan(7)).toEqual(plan(7))
    expect(plan(8)).not.toEqual(plan(7))
  })

  it("does every kind of fault once before it does any twice", async () => {
    const { faultPlan } = await import("../../torture/faults/plan.mjs")
    const { KINDS } = await import("../../torture/faults/kinds.mjs")
    const kinds = Object.keys(KINDS as object)
    const first = take<{ kind: string }>(faultPlan({ seed: 7, kinds, servers: 3 }), kinds.length)
    expect(first.map(({ kind }) => kind).sort()).toEqual([...kinds].sort())
  })
})

describe("the answers of a run", () => {
  const judged = async (fields: Partial<Line>, faults: unknown[] = [outage, skew]) => {
    const { unexplainedAnswers } = await import("../../torture/after/answers.mjs")
    return unexplainedAnswers([line(fields)], faults) as { unexplained: string[]; inside: Record<string, object> }
  }

  it("may be 500, or missing, only where the request and an outage overlap", async () => {
    expect((await judged({ status: 500, sent_at: 2001, done_at: 2100 })).unexplained).toHaveLength(1)
    expect((await judged({ status: null, reply: null, sent_at: 1, done_at: 999 })).unexplained).toHaveLength(1)
    expect(await judged({ status: 500, sent_at: 900, done_at: 1001 })).toEqual({
      unexplained: [],
      inside: { postgres: { "500": 1 } },
    })
  })

  it("may be 503 at any time with a documented code, and not with another", async () => {
    expect((await judged({ status: 503, reply: { code: "busy" } })).unexplained).toEqual([])
    expect((await judged({ status: 503, reply: { code: "no_server" } })).unexplained).toHaveLength(1)
  })

  it("are not excused by a clock that is off", async () => {
    expect((await judged({ status: 500 }, [skew])).unexplained).toHaveLength(1)
  })
})

describe("what was acknowledged", () => {
  const row = { id: "hold_1", resource_id: "res_1", dates: ["2027-05-01"], quantity: 1, status: "ACTIVE" }
  const placed = line({ reply: { holds: [row] } })

  const lost = async (lines: Line[], holds: object[]) => {
    const { lostAcknowledgements } = await import("../../torture/after/acknowledged.mjs")
    const query = (text: string) => Promise.resolve(text.includes("from resource_hold") ? holds : [])
    return (await lostAcknowledgements(lines, { query })) as string[]
  }

  it("is there with what it claims", async () => {
    expect(await lost([placed], [{ ...row, status: "EXPIRED" }])).toEqual([])
    expect(await lost([placed], [])).not.toEqual([])
    expect(await lost([placed], [{ ...row, quantity: 2 }])).not.toEqual([])
  })

  it("has not left the end that a reply has named", async () => {
    const released = line({ verb: "release", status: 200, reply: { holds: [{ ...row, status: "RELEASED" }] } })
    expect(await lost([released], [{ ...row, status: "RELEASED" }])).toEqual([])
    expect(await lost([released], [row])).not.toEqual([])
  })
})

it("the buyers' own count sees one holder too many, and forgets who gave back or whose time is up", async () => {
  const { HolderLedger } = await import("../../torture/clients/holder-ledger.mjs")
  const ledger = new HolderLedger(new Map([["res_1", 1]])) as {
    gets(hold: object): void
    givesBack(hold: object): void
    oversold: string[]
  }
  const hold = (id: string, minutes = 1) => ({
    ...{ id, resource_id: "res_1", dates: ["2027-05-01"], quantity: 1 },
    expires_at: new Date(Date.now() + minutes * 60_000).toISOString(),
  })
  ledger.gets(hold("hold_1"))
  ledger.givesBack(hold("hold_1"))
  ledger.gets(hold("hold_2", -1))
  ledger.gets(hold("hold_3"))
  expect(ledger.oversold).toEqual([])
  ledger.gets(hold("hold_4"))
  expect(ledger.oversold).toHaveLength(1)
})
