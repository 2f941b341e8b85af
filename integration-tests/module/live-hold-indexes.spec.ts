import { ageHold, day } from "../helpers/build"
import { openDb, type Db } from "../helpers/database"
import { moduleSuite } from "../helpers/module-suite"

const HOLDS = 200

/** How many entries of these indexes a statement reads. */
async function entriesRead(db: Db, statement: string, indexes = "resource_hold_live_%"): Promise<number> {
  // One statement after another, so one connection: it flushes its own counts, and makes its plans now.
  const session = openDb(db.url)
  const read = async () => {
    await session.query("select pg_stat_force_next_flush()")
    const { entries } = await session.one<{ entries: number }>(
      `select sum(idx_tup_read)::integer as entries from pg_stat_user_indexes
       where indexrelname like $1`,
      [indexes],
    )
    return entries
  }
  try {
    const before = await read()
    await session.query(statement)
    return (await read()) - before
  } finally {
    await session.close()
  }
}

moduleSuite(({ build, db, service }) => {
  // A night's statistics know of no live hold. A plan made then lasts through the day, while they are many.
  const aDayWithManyHolds = async () => {
    const resource = await build.resource({ capacity: HOLDS + 10 })
    await db.query("analyze resource_hold")
    const holds = []
    for (let i = 0; i < HOLDS; i++) holds.push(await build.hold({ resource, dates: [day(1)] }))
    return { resource, holds }
  }

  it("a buyer's statement reads his own holds, not everybody's", async () => {
    const { resource, holds } = await aDayWithManyHolds()
    const request = {
      items: [{ resource_id: resource.id, dates: [day(2)], quantity: 1, hold_id: "hold_of_this_test" }],
      booking_id: "bk_of_this_test",
      request_hash: "hash",
      idempotency_token: "token-of-this-test",
      token_scope: "store:cart:cart_1",
      owner_key: "cart:cart_1",
      client_address: "203.0.113.1",
      cart_id: "cart_1",
      source: "STORE",
      default_ttl_minutes: 30,
      rules: { max_hold_days: 90, max_claims: 200 },
      limits: { holds: 20, unit_days: 100, address_unit_days: 100 },
      lock_timeout_ms: 3000,
    }
    const verbs = {
      place: ["rb_place_hold_1", request],
      release: ["rb_release_hold_1", { hold_id: holds[0]!.id, released_by: "store", lock_timeout_ms: 3000 }],
      extend: [
        "rb_extend_hold_1",
        { hold_id: holds[1]!.id, minutes: 40, max_hold_minutes: 120, lock_timeout_ms: 3000 },
      ],
      settle: ["rb_expire_holds_1", { hold_ids: [holds[2]!.id], limit: 100, max_claims: 1000, lock_timeout_ms: 3000 }],
    }
    for (const [verb, [name, body]] of Object.entries(verbs)) {
      const read = await entriesRead(db, `select ${name as string}('${JSON.stringify(body)}'::jsonb)`)
      expect({ verb, walks: read > 10 }).toEqual({ verb, walks: false })
    }
  })

  it("confirming and cancelling read their own allocations, not everybody's", async () => {
    const resource = await build.resource({ capacity: HOLDS + 10 })
    await db.query("analyze resource_allocation")
    const bookings = []
    for (let i = 0; i < HOLDS; i++) bookings.push(await build.booking({ resource, dates: [day(1)] }))
    const hold = await build.hold({ resource, dates: [day(1)] })
    const confirmed = {
      holds: [{ hold_id: hold.id, allocation_id: "alloc_of_this_test" }],
      contact: {},
      claimed_only: false,
      lock_timeout_ms: 3000,
    }
    const cancelled = { allocation_ids: [bookings[0]!.id], cancelled_by: "user_test", lock_timeout_ms: 3000 }
    const verbs = { rb_confirm_hold_1: confirmed, rb_cancel_allocations_1: cancelled }
    for (const [verb, body] of Object.entries(verbs)) {
      const statement = `select ${verb}('${JSON.stringify(body)}'::jsonb)`
      const read = await entriesRead(db, statement, "resource_allocation_%")
      expect({ verb, walks: read > 20 }).toEqual({ verb, walks: false })
    }
  })

  it("availability reads the resource's lapsed holds, not everybody's", async () => {
    const { holds } = await aDayWithManyHolds()
    for (const { id } of holds.slice(0, 50)) await ageHold(db, id)
    const other = await build.resource()
    const read = await entriesRead(db, `select rb_availability_1('${other.id}', '${day(1)}', '${day(30)}', null)`)
    expect(read).toBeLessThan(10)
  })

  it("the clean-up reads the lapsed ones alone", async () => {
    const { holds } = await aDayWithManyHolds()
    for (const { id } of holds.slice(0, 5)) await ageHold(db, id)
    const sweep = { limit: 100, max_claims: 1000, lock_timeout_ms: 3000 }
    const read = await entriesRead(db, `select rb_expire_holds_1('${JSON.stringify(sweep)}'::jsonb)`)
    expect(read).toBeGreaterThanOrEqual(5)
    expect(read).toBeLessThan(50)
    expect((await service.getHealthFigures()).live_holds).toBe(HOLDS - 5)
  })
})
