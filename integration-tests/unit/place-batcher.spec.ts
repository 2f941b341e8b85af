import { tooBusy, unavailable } from "../../src/modules/resource_booking/errors"
import { PlaceBatcher } from "../../src/modules/resource_booking/place-batcher"
import { until } from "../helpers/locks"

const LIMITS = { queue_length: 1000, lock_timeout_ms: 5_000 }
const DATE = "res_1 2027-03-01"

/** Calls that end when they are told to; each answers a request with its name in capitals, or rejects. */
function calls() {
  const made: string[][] = []
  const ends: ((error?: unknown) => void)[] = []
  const call = (requests: string[]) =>
    new Promise<string[]>((resolve, reject) => {
      made.push(requests)
      ends.push((error) =>
        error === undefined ? resolve(requests.map((name) => name.toUpperCase())) : reject(error as Error),
      )
    })
  const endNext = async (error?: unknown) => {
    await until(() => ends.length > 0, "a call to be made")
    ends.shift()!(error)
  }
  return { made, call, endNext }
}

type Call = (requests: string[]) => Promise<(string | undefined)[]>

/** A place of that name; alone it makes the same call as in company. */
const placing = (call: Call, request: string, more: { date?: string; claims?: number; owner?: string } = {}) => ({
  request,
  date: DATE,
  claims: 1,
  owner: request,
  together: call,
  alone: async (one: string) => (await call([one]))[0]!,
  ...more,
})

/** What the guard makes of an error of the database. */
const refusedBy = (error: { code: string }) => Object.assign(unavailable(error)!, { cause: error })

const names = (count: number) => Array.from({ length: count }, (_, i) => `p${i}`)

describe("places of one date", () => {
  it("one alone is a plain call, made at once", async () => {
    const batcher = new PlaceBatcher<string, string>(LIMITS)
    const { made, call, endNext } = calls()
    const placed = batcher.place(placing(call, "a"))
    expect(made).toEqual([["a"]])
    await endNext()
    expect(await placed).toBe("A")
  })

  it("those that come meanwhile go together in the next call, each with its own answer, at most 64 at a time", async () => {
    const batcher = new PlaceBatcher<string, string>(LIMITS)
    const { made, call, endNext } = calls()
    const placed = names(100).map((name) => batcher.place(placing(call, name)))
    for (let i = 0; i < 3; i++) await endNext()
    expect(await Promise.all(placed)).toEqual(names(100).map((name) => name.toUpperCase()))
    expect(made).toEqual([["p0"], names(100).slice(1, 65), names(100).slice(65)])
  })

  it("another date waits for none of them, and a date that is done begins anew", async () => {
    const batcher = new PlaceBatcher<string, string>(LIMITS)
    const { made, call, endNext } = calls()
    const first = batcher.place(placing(call, "a"))
    const other = batcher.place(placing(call, "b", { date: "res_1 2027-03-02" }))
    expect(made).toEqual([["a"], ["b"]])
    await endNext()
    await endNext()
    await Promise.all([first, other])
    const again = batcher.place(placing(call, "c"))
    expect(made).toHaveLength(3)
    await endNext()
    expect(await again).toBe("C")
  })

  it.each([
    ["waited too long for a lock", refusedBy({ code: "55P03" })],
    ["was a deadlock twice", refusedBy({ code: "40P01" })],
    ["broke a constraint", { code: "23505", constraint: "resource_hold_pkey" }],
  ])("a batch that %s is placed one by one: only who fails alone is refused", async (_, refused) => {
    const batcher = new PlaceBatcher<string, string>(LIMITS)
    const { made, call, endNext } = calls()
    const placed = names(4).map((name) => batcher.place(placing(call, name)))
    const outcomes = Promise.allSettled(placed)
    await endNext()
    await endNext(refused)
    await endNext()
    await endNext(new Error("p2 is bad"))
    await endNext()
    expect(await outcomes).toEqual([
      { status: "fulfilled", value: "P0" },
      { status: "fulfilled", value: "P1" },
      { status: "rejected", reason: new Error("p2 is bad") },
      { status: "fulfilled", value: "P3" },
    ])
    expect(made).toEqual([["p0"], ["p1", "p2", "p3"], ["p1"], ["p2"], ["p3"]])
  })

  it.each([
    ["the connection was lost", refusedBy({ code: "08006" })],
    ["the network went away", Object.assign(new Error("read ETIMEDOUT"), { code: "ETIMEDOUT" })],
    ["the server was shut down", refusedBy({ code: "57P01" })],
    ["the guard had no place", tooBusy()],
    ["something is wrong with us", new TypeError("no such thing")],
  ])("a batch in which %s is not placed again: it may have been committed", async (_, error) => {
    const batcher = new PlaceBatcher<string, string>(LIMITS)
    const { made, call, endNext } = calls()
    const outcomes = Promise.allSettled(names(3).map((name) => batcher.place(placing(call, name))))
    await endNext()
    await endNext(error)
    expect((await outcomes).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"])
    expect(made).toHaveLength(2)
  })

  it("A14: who waits is bounded in number and in time", async () => {
    const batcher = new PlaceBatcher<string, string>({ queue_length: 2, lock_timeout_ms: 10 })
    const { made, call, endNext } = calls()
    const first = batcher.place(placing(call, "a"))
    const waiting = [batcher.place(placing(call, "b")), batcher.place(placing(call, "c"))]
    const outcomes = Promise.allSettled(waiting)
    await expect(batcher.place(placing(call, "d"))).rejects.toMatchObject({ code: "busy" })
    const asked = Date.now()
    await until(() => Date.now() > asked + 20, "their time to be up")
    await endNext()
    await first
    expect(await outcomes).toMatchObject([
      { status: "rejected", reason: { code: "busy" } },
      { status: "rejected", reason: { code: "busy" } },
    ])
    expect(made).toEqual([["a"]])
    const later = batcher.place(placing(call, "e"))
    await endNext()
    expect(await later).toBe("E")
  })

  it("where the first of a date fails the others are served, and the date begins anew", async () => {
    const batcher = new PlaceBatcher<string, string>(LIMITS)
    const { made, call, endNext } = calls()
    const outcomes = Promise.allSettled(names(3).map((name) => batcher.place(placing(call, name))))
    await endNext(new Error("p0 is bad"))
    await endNext()
    expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"])
    const later = batcher.place(placing(call, "later"))
    await endNext()
    expect(await later).toBe("LATER")
    expect(made).toEqual([["p0"], ["p1", "p2"], ["later"]])
  })

  it("who is late by the time the batch has failed is refused, not placed by himself", async () => {
    const batcher = new PlaceBatcher<string, string>({ queue_length: 10, lock_timeout_ms: 200 })
    const { made, call, endNext } = calls()
    const outcomes = Promise.allSettled(names(3).map((name) => batcher.place(placing(call, name))))
    const asked = Date.now()
    await endNext()
    await until(() => made.length === 2, "the batch to be made")
    await until(() => Date.now() > asked + 420, "their time to be up")
    await endNext(refusedBy({ code: "55P03" }))
    expect(await outcomes).toMatchObject([
      { status: "fulfilled" },
      { reason: { code: "busy" } },
      { reason: { code: "busy" } },
    ])
    expect(made).toHaveLength(2)
  })

  it("a batch names at most 200 dates, and one that names more goes by itself", async () => {
    const batcher = new PlaceBatcher<string, string>(LIMITS)
    const { made, call, endNext } = calls()
    const sizes = [1, 92, 92, 92, 16, 300, 1]
    const placed = names(sizes.length).map((name, i) => batcher.place(placing(call, name, { claims: sizes[i]! })))
    for (let i = 0; i < 5; i++) await endNext()
    await Promise.all(placed)
    expect(made).toEqual([["p0"], ["p1", "p2"], ["p3", "p4"], ["p5"], ["p6"]])
  })

  describe("whose owner is busy", () => {
    /** In company whoever is named busy is set aside, and alone each ends when told to. */
    const world = (busy: string[]) => {
      const batcher = new PlaceBatcher<string, string>(LIMITS)
      const { made, call, endNext } = calls()
      const alone: string[] = []
      const ends: (() => void)[] = []
      const place = (name: string, owner = name) =>
        batcher.place({
          ...placing(call, name, { owner }),
          together: async (names) =>
            (await call(names)).map((answer, i) => (busy.includes(names[i]!) ? undefined : answer)),
          alone: (one) => {
            alone.push(one)
            return new Promise((resolve) => ends.push(() => resolve(`${one} alone`)))
          },
        })
      return { place, made, endNext, alone, endAlone: () => ends.shift()!() }
    }

    it("is placed alone, and neither his batch nor the next one waits for that", async () => {
      const { place, made, endNext, alone, endAlone } = world(["b"])
      const first = place("a")
      const [late, stranger] = [place("b"), place("c")]
      await endNext()
      expect(await first).toBe("A")
      await endNext()
      expect(await stranger).toBe("C")
      const next = place("d")
      await endNext()
      expect(await next).toBe("D")
      expect([made, alone]).toEqual([[["a"], ["b", "c"], ["d"]], ["b"]])
      endAlone()
      expect(await late).toBe("b alone")
    })

    it("is placed alone when he comes first, too, and those behind him go on", async () => {
      const { place, endNext, alone, endAlone } = world(["a"])
      const late = place("a")
      const stranger = place("b")
      await endNext()
      await endNext()
      expect(await stranger).toBe("B")
      expect(alone).toEqual(["a"])
      endAlone()
      expect(await late).toBe("a alone")
    })

    it("goes after his own others, and beside those of other owners", async () => {
      const { place, endNext, alone, endAlone } = world(["a1", "a2", "b"])
      const [one, two, other] = [place("a1", "a"), place("a2", "a"), place("b")]
      await endNext()
      await endNext()
      await until(() => alone.length === 2, "two to be placed alone")
      expect(alone).toEqual(["a1", "b"])
      endAlone()
      expect(await one).toBe("a1 alone")
      await until(() => alone.length === 3, "his next to be placed")
      endAlone()
      endAlone()
      expect([await two, await other]).toEqual(["a2 alone", "b alone"])
    })

    it("is bounded in number and in time as who waits for his date", async () => {
      const batcher = new PlaceBatcher<string, string>({ queue_length: 2, lock_timeout_ms: 50 })
      const ends: (() => void)[] = []
      const place = (request: string) =>
        batcher.place({
          ...placing(async () => [undefined], request, { date: request, owner: "stuck" }),
          alone: (one) => new Promise((resolve) => ends.push(() => resolve(one))),
        })
      const outcomes = Promise.allSettled(names(4).map(place))
      await expect(Promise.resolve(place("p4"))).rejects.toMatchObject({ code: "busy" })
      const begun = Date.now()
      await until(() => Date.now() > begun + 120, "their time to be up")
      ends.shift()!()
      expect(await outcomes).toMatchObject([
        { value: "p0" },
        { reason: { code: "busy" } },
        { reason: { code: "busy" } },
        { reason: { code: "busy" } },
      ])
      expect(ends).toEqual([])
      const later = place("later")
      await until(() => ends.length === 1, "the next one to be placed")
      ends.shift()!()
      expect(await later).toBe("later")
    })
  })
})
