import { bootModule } from "../helpers/boot-module"
import { ageHold, day, days, unique, type BuiltLine } from "../helpers/build"
import type { Db } from "../helpers/database"
import { expectInvariants } from "../helpers/invariants"
import { together, until, untilBlocked, untilWaiting } from "../helpers/locks"
import { noLock, withMutation } from "../helpers/mutate"
import type { RaceSuite } from "../helpers/race-suite"
import { tally, type Tally } from "../helpers/tally"

/**
 * One race per guard, told once and run twice: with the guard it must hold (guards.spec.ts), with the guard switched
 * off in the test's database it must fail (mutations/guards.spec.ts). A race that cannot fail proves nothing.
 */
export interface Scenario {
  name: string
  run(suite: RaceSuite): Promise<void>
}

const HOLDS = "/store/resource-booking/holds"
const STAFF_HOLDS = "/admin/resource-booking/holds"

/** Requests for one resource that two servers have under way in the database at once: three of each, see guard.ts. */
const IN_FLIGHT = 6
/** The same of one date: one of each, behind which the others collect, see place-batcher.ts. */
const IN_FLIGHT_OF_A_DATE = 2
/** Of one owner a process has one place in the database at a time, beside the one that was first. */
const IN_FLIGHT_OF_AN_OWNER = 2

const guest = () => ({ customer_email: `${unique("guest")}@example.com` })

export const lastUnit: Scenario = {
  name: "A1 A16: of 200 simultaneous holds for the last unit on two servers exactly one is placed",
  async run({ build, db, servers }) {
    const resource = await build.resource({ capacity: 1 })
    const { tally } = await together(db, IN_FLIGHT_OF_A_DATE, () =>
      servers.fire(200, ({ store }) =>
        store.post(HOLDS, { resource_id: resource.id, dates: [day(3)], quantity: 1, ...guest() }),
      ),
    )
    expect(tally).toEqual({ "201": 1, "409 insufficient_capacity": 199 })
    await expectInvariants(db)
  },
}

export const lockLost: Scenario = {
  name: "A15: where every lock is lost the database still refuses the second buyer",
  async run({ build, db, servers }) {
    const resource = await build.resource({ capacity: 1 })
    const pause = (text: string) => text.replace(/\bbegin\b/, "begin perform pg_sleep(0.05);")
    await withMutation(db, "rb_lock_1", noLock, () =>
      withMutation(db, "rb_take_units_1", pause, async () => {
        const { tally } = await together(db, IN_FLIGHT_OF_A_DATE, () =>
          servers.fire(100, ({ store }) =>
            store.post(HOLDS, { resource_id: resource.id, dates: days(3, 5), quantity: 1, ...guest() }),
          ),
        )
        const { "201": won = 0, "409 insufficient_capacity": refused = 0, "503 busy": busy = 0 } = tally
        expect({ ...tally, won, all: won + refused + busy }).toMatchObject({ won: 1, all: 100 })
        await expectInvariants(db)
      }),
    )
  },
}

export const crossedPackages: Scenario = {
  name: "A10: packages that name the same resources in opposite order never deadlock",
  async run({ build, db, servers }) {
    const resources = await Promise.all(Array.from({ length: 4 }, () => build.resource({ capacity: 10_000 })))
    const before = await servers.deadlocks()
    const { tally } = await servers.fire(400, ({ store }, i) => {
      const order = i % 2 ? resources : [...resources].reverse()
      const items = order.map(({ id }) => ({
        resource_id: id,
        dates: i % 4 < 2 ? days(3, 6) : [day(6), day(4)],
        quantity: 1,
      }))
      return store.post(HOLDS, { items, ...guest() })
    })
    expect({ deadlocks: (await servers.deadlocks()) - before }).toEqual({ deadlocks: 0 })
    expect(tally).toEqual({ "201": 400 })
    await expectInvariants(db)
  },
}

export const crossedBatches: Scenario = {
  name: "A10: batches of two dates that name the same owners in opposite order never deadlock",
  async run({ build, db, servers }) {
    const one = await build.resource({ capacity: 1000 })
    const other = await build.resource({ capacity: 1000 })
    const owners = Array.from({ length: 30 }, guest)
    const before = await servers.deadlocks()
    const { tally } = await together(db, 2 * IN_FLIGHT_OF_A_DATE, () =>
      servers.fire(240, ({ store }, i) => {
        const n = Math.floor(i / 4) % owners.length
        const claim =
          i % 4 < 2 ? { resource_id: one.id, ...owners[n] } : { resource_id: other.id, ...owners.at(-1 - n) }
        return store.post(HOLDS, { ...claim, dates: [day(3)], quantity: 1 })
      }),
    )
    expect({ deadlocks: (await servers.deadlocks()) - before }).toEqual({ deadlocks: 0 })
    expect(tally).toEqual({ "201": 240 })
    await expectInvariants(db)
  },
}

export const blackoutUnderLock: Scenario = {
  name: "E11: a hold that waits for a blackout's lock sees the blackout",
  async run({ build, db, servers, api }) {
    const resource = await build.resource({ capacity: 5 })
    const running = await committed(db, async (session) => {
      // What rb_save_blackout_1 does, slowly: the lock of the whole fleet, then the row, then the commit.
      await session(`select rb_lock_fleet_1(false, clock_timestamp() + interval '5 seconds')`)
      const holds = servers.fire(2, ({ store }) =>
        store.post(HOLDS, { resource_id: resource.id, dates: [day(3)], ...guest() }),
      )
      await untilBlocked(db, 2, 3000)
      await session(
        `insert into resource_blackout (id, start_date, end_date, reason, created_at, updated_at)
         values ('blk_race', $1, $1, 'storm', clock_timestamp(), clock_timestamp())`,
        [day(3)],
      )
      return { holds }
    })
    expect((await running.holds).tally).toEqual({ "409 date_blacked_out": 2 })
    expect(await api.store.post(HOLDS, { resource_id: resource.id, dates: [day(4)], ...guest() })).toMatchObject({
      status: 201,
    })
    await expectInvariants(db)
  },
}

export const blackoutsBesideHolds: Scenario = {
  name: "E6: blackouts of a type and of everything beside holds: no hold is placed under a blackout in force",
  async run({ build, db, servers }) {
    const resource = await build.resource({ capacity: 1000, type: "BOAT" })
    for (let round = 0; round < 12; round++) {
      const date = day(3 + round)
      const { tally } = await servers.fire(24, ({ store, admin }, i) =>
        i === 7
          ? admin.post("/admin/resource-booking/blackouts", {
              ...(round % 2 ? { resource_type: "BOAT" } : {}),
              start_date: date,
              end_date: date,
              reason: "storm",
              on_conflict: "keep",
            })
          : store.post(HOLDS, { resource_id: resource.id, dates: [date], ...guest() }),
      )
      const { "201": made = 0, "409 date_blacked_out": refused = 0 } = tally
      expect({ ...tally, sum: made + refused }).toMatchObject({ sum: 24 })
    }
    await expectInvariants(db)
  },
}

export const deletionBesideHolds: Scenario = {
  name: "E14: a resource is deleted or held, never both",
  async run({ build, db, servers }) {
    for (let round = 0; round < 8; round++) {
      const resource = await build.resource({ capacity: 100 })
      const { tally } = await servers.fire(12, ({ store, admin }, i) =>
        i === 5
          ? admin.delete(`/admin/resource-booking/resources/${resource.id}`)
          : store.post(HOLDS, { resource_id: resource.id, dates: [day(3)], ...guest() }),
      )
      if (tally["200"]) {
        expect(tally).toEqual({ "200": 1, "404 resource_not_found": 11 })
      } else {
        expect(tally).toEqual({ "409 resource_in_use": 1, "201": 11 })
      }
    }
    await expectInvariants(db)
  },
}

export const sameToken: Scenario = {
  name: "B2: 20 simultaneous requests with one token make one booking and get 20 equal answers",
  async run({ build, db, servers }) {
    const resource = await build.resource({ capacity: 100 })
    const body = {
      resource_id: resource.id,
      dates: days(3, 4),
      quantity: 2,
      idempotency_token: unique("token"),
      ...guest(),
    }
    const { tally, replies } = await together(db, IN_FLIGHT_OF_A_DATE, () =>
      servers.fire<{ booking_id: string; hold: { id: string; expires_at: string } }>(20, ({ store }) =>
        store.post(HOLDS, body),
      ),
    )
    expect(tally).toEqual({ "201": 1, "200": 19 })
    expect(new Set(replies.map(({ body }) => `${body.booking_id} ${body.hold.id} ${body.hold.expires_at}`)).size).toBe(
      1,
    )
    await expectInvariants(db)
  },
}

export const tokenOfTwoRequests: Scenario = {
  name: "B3: 20 simultaneous requests of staff with one token for different dates make one booking, the others get 422",
  async run({ build, db, servers }) {
    const resource = await build.resource({ capacity: 100 })
    const headers = { "idempotency-key": unique("token") }
    const { tally } = await together(db, IN_FLIGHT, () =>
      servers.fire(20, ({ admin }, i) =>
        admin.post(STAFF_HOLDS, { resource_id: resource.id, dates: [day(3 + i)], quantity: 1 }, headers),
      ),
    )
    expect(tally).toEqual({ "201": 1, "422 idempotency_key_reused": 19 })
    await expectInvariants(db)
  },
}

export const ownerLimit: Scenario = {
  name: "G1: of 40 simultaneous holds of one owner on different dates as many are placed as the limit still allows",
  async run({ build, db, servers, service }) {
    const resources = await Promise.all(Array.from({ length: 4 }, () => build.resource({ capacity: 100 })))
    const owner = guest()
    for (let left = service.options.max_active_holds_per_owner; left > 1; left--) {
      await build.hold({ resource: resources[0]!, dates: [day(50)], ...owner })
    }
    const { tally } = await together(db, IN_FLIGHT_OF_AN_OWNER, () =>
      servers.fire(40, ({ store }, i) =>
        store.post(HOLDS, { resource_id: resources[i % 4]!.id, dates: [day(3 + i)], quantity: 1, ...owner }),
      ),
    )
    expect(tally).toEqual({ "201": 1, "429 hold_limit_exceeded": 39 })
    await expectInvariants(db)
  },
}

export const addressLimit: Scenario = {
  name: "G1: holds of one address under many e-mails, on two instances, stop at the address's unit-days",
  async run({ build, db }) {
    const limit = 2
    const resource = await build.resource({ capacity: 1000 })
    const boot = () => bootModule(db.url, { options: { max_active_unit_days_per_address: limit } })
    // One after the other: booted at once they would be one and the same instance.
    const instances = [await boot(), await boot()]
    try {
      const placed = await together(db, IN_FLIGHT, () =>
        Promise.allSettled(
          Array.from({ length: 30 }, (_, i) =>
            instances[i % 2]!.service.placeHold({
              items: [{ resource_id: resource.id, dates: [day(3 + i)], quantity: 1 }],
              client_address: "203.0.113.7",
              ...guest(),
            }),
          ),
        ),
      )
      const refused = placed.flatMap((one) =>
        one.status === "rejected" ? [(one.reason as { code: string }).code] : [],
      )
      expect(refused).toEqual(Array(30 - limit).fill("hold_limit_exceeded"))
    } finally {
      await Promise.all(instances.map(({ shutdown }) => shutdown()))
    }
    await expectInvariants(db, { max_active_unit_days_per_address: limit })
  },
}

export const confirmBesideSweep: Scenario = {
  name: "C6: a hold that reaches its deadline while staff confirm it and both servers sweep ends one way only",
  async run({ build, db, servers, api }) {
    const resource = await build.resource({ capacity: 100 })
    for (let round = 0; round < 3; round++) {
      const holds = await Promise.all(Array.from({ length: 15 }, () => build.hold({ resource, dates: [day(3)] })))
      // Their deadlines lie scattered over the moment in which the race runs.
      await Promise.all(holds.map(({ id }, i) => ageHold(db, id, -0.03 * (i + 1))))
      const { tally, replies } = await servers.fire<{ code?: string }>(30, ({ admin }, i) =>
        i % 2
          ? admin.post("/admin/resource-booking/jobs/cleanup-expired-holds", {})
          : admin.post("/admin/resource-booking/allocations", { hold_id: holds[i / 2]!.id }),
      )
      const { "200": swept = 0, "201": confirmed = 0, "409 hold_expired": late = 0 } = tally
      expect({ ...tally, swept, sum: confirmed + late }).toMatchObject({ swept: 15, sum: 15 })
      expect(replies).toHaveLength(30)
      await until(
        async () => {
          await api.admin.post("/admin/resource-booking/jobs/cleanup-expired-holds", {})
          const { live } = await db.one<{ live: number }>(
            `select count(*) as live from resource_hold where status = 'ACTIVE'`,
          )
          return live === 0
        },
        () => "no hold left ACTIVE",
      )
      const { rows } = await db.one<{ rows: number }>(
        "select count(*) as rows from resource_allocation where hold_id = any ($1)",
        [holds.map(({ id }) => id)],
      )
      expect(rows).toBe(confirmed)
      await expectInvariants(db)
    }
  },
}

export const confirmWaits: Scenario = {
  name: "C5: a confirmation that waits for the hold's row past its deadline is refused",
  async run({ build, db, api }) {
    const resource = await build.resource()
    const hold = await build.hold({ resource, dates: [day(3)] })
    const running = await committed(db, async (session) => {
      await session("select 1 from resource_hold where id = $1 for update", [hold.id])
      await session("update resource_hold set expires_at = clock_timestamp() + interval '0.7 seconds' where id = $1", [
        hold.id,
      ])
      const reply = api.admin.post("/admin/resource-booking/allocations", { hold_id: hold.id })
      await untilWaiting(db, 1)
      await until(
        async () =>
          (
            (await session("select 1 from resource_hold where id = $1 and expires_at < clock_timestamp()", [
              hold.id,
            ])) as unknown[]
          ).length > 0,
        () => "the deadline to pass",
      )
      return { reply }
    })
    expect(await running.reply).toMatchObject({ status: 409, error: { code: "hold_expired" } })
    expect(await db.query("select id from resource_allocation")).toEqual([])
    await expectInvariants(db)
  },
}

export const cartClaimedTwice: Scenario = {
  name: "D4: of 20 simultaneous completions of one cart, on two instances, exactly one claims it",
  async run({ build, db }) {
    const resource = await build.resource()
    for (let round = 0; round < 5; round++) {
      const line = await build.line({ of: [{ resource }], dates: [day(3 + round)] })
      expect(await claims(db, Array<BuiltLine>(20).fill(line))).toEqual({ claimed: 1, hold_in_checkout: 19 })
    }
    await expectInvariants(db)
  },
}

export const lastUnitRetaken: Scenario = {
  name: "D3: of 30 carts whose holds have lapsed and that complete at once, on two instances, one gets the last unit",
  async run({ build, db, service }) {
    const resource = await build.resource({ capacity: 30 })
    const lines = await Promise.all(
      Array.from({ length: 30 }, () => build.line({ of: [{ resource }], dates: [day(3)] })),
    )
    await Promise.all(lines.map(({ holds }) => ageHold(db, holds[0]!.id)))
    await service.expireHolds()
    await service.setCapacity({ resource_id: resource.id, start_date: day(3), end_date: day(3), max_capacity: 1 })
    expect(await claims(db, lines)).toEqual({ claimed: 1, insufficient_capacity: 29 })
    await expectInvariants(db)
  },
}

export const scenarios = [
  lastUnit,
  lockLost,
  crossedPackages,
  crossedBatches,
  blackoutUnderLock,
  blackoutsBesideHolds,
  deletionBesideHolds,
  sameToken,
  tokenOfTwoRequests,
  ownerLimit,
  addressLimit,
  confirmWaits,
  confirmBesideSweep,
  cartClaimedTwice,
  lastUnitRetaken,
]

/** All of them at once, every other one on another instance. */
async function claims(db: Db, lines: BuiltLine[]): Promise<Tally> {
  // One after the other: booted at once they would be one and the same instance.
  const instances = [await bootModule(db.url), await bootModule(db.url)]
  try {
    const attempts = lines.map(({ cart_id, line }, i) =>
      instances[i % 2]!.service.claimCart({ cart_id, lines: [line], claim: true }).then(
        () => "claimed",
        ({ code }: { code: string }) => code,
      ),
    )
    return tally(await Promise.all(attempts))
  } finally {
    await Promise.all(instances.map(({ shutdown }) => shutdown()))
  }
}

/** Runs `work` in a transaction of a connection of its own and commits it. */
async function committed<T>(
  db: Db,
  work: (query: (text: string, values?: unknown[]) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  return await db.rolledBack(async (session) => {
    const result = await work((text, values) => session.query(text, values))
    await session.query("commit")
    return result
  })
}
