import type { Api } from "../helpers/api"
import { day, days, unique } from "../helpers/build"
import { together, untilBlocked, untilWaiting } from "../helpers/locks"
import { raceSuite } from "../helpers/race-suite"

const HOLDS = "/store/resource-booking/holds"
const guest = () => ({ customer_email: `${unique("guest")}@example.com` })

/** What a client may see of a crowd: its own success, a refusal in words, or "not now". Never a 500, never silence. */
const expectDocumented = (tally: Record<string, number>) => {
  const odd = Object.keys(tally).filter((outcome) => !/^(201|409 \w+|503 (busy|lock_timeout))$/.test(outcome))
  expect(odd).toEqual([])
}

raceSuite(({ api, build, db, servers, service }) => {
  it("A23: 500 requests for one date leave a stranger's request untouched and give no 500", async () => {
    const hot = await build.resource({ capacity: 20 })
    const quiet = await build.resource({ capacity: 1 })
    const crowd = servers.fire(500, ({ store }) =>
      store.post(HOLDS, { resource_id: hot.id, dates: [day(3)], ...guest() }),
    )
    const stranger = await api.store.post(HOLDS, { resource_id: quiet.id, dates: [day(3)], ...guest() })
    expect(stranger.status).toBe(201)
    const { tally } = await crowd
    expectDocumented(tally)
    expect(tally["201"]).toBe(20)
  }, 120_000)

  it("A23: a date that is locked for ever stops its own buyers only: strangers are served by both servers meanwhile", async () => {
    const stuck = await build.resource({ capacity: 5 })
    const quiet = await build.resource({ capacity: 50 })
    const hold = await build.hold({ resource: quiet, dates: [day(9)] })
    const crowd = await db.rolledBack(async (session) => {
      await session.query(
        "select rb_lock_dates_1(array[$1::text], array[$2::date], '{}', clock_timestamp() + interval '1 second')",
        [stuck.id, day(3)],
      )
      const waiting = servers.fire(60, ({ store }) =>
        store.post(HOLDS, { resource_id: stuck.id, dates: [day(3)], ...guest() }),
      )
      await untilBlocked(db, 2)
      const strangers = await servers.fire(20, ({ store }) =>
        store.post(HOLDS, { resource_id: quiet.id, dates: [day(3)], ...guest() }),
      )
      expect(strangers.tally).toEqual({ "201": 20 })
      expect(await api.store.delete(`${HOLDS}/${hold.id}`)).toMatchObject({ status: 200 })
      return { waiting }
    })
    expectDocumented((await crowd.waiting).tally)
  }, 120_000)

  it("A23: an owner who is locked for ever stops himself only: strangers who want his very date are all served", async () => {
    const hot = await build.resource({ capacity: 1000 })
    const stuck = guest()
    const place = (api: Api, who: object) => api.store.post(HOLDS, { resource_id: hot.id, dates: [day(3)], ...who })
    const { strangers, waiting } = await db.rolledBack(async (session) => {
      await session.query("select rb_lock_owner_1($1, clock_timestamp() + interval '1 second')", [
        `email:${stuck.customer_email}`,
      ])
      const waiting = servers.fire(20, (api) => place(api, stuck))
      await untilBlocked(db, 1)
      const strangers = await servers.fire(300, (api, i) => place(api, i % 30 === 29 ? stuck : guest()))
      return { strangers, waiting }
    })
    const { "201": served, ...refused } = strangers.tally
    expect(served).toBe(290)
    expectDocumented(refused)
    expectDocumented((await waiting).tally)
  }, 120_000)

  it("20 simultaneous requests of the largest allowed size leave a stranger's request untouched and give no 500", async () => {
    const resources = await Promise.all(Array.from({ length: 10 }, () => build.resource({ capacity: 20 })))
    const quiet = await build.resource({ capacity: 1 })
    const items = resources.map(({ id }) => ({ resource_id: id, dates: days(3, 22), quantity: 1 }))
    expect(items.length * 20).toBe(service.options.max_claims_per_request)
    const crowd = servers.fire(20, ({ store }, i) =>
      store.post(HOLDS, { items: i % 2 ? items : [...items].reverse(), ...guest() }),
    )
    const stranger = await api.store.post(HOLDS, { resource_id: quiet.id, dates: [day(3)], ...guest() })
    expect(stranger.status).toBe(201)
    const { tally } = await crowd
    expect(tally).toEqual({ "201": 20 })
  }, 120_000)

  it("A4: of two simultaneous holds of 3 for 5 units one is placed, and the other hears that 2 are left", async () => {
    const resource = await build.resource({ capacity: 5 })
    const { tally, replies } = await together(db, 2, () =>
      servers.fire(2, ({ store }) =>
        store.post(HOLDS, { resource_id: resource.id, dates: [day(3)], quantity: 3, ...guest() }),
      ),
    )
    expect(tally).toEqual({ "201": 1, "409 insufficient_capacity": 1 })
    expect(replies.find(({ status }) => status === 409)!.error.details).toEqual({
      unavailable_dates: [{ resource_id: resource.id, date: day(3), requested: 3, available: 2 }],
    })
  })

  it("A7: of simultaneous ranges that share one middle day one is placed; disjoint ones are both placed", async () => {
    const resource = await build.resource({ capacity: 1 })
    const ask = (first: number, last: number) => ({
      resource_id: resource.id,
      start_date: day(first),
      end_date: day(last),
      ...guest(),
    })
    const shared = await together(db, 2, () =>
      servers.fire(2, ({ store }, i) => store.post(HOLDS, i ? ask(5, 9) : ask(1, 5))),
    )
    expect(shared.tally).toEqual({ "201": 1, "409 insufficient_capacity": 1 })
    const apart = await together(db, 2, () =>
      servers.fire(2, ({ store }, i) => store.post(HOLDS, i ? ask(15, 19) : ask(11, 14))),
    )
    expect(apart.tally).toEqual({ "201": 2 })
  })

  it("A13: storefront, staff hold, staff booking and a move together take the last unit once", async () => {
    const resource = await build.resource({ capacity: 1 })
    const other = await build.resource({ capacity: 1 })
    const booking = await build.booking({ resource: other, dates: [day(3)] })
    const claim = { resource_id: resource.id, dates: [day(3)], quantity: 1 }
    const { tally } = await together(db, 4, () =>
      servers.fire(8, ({ store, admin }, i) => {
        if (i % 4 === 0) return store.post(HOLDS, { ...claim, ...guest() })
        if (i % 4 === 1) return admin.post("/admin/resource-booking/holds", claim)
        if (i % 4 === 2) return admin.post("/admin/resource-booking/allocations", { ...claim, contact_name: "Jo" })
        return admin.post(`/admin/resource-booking/allocations/${booking.id}/move`, { resource_id: resource.id })
      }),
    )
    const {
      "201": placed = 0,
      "200": moved = 0,
      "409 insufficient_capacity": refused = 0,
      "409 allocation_not_active": gone = 0,
    } = tally
    expect({ ...tally, winners: placed + moved, all: placed + moved + refused + gone }).toMatchObject({
      winners: 1,
      all: 8,
    })
  })

  it("A14: a lock held for ever is answered with lock_timeout within its bound, and nothing is left behind", async () => {
    const resource = await build.resource({ capacity: 1 })
    const started = Date.now()
    const reply = await db.rolledBack(async (session) => {
      await session.query("select rb_lock_fleet_1(false, clock_timestamp() + interval '1 second')")
      const running = api.store.post(HOLDS, { resource_id: resource.id, dates: [day(3)], ...guest() })
      await untilBlocked(db, 1)
      return await running
    })
    expect(reply).toMatchObject({ status: 503, error: { code: "lock_timeout" } })
    expect(reply.headers["retry-after"]).toBe("1")
    expect(Date.now() - started).toBeLessThan(service.options.lock_timeout_ms + 10_000)
    expect(await db.query("select id from resource_hold")).toEqual([])
    expect(await api.store.post(HOLDS, { resource_id: resource.id, dates: [day(3)], ...guest() })).toMatchObject({
      status: 201,
    })
  })

  it("of those who want one date together each is answered by himself", async () => {
    const resource = await build.resource({ capacity: 100, days: 120 })
    const claim = { resource_id: resource.id, dates: [day(3)], quantity: 1 }
    const replayed = { ...claim, idempotency_token: unique("token"), ...guest() }
    const first = await api.store.post<{ hold: { id: string } }>(HOLDS, replayed)
    const greedy = guest()
    const kinds: [string, number, () => Record<string, unknown>][] = [
      ["201", 40, () => ({ ...claim, ...guest() })],
      ["200", 10, () => replayed],
      ["422 idempotency_key_reused", 5, () => ({ ...replayed, quantity: 2 })],
      ["greedy", 20, () => ({ ...claim, ...greedy })],
      ["409 insufficient_capacity", 10, () => ({ ...claim, quantity: 200, ...guest() })],
      ["400 invalid_data", 5, () => ({ resource_id: resource.id, start_date: day(3), end_date: day(103), ...guest() })],
    ]
    const bodies = kinds.flatMap(([, count, make]) => Array.from({ length: count }, make))
    // In an order in which every kind meets every other, whatever the batches are.
    const shuffled = bodies.map((_, i) => bodies[(i * 37) % bodies.length]!)
    const { tally, replies } = await together(db, 2, () =>
      servers.fire<{ hold: { id: string } }>(shuffled.length, ({ store }, i) => store.post(HOLDS, shuffled[i])),
    )
    const allowed = service.options.max_active_holds_per_owner
    expect(tally).toEqual({
      "201": 40 + allowed,
      "200": 10,
      "422 idempotency_key_reused": 5,
      "429 hold_limit_exceeded": 20 - allowed,
      "409 insufficient_capacity": 10,
      "400 invalid_data": 5,
    })
    const again = replies.filter(({ status }) => status === 200)
    expect(again.map(({ body }) => body.hold.id)).toEqual(Array(10).fill(first.body.hold.id))
    const { commits } = await db.one<{ commits: number }>(
      "select count(distinct xmin::text) as commits from resource_hold",
    )
    expect(commits).toBeLessThan(20)
  }, 120_000)

  it("A17: a server killed in the middle of its holds leaves whole ones or none, and the other takes up their tokens", async () => {
    const resource = await build.resource({ capacity: 1000 })
    servers.allowLog(/./)
    const bodies = Array.from({ length: 40 }, () => ({
      resource_id: resource.id,
      dates: days(3, 5),
      idempotency_token: unique("token"),
      ...guest(),
    }))
    const { replies } = await db.rolledBack(async (session) => {
      // Capacity is taken, then the kill: the insert of the hold waits behind this lock.
      await session.query("lock table resource_hold in share mode")
      const volley = servers.fire(bodies.length, ({ store }, i) =>
        store.post<{ hold: { id: string } }>(HOLDS, bodies[i]),
      )
      await untilBlocked(db, 1)
      await servers.processes[1]!.kill()
      await session.query("commit")
      return await volley
    })
    const acknowledged = replies.filter(({ status }) => status === 201).map(({ body }) => body.hold.id)
    expect(acknowledged.length).toBeGreaterThan(0)
    const kept = await db.query<{ id: string }>("select id from resource_hold")
    expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining(acknowledged))

    const again = await Promise.all(bodies.map((body) => api.store.post(HOLDS, body)))
    expect(again.filter(({ status }) => ![200, 201].includes(status))).toEqual([])
    const { holds } = await db.one<{ holds: number }>("select count(*) as holds from resource_hold")
    expect(holds).toBe(bodies.length)
  }, 120_000)

  it("E6: two edits of one blackout, to everything and to one resource, with holds to release, never deadlock", async () => {
    const resources = await Promise.all([build.resource({ capacity: 20 }), build.resource({ capacity: 20 })])
    const before = await servers.deadlocks()
    for (let round = 0; round < 10; round++) {
      const date = day(3 + round)
      for (const resource of resources) await build.hold({ resource, dates: [date] })
      const blackout = await build.blackout({ start_date: day(40 + round) })
      const { tally } = await servers.fire(4, ({ admin }, i) =>
        admin.put(`/admin/resource-booking/blackouts/${blackout.id}`, {
          resource_id: i % 2 ? resources[i % 2]!.id : null,
          start_date: date,
          end_date: date,
          on_conflict: "release_holds",
        }),
      )
      const { "200": edited = 0, "409 stale_edit": stale = 0 } = tally
      expect({ ...tally, all: edited + stale }).toMatchObject({ all: 4 })
    }
    expect(await servers.deadlocks()).toBe(before)
  })

  it("E14: a resource is not deleted while a hold of it whose time is up is being confirmed", async () => {
    const resource = await build.resource()
    const hold = await build.hold({ resource, dates: [day(3)] })
    const confirming = await db.rolledBack(async (session) => {
      await session.query("select id from resource_hold where id = $1 for update", [hold.id])
      const reply = api.admin.post("/admin/resource-booking/allocations", { hold_id: hold.id })
      await untilWaiting(db, 1)
      const deleting = api.admin.delete(`/admin/resource-booking/resources/${resource.id}`)
      await untilWaiting(db, 2)
      return { reply, deleting }
    })
    expect((await confirming.reply).status).toBe(201)
    expect(await confirming.deleting).toMatchObject({ status: 409, error: { code: "resource_in_use" } })
  })

  it("E4: capacity edits beside holds are refused, clamped or done, and no unit is sold twice", async () => {
    const resource = await build.resource({ capacity: 10 })
    const path = `/admin/resource-booking/resources/${resource.id}/capacity`
    const { tally } = await together(db, 4, () =>
      servers.fire(60, ({ store, admin }, i) =>
        i % 4 === 3
          ? admin.post(path, { start_date: day(3), end_date: day(40), max_capacity: (i * 7) % 12, clamp: i % 8 === 3 })
          : store.post(HOLDS, { resource_id: resource.id, dates: [day(3), day(4)], ...guest() }),
      ),
    )
    const odd = Object.keys(tally).filter(
      (key) => !["200", "201", "409 insufficient_capacity", "409 capacity_in_use"].includes(key),
    )
    expect(odd).toEqual([])
  })

  it("C10: two servers sweep at once and expire each of 300 holds once", async () => {
    const resource = await build.resource({ capacity: 1000 })
    await db.query(
      `insert into resource_hold (id, booking_id, resource_id, dates, start_date, end_date, booking_unit, days, quantity, expires_at)
       select 'hold_' || i, 'bk_' || i, $1, array[$2::date + i % 20], $2::date + i % 20, $2::date + i % 20, 'DAY', 1, 1,
              clock_timestamp() - interval '1 minute'
       from generate_series(1, 300) as i`,
      [resource.id, day(3)],
    )
    await db.query(
      `update resource_capacity rc set available_capacity = available_capacity - 15 where resource_id = $1 and date between $2 and $2::date + 19`,
      [resource.id, day(3)],
    )
    const { tally, replies } = await servers.fire<{ result: { expired_count: number; capacity_restored: number } }>(
      6,
      ({ admin }) => admin.post("/admin/resource-booking/jobs/cleanup-expired-holds", {}),
    )
    expect(tally).toEqual({ "200": 6 })
    expect(replies.reduce((sum, { body }) => sum + body.result.expired_count, 0)).toBe(300)
    expect(replies.reduce((sum, { body }) => sum + body.result.capacity_restored, 0)).toBe(300)
  })
})
