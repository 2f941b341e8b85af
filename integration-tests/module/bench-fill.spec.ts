import type ResourceBookingModuleService from "../../src/modules/resource_booking/service"
import { bootModule, migrate, type BootedModule } from "../helpers/boot-module"
import { createDatabase, dropDatabase, openDb, type Db } from "../helpers/database"
import { expectInvariants } from "../helpers/invariants"
import { databaseName } from "../helpers/module-suite"
import { holdCounts } from "../helpers/rows"

const SIZE = { resources: 50, dates: 60, claims: 3000, oldHolds: 300, liveHolds: 30, blackouts: 5 }

describe("the data set that is measured on", () => {
  const name = databaseName()
  let db: Db
  let booted: BootedModule<ResourceBookingModuleService>
  let rulesBefore: unknown[]

  beforeAll(async () => {
    jest.spyOn(console, "log").mockImplementation(() => {})
    const url = await createDatabase(name)
    await migrate(url)
    db = openDb(url)
    booted = await bootModule(url)
    rulesBefore = await rules()
    const { fill } = await import("../../bench/lib/fill.mjs")
    await fill(url, SIZE)
  })

  afterAll(async () => {
    jest.restoreAllMocks()
    await booted?.shutdown()
    await db?.close()
    await dropDatabase(name)
  })

  const rules = () =>
    db.query(
      `select pg_get_constraintdef(oid) as rule from pg_constraint where connamespace = 'public'::regnamespace
       union all
       select indexdef from pg_indexes where schemaname = 'public'
       order by 1`,
    )

  it("keeps every invariant, by the tests' count and by the module's own audit", async () => {
    await expectInvariants(db)
    expect(await booted.service.auditClaims()).toMatchObject({ ok: true })
  })

  it("has as many rows as were asked for", async () => {
    const { CONFIRMED, ACTIVE, RELEASED = 0, EXPIRED = 0 } = await holdCounts(db)
    expect({ CONFIRMED, ACTIVE, old: RELEASED + EXPIRED }).toEqual({ CONFIRMED: 3000, ACTIVE: 30, old: 300 })
    expect(
      await db.one(
        `select (select count(*) from resource) as resources, (select count(*) from resource_capacity) as dates,
                (select count(*) from resource_blackout) as blackouts`,
      ),
    ).toEqual({ resources: 50, dates: 50 * 60, blackouts: 5 })
  })

  it("leaves every constraint and index as the migrations made it", async () => {
    expect(await rules()).toEqual(rulesBefore)
  })

  it("sells to buyers what resourceId and roomyResources name", async () => {
    const { resourceId, roomyResources } = await import("../../bench/lib/fill.mjs")
    const last = resourceId(roomyResources(SIZE.resources) - 1)
    const { today } = await db.one<{ today: string }>(
      "select (now() at time zone timezone)::date as today from resource where id = $1",
      [last],
    )
    const placed = await booted.service.placeHold({
      cart_id: "cart_bench",
      items: [{ resource_id: last, start_date: today, end_date: today, quantity: 10 }],
    })
    expect(placed.holds).toHaveLength(1)
  })
})
