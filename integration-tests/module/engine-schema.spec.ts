import { bootModule, migrate } from "../helpers/boot-module"
import { day, days, unique } from "../helpers/build"
import { createDatabase, dropDatabase, openDb, type Db } from "../helpers/database"
import { moduleSuite } from "../helpers/module-suite"

/** What a statement is refused with, in a transaction that is rolled back whether or not it is. */
const attempt = (db: Db, ...statements: string[]) =>
  db.rolledBack(async (session) => {
    for (const statement of statements) await session.query(statement)
    return "not refused"
  })

moduleSuite(({ build, db, service }) => {
  const HOLD = {
    id: "'hold_x'",
    booking_id: "'bk_x'",
    resource_id: "'res_x'",
    dates: "'{2027-03-01,2027-03-02}'::date[]",
    start_date: "date '2027-03-01'",
    end_date: "date '2027-03-02'",
    booking_unit: "'DAY'",
    days: "2",
    quantity: "1",
    expires_at: "now()",
  }
  const insertHold = (overrides: Record<string, string> = {}) => {
    const row: Record<string, string> = { ...HOLD, ...overrides }
    return `insert into resource_hold (${Object.keys(row).join(", ")}) values (${Object.values(row).join(", ")})`
  }
  const insertAllocation = (holdId: string, overrides: Record<string, string> = {}) => {
    const row: Record<string, string> = { ...HOLD, id: `'${unique("alloc")}'`, hold_id: `'${holdId}'`, ...overrides }
    delete row.expires_at
    return `insert into resource_allocation (${Object.keys(row).join(", ")}) values (${Object.values(row).join(", ")})`
  }

  describe("a hold's row", () => {
    it("that is sound is taken", async () => {
      expect(await attempt(db, insertHold())).toBe("not refused")
    })

    it.each<[string, Record<string, string>, string]>([
      ["no date", { dates: "'{}'" }, "resource_hold_dates_check"],
      ["dates in disorder", { dates: "'{2027-03-02,2027-03-01}'" }, "resource_hold_dates_check"],
      ["a date twice", { dates: "'{2027-03-01,2027-03-01}'" }, "resource_hold_dates_check"],
      ["a date that is null", { dates: "'{2027-03-01,null}'" }, "resource_hold_dates_check"],
      ["a date before its start", { start_date: "date '2027-03-02'" }, "resource_hold_dates_check"],
      ["a date after its end", { end_date: "date '2027-03-01'" }, "resource_hold_dates_check"],
      ["no unit", { quantity: "0" }, "resource_hold_quantity_check"],
      ["no day", { days: "0" }, "resource_hold_quantity_check"],
      ["a status that no hold has", { status: "'PENDING'" }, "resource_hold_status_check"],
      ["an end while it is active", { released_at: "now()" }, "resource_hold_status_check"],
      ["no end though it has ended", { status: "'RELEASED'" }, "resource_hold_status_check"],
      ["two ends", { status: "'EXPIRED'", expired_at: "now()", released_at: "now()" }, "resource_hold_status_check"],
      ["a soft delete", { deleted_at: "now()" }, "resource_hold_status_check"],
      ["a token without a scope", { idempotency_token: "'12345678'" }, "resource_hold_token_check"],
    ])("with %s is refused", async (_, odd, constraint) => {
      await expect(attempt(db, insertHold(odd))).rejects.toMatchObject({ code: "23514", constraint })
    })

    it("C23: without a deadline is refused: what occupies units always has an end", async () => {
      await expect(attempt(db, insertHold({ expires_at: "null" }))).rejects.toMatchObject({
        code: "23502",
        column: "expires_at",
      })
    })

    it("with the token of another in its scope is refused; without one there may be many", async () => {
      const token = { idempotency_token: "'12345678'", token_scope: "'store:cart:1'" }
      await expect(attempt(db, insertHold(token), insertHold({ ...token, id: "'hold_y'" }))).rejects.toMatchObject({
        code: "23505",
        constraint: "resource_hold_token_key",
      })
      const others: Record<string, string>[] = [
        { item_no: "1" },
        { token_scope: "'store:cart:2'" },
        { idempotency_token: "'87654321'" },
      ]
      const rows = others.map((other, i) => insertHold({ ...token, ...other, id: `'hold_${i}'` }))
      expect(await attempt(db, insertHold(token), ...rows)).toBe("not refused")
      expect(await attempt(db, insertHold(), insertHold({ id: "'hold_y'" }))).toBe("not refused")
    })

    it.each([
      ["its dates", `dates = '{2027-03-01}'`],
      ["its quantity", "quantity = 2"],
      ["its resource", "resource_id = 'res_y'"],
      ["its booking", "booking_id = 'bk_y'"],
    ])("never changes %s", async (_, change) => {
      await expect(attempt(db, insertHold(), `update resource_hold set ${change}`)).rejects.toMatchObject({
        code: "23001",
        constraint: "resource_hold_is_final",
      })
    })

    it.each(["RELEASED", "EXPIRED"])("that is %s stays so", async (status) => {
      const ended = insertHold({ status: `'${status}'`, [`${status.toLowerCase()}_at`]: "now()" })
      const revive = "update resource_hold set status = 'ACTIVE', released_at = null, expired_at = null"
      await expect(attempt(db, ended, revive)).rejects.toMatchObject({ constraint: "resource_hold_is_final" })
      expect(await attempt(db, ended, "update resource_hold set metadata = '{}'", "delete from resource_hold")).toBe(
        "not refused",
      )
    })

    it("is never deleted while it is alive or confirmed", async () => {
      const resource = await build.resource({ capacity: 2 })
      const hold = await build.hold({ resource })
      const booking = await build.booking({ resource })
      for (const id of [hold.id, booking.hold_id]) {
        await expect(attempt(db, `delete from resource_hold where id = '${id}'`)).rejects.toMatchObject({
          code: "23001",
          constraint: "resource_hold_is_kept",
        })
      }
      const unconfirm = `update resource_hold set status = 'ACTIVE', confirmed_at = null where id = '${booking.hold_id}'`
      await expect(attempt(db, unconfirm)).rejects.toMatchObject({ constraint: "resource_hold_is_final" })
    })
  })

  describe("CONFIRMED if and only if there is exactly one allocation", () => {
    const checkNow = "set constraints all immediate"

    it("a hold confirmed without one is refused at the end of its transaction", async () => {
      const hold = await build.hold({ resource: await build.resource() })
      const confirm = `update resource_hold set status = 'CONFIRMED', confirmed_at = now() where id = '${hold.id}'`
      expect(await attempt(db, confirm)).toBe("not refused")
      await expect(attempt(db, confirm, checkNow)).rejects.toMatchObject({
        code: "23514",
        constraint: "resource_hold_confirmed_check",
      })
      await expect(db.query(confirm)).rejects.toMatchObject({ constraint: "resource_hold_confirmed_check" })
      expect((await service.getHold(hold.id)).hold.status).toBe("ACTIVE")
    })

    it("a hold born confirmed without one, too", async () => {
      const born = insertHold({ status: "'CONFIRMED'", confirmed_at: "now()" })
      await expect(attempt(db, born, checkNow)).rejects.toMatchObject({ constraint: "resource_hold_confirmed_check" })
      expect(await attempt(db, born, insertAllocation("hold_x"), checkNow)).toBe("not refused")
    })

    it("an allocation of a hold that is not confirmed is refused", async () => {
      const ended: Record<string, string> = { status: "'RELEASED'", released_at: "now()" }
      for (const status of [{}, ended]) {
        await expect(attempt(db, insertHold(status), insertAllocation("hold_x"), checkNow)).rejects.toMatchObject({
          code: "23514",
          constraint: "resource_allocation_confirmed_check",
        })
      }
    })

    it("a second allocation of a hold is refused, and one of no hold", async () => {
      const booking = await build.booking({ resource: await build.resource() })
      await expect(attempt(db, insertAllocation(booking.hold_id))).rejects.toMatchObject({
        constraint: "resource_allocation_hold_id_key",
      })
      await expect(attempt(db, insertAllocation("hold_nobody"))).rejects.toMatchObject({
        constraint: "resource_allocation_hold_id_fkey",
      })
    })
  })

  describe("an allocation's row", () => {
    it.each([
      ["hold_id", "'hold_y'"],
      ["booking_id", "'bk_y'"],
      ["resource_id", "'res_y'"],
      ["dates", "'{2027-03-01}'"],
      ["start_date", "start_date - 1"],
      ["end_date", "end_date + 1"],
      ["days", "days + 1"],
      ["quantity", "quantity + 1"],
      ["booking_unit", "'NIGHT'"],
      ["order_id", "'order_9'"],
      ["line_item_id", "'line_9'"],
    ])("never changes its %s", async (column, value) => {
      await build.booking({ resource: await build.resource(), dates: days(1, 2) })
      await expect(attempt(db, `update resource_allocation set ${column} = ${value}`)).rejects.toMatchObject({
        code: "23001",
        constraint: "resource_allocation_is_final",
      })
    })

    it("D16: lets contact, note, label and metadata be edited, cancelled or not", async () => {
      const booking = await build.booking({ resource: await build.resource() })
      const edit =
        "update resource_allocation set contact_name = 'x', contact_email = 'x', contact_phone = 'x', note = 'x', unit_label = 'x', metadata = '{}'"
      expect(await attempt(db, edit)).toBe("not refused")
      await service.cancelAllocations({ allocation_ids: [booking.id], cancelled_by: "u" })
      expect(await attempt(db, edit)).toBe("not refused")
    })

    it.each([
      "cancelled_at = null, cancelled_by = null",
      "cancelled_at = now() - interval '1 day'",
      "cancelled_by = 'other'",
      "cancel_reason = 'other'",
    ])("is cancelled once: %s is refused", async (change) => {
      const booking = await build.booking({ resource: await build.resource() })
      await service.cancelAllocations({ allocation_ids: [booking.id], cancelled_by: "u" })
      await expect(attempt(db, `update resource_allocation set ${change}`)).rejects.toMatchObject({
        constraint: "resource_allocation_is_final",
      })
    })

    it("is never deleted, hard or soft, live or cancelled", async () => {
      const booking = await build.booking({ resource: await build.resource() })
      for (const cancelled of [false, true]) {
        if (cancelled) await service.cancelAllocations({ allocation_ids: [booking.id], cancelled_by: "u" })
        await expect(attempt(db, "delete from resource_allocation")).rejects.toMatchObject({
          code: "23001",
          constraint: "resource_allocation_is_kept",
        })
        await expect(attempt(db, "update resource_allocation set deleted_at = now()")).rejects.toMatchObject({
          constraint: "resource_allocation_kept_check",
        })
      }
    })

    it("of a line that has a live one of the resource is refused; of a cancelled one it is taken", async () => {
      const resource = await build.resource({ capacity: 3 })
      const booking = await build.booking({ resource, contact: { line_item_id: "line_1" } })
      const second = [
        insertHold({ status: "'CONFIRMED'", confirmed_at: "now()" }),
        insertAllocation("hold_x", { line_item_id: "'line_1'", resource_id: `'${resource.id}'` }),
      ]
      await expect(attempt(db, ...second)).rejects.toMatchObject({
        code: "23505",
        constraint: "resource_allocation_live_line_key",
      })
      await service.cancelAllocations({ allocation_ids: [booking.id], cancelled_by: "u" })
      expect(await attempt(db, ...second)).toBe("not refused")
    })

    it.each<[string, Record<string, string>, string]>([
      ["dates in disorder", { dates: "'{2027-03-02,2027-03-01}'" }, "resource_allocation_dates_check"],
      ["no date", { dates: "'{}'" }, "resource_allocation_dates_check"],
      ["no unit", { quantity: "0" }, "resource_allocation_quantity_check"],
    ])("with %s is refused", async (_, odd, constraint) => {
      await expect(attempt(db, insertHold(), insertAllocation("hold_x", odd))).rejects.toMatchObject({ constraint })
    })
  })

  describe("a capacity row", () => {
    it.each([
      ["less than nothing to sell", "available_capacity = -1", "resource_capacity_available_check"],
      ["more to sell than there is", "available_capacity = 4", "resource_capacity_available_check"],
      ["a wish above what there is", "target_capacity = 3, available_capacity = 0", "resource_capacity_target_check"],
      ["a wish below nothing", "target_capacity = -1, available_capacity = 0", "resource_capacity_target_check"],
      ["a wish while there is something to sell", "target_capacity = 1", "resource_capacity_target_check"],
      ["a soft delete", "deleted_at = now()", "resource_capacity_kept_check"],
    ])("with %s is refused", async (_, change, constraint) => {
      await build.resource({ capacity: 3, days: 1 })
      await expect(attempt(db, `update resource_capacity set ${change}`)).rejects.toMatchObject({
        code: "23514",
        constraint,
      })
    })

    it("is one for each resource and date", async () => {
      await build.resource({ days: 1 })
      const again =
        "insert into resource_capacity (id, resource_id, date, max_capacity, available_capacity) select 'x', resource_id, date, 1, 1 from resource_capacity"
      await expect(attempt(db, again)).rejects.toMatchObject({
        code: "23505",
        constraint: "resource_capacity_resource_id_date_key",
      })
      const orphan =
        "insert into resource_capacity (id, resource_id, date, max_capacity, available_capacity) values ('x', 'res_x', now(), 1, 1)"
      await expect(attempt(db, orphan)).rejects.toMatchObject({ constraint: "resource_capacity_resource_id_fkey" })
    })

    it("with units taken is not deleted; a free one may be", async () => {
      const resource = await build.resource({ days: 3 })
      await build.hold({ resource, dates: [day(1)] })
      const remove = (date: string) => attempt(db, `delete from resource_capacity where date = '${date}'`)
      await expect(remove(day(1))).rejects.toMatchObject({ code: "23001", constraint: "resource_capacity_is_kept" })
      expect(await remove(day(2))).toBe("not refused")
    })
  })

  describe("a resource's and a blackout's row", () => {
    it("a resource is never deleted for good, and no cascade takes its bookings", async () => {
      const resource = await build.resource({ days: 2 })
      await build.booking({ resource })
      await expect(attempt(db, "delete from resource")).rejects.toMatchObject({
        code: "23001",
        constraint: "resource_is_kept",
      })
      const cascades = await db.query("select conname from pg_constraint where contype = 'f' and confdeltype <> 'a'")
      expect(cascades).toEqual([])
    })

    it.each([
      ["type = 'lower'", "resource_type_check"],
      ["booking_unit = 'WEEK'", "resource_booking_unit_check"],
      ["hold_ttl_minutes = 0", "resource_hold_ttl_minutes_check"],
      ["hold_ttl_minutes = -5", "resource_hold_ttl_minutes_check"],
      ["min_days = 3, max_days = 2", "resource_days_check"],
      ["min_days = 0", "resource_days_check"],
      ["default_capacity = -1", "resource_default_capacity_check"],
      ["open_days_ahead = -1", "resource_open_days_ahead_check"],
    ])("C14: a resource with %s is refused", async (change, constraint) => {
      await build.resource({ days: 0 })
      await expect(attempt(db, `update resource set ${change}`)).rejects.toMatchObject({ code: "23514", constraint })
    })

    it.each([
      ["end_date = start_date - 1", "resource_blackout_range_check"],
      ["resource_type = 'TOUR'", "resource_blackout_target_check"],
      ["resource_id = 'res_x'", "resource_blackout_resource_id_fkey"],
    ])("a blackout with %s is refused", async (change, constraint) => {
      const resource = await build.resource({ days: 0 })
      await build.blackout({ resource_id: resource.id })
      await expect(attempt(db, `update resource_blackout set ${change}`)).rejects.toMatchObject({ constraint })
    })
  })

  it("the generated methods of the module cannot delete what is booked either", async () => {
    const resource = await build.resource({ capacity: 3 })
    const hold = await build.hold({ resource })
    const booking = await build.booking({ resource })
    for (const call of [
      () => service.deleteBookingHolds(hold.id),
      () => service.deleteBookingHolds(booking.hold_id),
      () => service.deleteBookingAllocations(booking.id),
      () => service.deleteBookingResources(resource.id),
      () => service.softDeleteBookingHolds([hold.id]),
      () => service.softDeleteBookingAllocations([booking.id]),
    ]) {
      await expect(call()).rejects.toThrow()
    }
    expect(await service.listBookingHolds({ resource_id: resource.id })).toHaveLength(2)
    expect(await service.listBookingAllocations({ resource_id: resource.id })).toHaveLength(1)
  })

  describe("migrations", () => {
    it("go down to nothing and up again to a module that sells", async () => {
      const name = `${unique("rb_migrations")}`.slice(0, 60)
      const url = await createDatabase(name)
      const own = openDb(url)
      try {
        const left = async () => ({
          tables: (
            await own.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public'")
          ).map((row) => row.name),
          functions: await own.query("select proname from pg_proc where pronamespace = 'public'::regnamespace"),
          types: await own.query(
            `select typname from pg_type t left join pg_class c on c.oid = t.typrelid
             where t.typnamespace = 'public'::regnamespace and typname !~ 'migrations' and coalesce(c.relname, '') !~ 'migrations'`,
          ),
          sequences: await own.query("select relname from pg_class where relkind = 'S' and relname !~ 'migrations'"),
        })
        const empty = await left()
        await migrate(url)
        const first = await left()
        expect(first.tables).toEqual(
          expect.arrayContaining([
            "resource",
            "resource_capacity",
            "resource_hold",
            "resource_allocation",
            "resource_blackout",
          ]),
        )
        expect(first.functions.length).toBeGreaterThan(20)

        await migrate(url, { down: true })
        const { tables, ...others } = await left()
        expect(tables.filter((table) => !table.includes("migrations"))).toEqual([])
        expect(others).toEqual({ functions: empty.functions, types: empty.types, sequences: empty.sequences })

        await migrate(url)
        const again = await left()
        expect(again.functions).toHaveLength(first.functions.length)
        const { service: reborn, shutdown } = await bootModule(url)
        try {
          const resource = await reborn.createResource({
            name: "Ute",
            type: "VEHICLE",
            default_capacity: 1,
            open_days_ahead: 3,
          })
          const placed = await reborn.placeHold({
            cart_id: "cart_1",
            items: [{ resource_id: resource.id, dates: [day(1)], quantity: 1 }],
          })
          expect(placed.holds).toMatchObject([{ status: "ACTIVE" }])
        } finally {
          await shutdown()
        }
      } finally {
        await own.close()
        await dropDatabase(name)
      }
    })

    it("make exactly the five tables, and every verb keeps its planner settings", async () => {
      const tables = await db.query<{ name: string }>(
        "select tablename as name from pg_tables where schemaname = 'public' and tablename !~ 'migrations' order by 1",
      )
      expect(tables.map((row) => row.name)).toEqual([
        "resource",
        "resource_allocation",
        "resource_blackout",
        "resource_capacity",
        "resource_hold",
      ])
      const verbs = await db.query<{ proname: string; settings: string[] }>(
        `select proname, proconfig as settings from pg_proc
         where pronamespace = 'public'::regnamespace and pg_get_function_identity_arguments(oid) = 'p jsonb' and proconfig is not null`,
      )
      expect(verbs.length).toBeGreaterThanOrEqual(10)
      for (const { settings } of verbs) {
        expect(settings).toEqual(
          expect.arrayContaining(["plan_cache_mode=force_generic_plan", "enable_seqscan=off", "jit=off"]),
        )
      }
    })
  })
})
