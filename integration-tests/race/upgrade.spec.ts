import { ageHold, day, unique } from "../helpers/build"
import type { Db } from "../helpers/database"
import { untilWaiting } from "../helpers/locks"
import { medusa } from "../helpers/medusa-command"
import { raceSuite } from "../helpers/race-suite"
import { startTraffic } from "../helpers/traffic"

/**
 * What a later release's migration may do by the rules of docs/deployment.md: a column with a default, an index, a
 * function of the next version beside the old. This tree is then the old code. There is no earlier release to test with,
 * and until there is one, migrations are edited in place.
 */
const NEXT_RELEASE = `
  set local lock_timeout = '5s';
  alter table resource add column depot text not null default 'Main';
  alter table resource_capacity add column note text;
  alter table resource_hold add column channel text not null default 'direct';
  alter table resource_allocation add column channel text;
  create index resource_hold_channel_idx on resource_hold (channel) where channel <> 'direct';
  create function rb_place_hold_2(p jsonb) returns jsonb language plpgsql volatile as $$
    declare
      v_answer jsonb := rb_place_hold_1(p);
    begin
      update resource_hold set channel = p->>'channel' where booking_id = p->>'booking_id';
      return v_answer;
    end $$;`

// Several statements sent as one are one transaction.
const migrateToNext = (db: Db) => db.query(NEXT_RELEASE)

const HOLDS = "/store/resource-booking/holds"
const guest = () => ({ customer_email: `${unique("guest")}@example.com` })

raceSuite(({ api, build, db, servers, service }) => {
  const placeWithNextVersion = (resource: { id: string }, dates: string[]) => {
    const booking_id = unique("bk")
    const request = {
      items: [{ resource_id: resource.id, dates, quantity: 1, hold_id: unique("hold") }],
      booking_id,
      request_hash: "hash",
      idempotency_token: unique("token"),
      token_scope: `store:cart:${booking_id}`,
      owner_key: `cart:${booking_id}`,
      source: "STORE",
      channel: "partner",
      default_ttl_minutes: 30,
      rules: { max_hold_days: 90, max_claims: 200 },
      limits: { holds: 20, unit_days: 100, address_unit_days: 0 },
      lock_timeout_ms: 3000,
    }
    return db.one<{ answer: { code: string } }>("select rb_place_hold_2($1::jsonb) as answer", [
      JSON.stringify(request),
    ])
  }

  const columns = async () =>
    (await db.query<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = current_schema() and table_name like 'resource%' order by 1`,
    )) as unknown[]

  it("a migration that finds a table in use gives up and leaves nothing, and buyers go on", async () => {
    const resource = await build.resource({ capacity: 100 })
    const place = () =>
      servers.fire(6, ({ store }) => store.post(HOLDS, { resource_id: resource.id, dates: [day(3)], ...guest() }))
    const before = await columns()
    const { during, outcome } = await db.rolledBack(async (session) => {
      // A report that somebody has left open.
      await session.query("select count(*) from resource_allocation")
      const migration = migrateToNext(db).then(
        () => "migrated",
        ({ code }: { code: string }) => code,
      )
      await untilWaiting(db, 1)
      const waiting = place()
      return { outcome: await migration, during: await waiting }
    })
    expect(outcome).toBe("55P03")
    const odd = Object.keys(during.tally).filter((reply) => !/^(201|503 (busy|lock_timeout))$/.test(reply))
    expect(odd).toEqual([])
    expect(await columns()).toEqual(before)
    expect((await place()).tally).toEqual({ "201": 6 })
  })

  it("medusa db:migrate changes nothing of what buyers and the desk do meanwhile", async () => {
    const resource = await build.resource({ capacity: 100_000 })
    const traffic = startTraffic(servers, resource, 1)
    await medusa(["db:migrate"], db.url)
    const { tally, lost } = await traffic.stop(db)
    expect(Object.keys(tally).filter((reply) => !/^20[01]$/.test(reply))).toEqual([])
    expect(lost).toEqual([])
    expect(tally["201"]).toBeGreaterThan(50)
  }, 120_000)

  describe("on the schema of a next release", () => {
    it("this code goes on with live holds, before, during and after its migration, and answers as before", async () => {
      const resource = await build.resource({ capacity: 100_000 })
      const small = await build.resource({ capacity: 2 })
      const [confirmed, released, extended, lapsed] = await Promise.all(
        [1, 2, 3, 4].map((ahead) => build.hold({ resource, dates: [day(ahead)] })),
      )
      const shapes = async () => {
        const claim = { resource_id: resource.id, dates: [day(5)] }
        const placed = await api.store.post<{ hold: object }>(HOLDS, { ...claim, ...guest() })
        const booked = await api.admin.post<{ allocation: object }>("/admin/resource-booking/allocations", {
          ...claim,
          contact_name: "Jo",
        })
        const listed = await api.admin.get<{ resources: object[] }>("/admin/resource-booking/resources")
        return [placed.body.hold, booked.body.allocation, listed.body.resources[0]!].map((row) => Object.keys(row))
      }
      const before = await shapes()

      const traffic = startTraffic(servers, resource)
      await traffic.until(40)
      await migrateToNext(db)
      await traffic.until(40)
      const { tally, lost } = await traffic.stop(db)
      expect(Object.keys(tally).filter((reply) => !/^20[01]$/.test(reply))).toEqual([])
      expect(lost).toEqual([])

      expect(await shapes()).toEqual(before)
      expect(await service.confirmHolds({ hold_ids: [confirmed!.id] })).toMatchObject({
        allocations: [{ hold_id: confirmed!.id }],
      })
      expect(await service.releaseHold(released!.id, "store")).toMatchObject({ hold: { status: "RELEASED" } })
      expect(await service.extendHold(extended!.id, 60)).toMatchObject({ holds: [{ status: "ACTIVE" }] })
      await ageHold(db, lapsed!.id)
      expect(await service.expireHolds()).toMatchObject({ expired_count: 1 })

      // Old and new code sell the same two units.
      const thisVersion = async () => {
        const placed = build.hold({ resource: small, dates: [day(1)] })
        return await placed.then(
          () => "ok",
          ({ code }: { code: string }) => code,
        )
      }
      const nextVersion = async () => (await placeWithNextVersion(small, [day(1)])).answer.code
      const answers = await Promise.all([1, 2, 3].flatMap(() => [thisVersion(), nextVersion()]))
      expect(answers.filter((code) => code === "ok")).toHaveLength(2)
      expect(answers.filter((code) => code === "insufficient_capacity")).toHaveLength(4)
    }, 120_000)

    it("servers are replaced one by one under load, and no hold that was answered is lost", async () => {
      const resource = await build.resource({ capacity: 100_000 })
      const traffic = startTraffic(servers, resource)
      await traffic.until(40)
      for (const server of servers.processes) {
        await server.stop()
        await traffic.until(20)
        await server.start()
        await traffic.until(20)
      }
      const { tally, lost } = await traffic.stop(db)
      expect(Object.keys(tally).filter((reply) => !/^(20[01]|broken \w+)$/.test(reply))).toEqual([])
      expect(lost).toEqual([])
    }, 240_000)
  })
})
