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

/** What the guard makes of an error of the database. */
const refusedBy = (error: { code: string }) => Object.assign(unavailable(error)!, { cause: error })

const names = (count: number) => Array.from({ length: count }, (_, i) => `p${i}`)

describe("places of one date", () => {
  it("one alone is a plain call, made at once", async () => {
    const batcher = new PlaceBatcher<string, string>(LIMITS)
    const { made, call, endNext } = calls()
    const placed = batcher.place(DATE, "a", 1, call)
    expect(made).toEqual([["a"]])
    await endNext()
    expect(await placed).toBe("A")
  })

  it("those that come meanwhile go together in the next call, each with its own answer, at most 64 at a time", async () => {
    const batcher = new PlaceBatcher<string, string>(LIMITS)
    const { made, call, endNext } = calls()
    const placed = names(100).map((name) => batcher.place(DATE, name, 1, call))
    for (let i = 0; i < 3; i++) await endNext()
    expect(await Promise.all(placed)).toEqual(names(100).map((name) => name.toUpperCase()))
    expect(made).toEqual([["p0"], names(100).slice(1, 65), names(100).slice(65)])
  })

  it("another date waits for none of them, and a date that is done begins anew", async () => {
    const batcher = new PlaceBatcher<string, string>(LIMITS)
    const { made, call, endNext } = calls()
    const first = batcher.place(DATE, "a", 1, call)
    const other = batcher.place("res_1 2027-03-02", "b", 1, call)
    expect(made).toEqual([["a"], ["b"]])
    await endNext()
    await endNext()
    await Promise.all([first, other])
    const again = batcher.place(DATE, "c", 1, call)
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
    const placed = names(4).map((name) => batcher.place(DATE, name, 1, call))
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
    const outcomes = Promise.allSettled(names(3).map((name) => batcher.place(DATE, name, 1, call)))
    await endNext()
    await endNext(error)
    expect((await outcomes).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"])
    expect(made).toHaveLength(2)
  })

  it("A14: who waits is bounded in number and in time", async () => {
    const batcher = new PlaceBatcher<string, string>({ queue_length: 2, lock_timeout_ms: 10 })
    const { made, call, endNext } = calls()
    const first = batcher.place(DATE, "a", 1, call)
    const waiting = [batcher.place(DATE, "b", 1, call), batcher.place(DATE, "c", 1, call)]
    const outcomes = Promise.allSettled(waiting)
    await expect(batcher.place(DATE, "d", 1, call)).rejects.toMatchObject({ code: "busy" })
    const asked = Date.now()
    await until(() => Date.now() > asked + 20, "their time to be up")
    await endNext()
    await first
    expect(await outcomes).toMatchObject([
      { status: "rejected", reason: { code: "busy" } },
      { status: "rejected", reason: { code: "busy" } },
    ])
    expect(made).toEqual([["a"]])
    const later = batcher.place(DATE, "e", 1, call)
    await endNext()
    expect(await later).toBe("E")
  })

  it("where the first of a date fails the others are served, and the date begins anew", async () => {
    const batcher = new PlaceBatcher<string, string>(LIMITS)
    const { made, call, endNext } = calls()
    const outcomes = Promise.allSettled(names(3).map((name) => batcher.place(DATE, name, 1, call)))
    await endNext(new Error("p0 is bad"))
    await endNext()
    expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"])
    const later = batcher.place(DATE, "later", 1, call)
    await endNext()
    expect(await later).toBe("LATER")
    expect(made).toEqual([["p0"], ["p1", "p2"], ["later"]])
  })

  it("who is late by the time the batch has failed is refused, not placed by himself", async () => {
    const batcher = new PlaceBatcher<string, string>({ queue_length: 10, lock_timeout_ms: 200 })
    const { made, call, endNext } = calls()
    const outcomes = Promise.allSettled(names(3).map((name) => batcher.place(DATE, name, 1, call)))
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
    const placed = names(sizes.length).map((name, i) => batcher.place(DATE, name, sizes[i]!, call))
    for (let i = 0; i < 5; i++) await endNext()
    await Promise.all(placed)
    expect(made).toEqual([["p0"], ["p1", "p2"], ["p3", "p4"], ["p5"], ["p6"]])
  })
})
