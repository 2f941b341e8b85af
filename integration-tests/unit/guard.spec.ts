import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import type { Context } from "@medusajs/framework/types"
import { Guard } from "../../src/modules/resource_booking/guard"
import { until } from "../helpers/locks"

const LIMITS = { queue_length: 100, lock_timeout_ms: 5_000 }

/** What Medusa hands to a method outside a transaction, as far as the guard looks at it. */
const outside = (max?: number) =>
  ({
    manager: { getKnex: () => ({ client: { pool: max === undefined ? undefined : { max } } }) },
  }) as unknown as Context<EntityManager>
const inside = () =>
  ({ transactionManager: { getTransactionContext: () => ({}) } }) as unknown as Context<EntityManager>

/** Work that ends when it is told to, and tells how many of its kind are under way. */
function works() {
  const ends: (() => void)[] = []
  const state = { running: 0, most: 0, started: 0 }
  const work = async () => {
    const number = state.started++
    state.running += 1
    state.most = Math.max(state.most, state.running)
    await new Promise<void>((resolve) => ends.push(resolve))
    state.running -= 1
    return number
  }
  return { state, work, endOne: () => ends.shift()!() }
}

const failing = (...errors: unknown[]) => {
  let calls = 0
  const work = async () => {
    const error = errors[calls++]
    if (error !== undefined) throw error
    return "done"
  }
  return { work, calls: () => calls }
}

describe("the gate of the guarded path", () => {
  it.each([
    [10, 5],
    [7, 3],
    [1, 1],
    [undefined, 5],
  ])("A23: of a pool of %s connections at most %i are inside", async (max, allowed) => {
    const guard = new Guard(LIMITS)
    const context = outside(max)
    const { state, work, endOne } = works()
    const calls = Array.from({ length: 20 }, () => guard.run(context, work))
    for (let ended = 0; ended < 20; ended++) {
      await until(() => state.started >= Math.min(20, ended + allowed), "the next one to start")
      endOne()
    }
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 20 }, (_, i) => i))
    expect(state.most).toBe(allowed)
  })

  it("A14: the queue is bounded in length: who comes after is told at once, the others are served", async () => {
    const guard = new Guard({ ...LIMITS, queue_length: 3 })
    const { state, work, endOne } = works()
    const served = Array.from({ length: 4 }, () => guard.run(outside(2), work))
    await expect(guard.run(outside(2), work)).rejects.toMatchObject({ code: "busy" })
    for (let i = 1; i <= 4; i++) {
      await until(() => state.started === i, "the next one to start")
      endOne()
    }
    expect(await Promise.all(served)).toEqual([0, 1, 2, 3])
    expect(state.started).toBe(4)
  })

  it("A14: the queue is bounded in time: who waited too long is refused and never starts", async () => {
    const guard = new Guard({ queue_length: 10, lock_timeout_ms: 10 })
    const { state, work, endOne } = works()
    const first = guard.run(outside(2), work)
    const second = guard.run(outside(2), work)
    const asked = Date.now()
    await until(() => Date.now() > asked + 20, "the time to be up")
    endOne()
    await first
    await expect(second).rejects.toMatchObject({ code: "busy" })
    expect(state.started).toBe(1)
  })

  it("A23: calls for one resource leave two places to everybody else, and go on in their order", async () => {
    const guard = new Guard(LIMITS)
    const stuck = works()
    const crowd = Array.from({ length: 8 }, () => guard.run(outside(10), stuck.work, "res_stuck"))
    await until(
      () => stuck.state.started === 3,
      () => "three of the crowd to start",
    )
    expect(await guard.run(outside(10), async () => "stranger", "res_quiet")).toBe("stranger")
    expect(await guard.run(outside(10), async () => "release")).toBe("release")
    for (let ended = 0; ended < 8; ended++) {
      await until(
        () => stuck.state.running > 0,
        () => "the next of the crowd to start",
      )
      stuck.endOne()
    }
    expect(await Promise.all(crowd)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(stuck.state.most).toBe(3)
  })

  it("A14: who waits in a lane counts for the length of the queue", async () => {
    const guard = new Guard({ ...LIMITS, queue_length: 2 })
    const stuck = works()
    const crowd = Array.from({ length: 5 }, () => guard.run(outside(10), stuck.work, "res_stuck"))
    await expect(guard.run(outside(10), stuck.work, "res_stuck")).rejects.toMatchObject({ code: "busy" })
    for (let ended = 0; ended < 5; ended++) {
      await until(
        () => stuck.state.running > 0,
        () => "the next of the crowd to start",
      )
      stuck.endOne()
    }
    await Promise.all(crowd)
  })

  it("after a refusal, the next one is served as if nothing had been", async () => {
    const guard = new Guard(LIMITS)
    await expect(guard.run(outside(2), failing(new Error("no")).work)).rejects.toThrow("no")
    expect(await guard.run(outside(2), async () => 7)).toBe(7)
  })
})

describe("a second try", () => {
  const token = { code: "23505", constraint: "resource_hold_token_key" }

  it.each([
    ["a deadlock", { code: "40P01" }],
    ["a serialization failure", { code: "40001" }],
    ["a twin with the same token", token],
  ])("is made after %s", async (_, error) => {
    const { work, calls } = failing(error)
    expect(await new Guard(LIMITS).run(outside(), work)).toBe("done")
    expect(calls()).toBe(2)
  })

  it.each([["40P01"], ["40001"]])("and only one: %s twice is busy", async (code) => {
    const { work, calls } = failing({ code }, { code }, undefined)
    await expect(new Guard(LIMITS).run(outside(), work)).rejects.toMatchObject({ code: "busy" })
    expect(calls()).toBe(2)
  })

  it.each([
    ["a lock that did not come", { code: "55P03" }, { code: "lock_timeout" }],
    ["a statement that took too long", { code: "57014" }, { code: "lock_timeout" }],
    [
      "a taken line",
      { code: "23505", constraint: "resource_allocation_live_line_key" },
      { code: "booking_line_invalid" },
    ],
    ["any other constraint", { code: "23505", constraint: "resource_pkey" }, { code: "23505" }],
    ["a bug", new TypeError("x is not a function"), { message: "x is not a function" }],
  ])("is not made after %s", async (_, error, expected) => {
    const { work, calls } = failing(error)
    await expect(new Guard(LIMITS).run(outside(), work)).rejects.toMatchObject(expected)
    expect(calls()).toBe(1)
  })
})

describe("inside somebody else's transaction", () => {
  it("there is no queue: it would wait for itself", async () => {
    const guard = new Guard({ queue_length: 1, lock_timeout_ms: 5_000 })
    const { state, work, endOne } = works()
    const outer = guard.run(outside(2), work)
    const queued = guard.run(outside(2), work)
    await expect(guard.run(outside(2), work)).rejects.toMatchObject({ code: "busy" })
    expect(await guard.run(inside(), async () => "joined")).toBe("joined")
    endOne()
    await outer
    await until(() => state.started === 2, "the queued one to start")
    endOne()
    await queued
  })

  it("there is no second try: the transaction is already lost", async () => {
    const { work, calls } = failing({ code: "40P01" })
    await expect(new Guard(LIMITS).run(inside(), work)).rejects.toMatchObject({ code: "busy" })
    expect(calls()).toBe(1)
  })

  it("driver errors are told in our words there too", async () => {
    const { work } = failing({ code: "55P03" })
    await expect(new Guard(LIMITS).run(inside(), work)).rejects.toMatchObject({ code: "lock_timeout" })
  })
})
