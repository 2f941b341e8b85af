import { BookingError, tooBusy } from "../../src/modules/resource_booking/errors"
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

const names = (count: number) => Array.from({ length: count }, (_, i) => `p${i}`)

describe("places of one date", () => {
  it("one alone is a plain call, made at once", async () => {
    const batcher = new PlaceBatcher<string, string>(LIMITS)
    const { made, call, endNext } = calls()
    const placed = batcher.place(DATE, "a", call)
    expect(made).toEqual([["a"]])
    await endNext()
    expect(await placed).toBe("A")
  })

  it("those that come meanwhile go together in the next call, each with its own answer, at most 64 at a time", async () => {
    const batcher = new PlaceBatcher<string, string>(LIMITS)
    const { made, call, endNext } = calls()
    const placed = names(100).map((name) => batcher.place(DATE, name, call))
    for (let i = 0; i < 3; i++) await endNext()
    expect(await Promise.all(placed)).toEqual(names(100).map((name) => name.toUpperCase()))
    expect(made).toEqual([["p0"], names(100).slice(1, 65), names(100).slice(65)])
  })

  it("another date waits for none of them, and a date that is done begins anew", async () => {
    const batcher = new PlaceBatcher<string, string>(LIMITS)
    const { made, call, endNext } = calls()
    const first = batcher.place(DATE, "a", call)
    const other = batcher.place("res_1 2027-03-02", "b", call)
    expect(made).toEqual([["a"], ["b"]])
    await endNext()
    await endNext()
    await Promise.all([first, other])
    const again = batcher.place(DATE, "c", call)
    expect(made).toHaveLength(3)
    await endNext()
    expect(await again).toBe("C")
  })

  it("a batch that fails is placed one by one: only who fails alone is refused", async () => {
    const batcher = new PlaceBatcher<string, string>(LIMITS)
    const { made, call, endNext } = calls()
    const placed = names(4).map((name) => batcher.place(DATE, name, call))
    const outcomes = Promise.allSettled(placed)
    await endNext()
    await endNext(new BookingError("lock_timeout", "the batch waited too long"))
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

  it("a batch whose connection was lost is not placed again: it may have been committed", async () => {
    const batcher = new PlaceBatcher<string, string>(LIMITS)
    const { made, call, endNext } = calls()
    const outcomes = Promise.allSettled(names(3).map((name) => batcher.place(DATE, name, call)))
    await endNext()
    await endNext(tooBusy())
    expect((await outcomes).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"])
    expect(made).toHaveLength(2)
  })

  it("A14: who waits is bounded in number and in time", async () => {
    const batcher = new PlaceBatcher<string, string>({ queue_length: 2, lock_timeout_ms: 10 })
    const { made, call, endNext } = calls()
    const first = batcher.place(DATE, "a", call)
    const waiting = [batcher.place(DATE, "b", call), batcher.place(DATE, "c", call)]
    const outcomes = Promise.allSettled(waiting)
    await expect(batcher.place(DATE, "d", call)).rejects.toMatchObject({ code: "busy" })
    const asked = Date.now()
    await until(() => Date.now() > asked + 20, "their time to be up")
    await endNext()
    await first
    expect(await outcomes).toMatchObject([
      { status: "rejected", reason: { code: "busy" } },
      { status: "rejected", reason: { code: "busy" } },
    ])
    expect(made).toEqual([["a"]])
    const later = batcher.place(DATE, "e", call)
    await endNext()
    expect(await later).toBe("E")
  })
})
