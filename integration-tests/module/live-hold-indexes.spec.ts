import { findLineHolds } from "../../src/modules/resource_booking/sql/find-line-holds"
import { listAbandonedClaims } from "../../src/modules/resource_booking/sql/list-abandoned-claims"
import { readOrderAllocations } from "../../src/modules/resource_booking/sql/read-order-allocations"
import type { Manager } from "../../src/modules/resource_booking/sql/manager"
import { ageHold, day } from "../helpers/build"
import { openDb, type Db } from "../helpers/database"
import { managerOn } from "../helpers/manager-on"
import { moduleSuite } from "../helpers/module-suite"

const HOLDS = 200

/** How many entries of these indexes a statement reads, or what a manager is asked. */
async function entriesRead(
  db: Db,
  work: string | ((manager: Manager) => Promise<unknown>),
  indexes = "resource_hold_live_%",
): Promise<number> {
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
    await (typeof work === "string" ? session.query(work) : work(managerOn(session)))
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

  it("the checkout reads its own cart's holds, not everybody's", async () => {
    const { holds } = await aDayWithManyHolds()
    const [first, second] = [holds[0]!, holds[1]!]
    await db.query(
      `update resource_hold
       set line_item_id = 'cali_' || id, variant_id = 'variant_1', currency_code = 'aud', unit_price = 10`,
    )
    const lock_timeout_ms = 3000
    const rules = { max_hold_days: 90, max_claims: 200 }
    const limits = { holds: 20, unit_days: 100, address_unit_days: 100 }
    const terms = { line_item_id: `cali_${first.id}`, variant_id: "variant_1", unit_price: "10", currency_code: "aud" }
    const line = {
      ...terms,
      booking_id: first.booking_id,
      quantity: 1,
      is_custom_price: true,
      resources: [{ resource_id: first.resource_id, quantity: 1 }],
    }
    const claim = {
      cart_id: first.cart_id,
      lines: [line],
      claim: true,
      new_hold_ids: ["hold_retaken"],
      ...{ rules, limits, lock_timeout_ms, grace_minutes: 15, max_hold_minutes: 120, attempt_seconds: 120 },
    }
    const attached = [{ hold_id: first.id, per: "UNIT", units: 1 }]
    const verbs = {
      attach: ["rb_attach_holds_1", { ...terms, cart_id: first.cart_id, holds: attached, lock_timeout_ms }],
      keep: ["rb_claim_cart_1", { ...claim, claim: false }],
      claim: ["rb_claim_cart_1", claim],
      unclaim: ["rb_unclaim_cart_1", { cart_id: first.cart_id, claim: "CLAIM", lock_timeout_ms }],
      retake: ["rb_claim_cart_1", claim],
      resize: [
        "rb_resize_holds_1",
        {
          holds: [{ hold_id: second.id, new_hold_id: "hold_resized", quantity: 3 }],
          by: "system",
          ...{ rules, limits, lock_timeout_ms },
        },
      ],
    } as const
    for (const [verb, [name, body]] of Object.entries(verbs)) {
      if (verb === "retake") await ageHold(db, first.id)
      const { claim } = await db.one<{ claim: string | null }>(
        "select max(claimed_at)::text as claim from resource_hold",
      )
      const request = JSON.stringify(body).replace("CLAIM", claim ?? "")
      let answer: { code?: string; hold_ids?: string[] } = {}
      const read = await entriesRead(
        db,
        async (manager) => {
          const [row] = await manager.execute<[{ answer: typeof answer }]>(
            `select ${name}('${request}'::jsonb) as answer`,
          )
          answer = row.answer
        },
        "resource_hold_%",
      )
      expect({ verb, code: answer.code, walks: read > 60 }).toEqual({ verb, code: "ok", walks: false })
    }
    expect(await db.query("select source, status from resource_hold where replaces_id is not null order by 1")).toEqual(
      [
        { source: "MOVE", status: "ACTIVE" },
        { source: "RETAKE", status: "ACTIVE" },
      ],
    )
  })

  it("a cart's lines, an order's allocations and abandoned claims are read by themselves", async () => {
    const { resource, holds } = await aDayWithManyHolds()
    await db.query(`update resource_hold set line_item_id = 'cali_' || id, claimed_at = clock_timestamp()`)
    await db.query("update resource_hold set claimed_at = claimed_at - interval '1 hour' where id = any ($1)", [
      holds.slice(0, 5).map(({ id }) => id),
    ])
    await db.query("analyze resource_allocation")
    for (let i = 0; i < HOLDS; i++) {
      await build.booking({ resource, dates: [day(2)], contact: { order_id: `order_${i}` } })
    }
    const lines: unknown[] = []
    const reads: [read: (manager: Manager) => Promise<unknown[]>, rows: number][] = [
      [(manager) => findLineHolds(manager, holds[9]!.cart_id!), 1],
      [(manager) => listAbandonedClaims(manager, 15, 100), 5],
      [(manager) => readOrderAllocations(manager, "order_9"), 1],
    ]
    for (const [read, rows] of reads) {
      const work = async (manager: Manager) => lines.push(...(await read(manager)))
      expect(await entriesRead(db, work, "resource_%")).toBeLessThan(20)
      expect(lines.splice(0)).toHaveLength(rows)
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
