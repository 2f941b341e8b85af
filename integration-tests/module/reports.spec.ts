import { addDays } from "../../src/modules/resource_booking/domain/calendar-date"
import { ReportService } from "../../src/modules/resource_booking/service/report-service"
import type { ClaimAudit } from "../../src/modules/resource_booking/read-types"
import { ageHold, day, days, unique, type BuiltLine } from "../helpers/build"
import { managerOn } from "../helpers/manager-on"
import { moduleSuite } from "../helpers/module-suite"
import { refusedWith } from "../helpers/refused-with"

moduleSuite(({ build, db, service, boot }) => {
  describe("utilisation", () => {
    it("adds up unit dates by resource, month and week, holds apart from allocations", async () => {
      const car = await build.resource({ name: "A", capacity: 4, days: 3, from: 1 })
      const tour = await build.resource({ name: "B", type: "TOUR", capacity: 1, days: 2, from: 1 })
      await build.booking({ resource: car, dates: days(1, 3), quantity: 2 })
      await build.hold({ resource: car, dates: [day(2)] })
      const range = { start_date: day(1), end_date: day(9) }
      expect(await service.getUtilisation({ ...range, by: "resource" })).toEqual([
        { key: car.id, label: "A", capacity: 12, allocated: 6, held: 1, utilisation: 0.5 },
        { key: tour.id, label: "B", capacity: 2, allocated: 0, held: 0, utilisation: 0 },
      ])
      for (const by of ["week", "month"] as const) {
        const rows = await service.getUtilisation({ ...range, by, type: "VEHICLE" })
        const sum = (of: "capacity" | "allocated" | "held") => rows.reduce((total, row) => total + row[of], 0)
        expect([sum("capacity"), sum("allocated"), sum("held")]).toEqual([12, 6, 1])
      }
      expect(await service.getUtilisation({ start_date: day(50), end_date: day(51), by: "week" })).toEqual([])
      await refusedWith(service.getUtilisation({ ...range, end_date: day(0), by: "week" }), "invalid_data", {
        field: "end_date",
      })
    })

    it("names weeks by their Monday and months by their number, across the turn of a year", async () => {
      const resource = await build.resource({ days: 0 })
      await service.setCapacity({
        resource_id: resource.id,
        start_date: "2032-12-31",
        end_date: "2033-01-03",
        max_capacity: 2,
      })
      const range = { start_date: "2032-12-01", end_date: "2033-01-31" }
      expect(
        (await service.getUtilisation({ ...range, by: "week" })).map(({ key, label, capacity }) => [
          key,
          label,
          capacity,
        ]),
      ).toEqual([
        ["2032-12-27", "2032-W53", 6],
        ["2033-01-03", "2033-W01", 2],
      ])
      expect(
        (await service.getUtilisation({ ...range, by: "month" })).map(({ key, label, capacity }) => [
          key,
          label,
          capacity,
        ]),
      ).toEqual([
        ["2032-12", "December 2032", 2],
        ["2033-01", "January 2033", 6],
      ])
    })
  })

  describe("conversion", () => {
    const placedOn = async (holdId: string, date: string, time: string) =>
      await db.query(
        "update resource_hold set created_at = ($2::text || ' ' || $3::text)::timestamp at time zone 'Australia/Brisbane' where id = $1",
        [holdId, date, time],
      )

    it("counts the storefront's holds by the day they were placed in the plugin's zone, and what became of them", async () => {
      const resource = await build.resource({ capacity: 9 })
      const make = async (date: string, time: string) => {
        const hold = await build.hold({ resource })
        await placedOn(hold.id, date, time)
        return hold
      }
      const confirmed = await make(day(-1), "23:59:59")
      const released = await make(day(-1), "00:00")
      const lapsed = await make(day(-2), "12:00")
      await make(day(-2), "13:00")
      await make(day(-3), "12:00")
      await service.confirmHolds({ hold_ids: [confirmed.id] })
      await service.releaseHold(released.id, "test")
      await db.query("update resource_hold set expires_at = now() where id = $1", [lapsed.id])
      const staff = await build.booking({ resource })
      await placedOn(staff.hold_id, day(-1), "12:00")
      expect((await service.getConversion({ from: day(-2), to: day(0) })).conversion).toEqual([
        { date: day(-2), placed: 2, confirmed: 0, released: 0, expired: 1, active: 1 },
        { date: day(-1), placed: 2, confirmed: 1, released: 1, expired: 0, active: 0 },
        { date: day(0), placed: 0, confirmed: 0, released: 0, expired: 0, active: 0 },
      ])
    })

    it("follows a hold that was resized or retaken to its end", async () => {
      const resource = await build.resource({ capacity: 9 })
      const line = () => build.line({ of: [{ resource }] })
      const retake = async ({ cart_id, line, holds }: BuiltLine) => {
        await ageHold(db, holds[0]!.id)
        return (await service.claimCart({ cart_id, lines: [line], claim: false })).retaken_ids[0]!
      }
      const resize = async ({ holds }: BuiltLine) =>
        (await service.resizeHolds({ holds: [{ hold_id: holds[0]!.id, quantity: 2 }], by: "system" })).holds[0]!.id
      await service.confirmHolds({ hold_ids: [await retake(await line())] })
      await service.confirmHolds({ hold_ids: [await resize(await line())] })
      await service.releaseHold(await retake(await line()), "test")
      await retake(await line())
      await resize(await line())
      await db.query("update resource_hold set expires_at = now() where id = $1", [await resize(await line())])
      // Placed half an hour ago, which may have been yesterday.
      const { conversion: rows } = await service.getConversion({ from: day(-1), to: day(0) })
      const sum = (of: "placed" | "confirmed" | "released" | "expired" | "active") =>
        rows.reduce((total, row) => total + row[of], 0)
      expect([sum("placed"), sum("confirmed"), sum("released"), sum("expired"), sum("active")]).toEqual([6, 2, 1, 1, 2])
    })

    it("says since when it knows of every hold: what ended before is deleted", async () => {
      const kept = service.options.hold_retention_days
      const { complete_from } = await service.getConversion({ from: day(-60), to: day(0) })
      expect(complete_from).toBe(day(1 - kept))
      const resource = await build.resource({ capacity: 9 })
      // Placed and given back at the first moment of that day: the retention must not have taken it.
      const hold = await build.hold({ resource })
      await service.releaseHold(hold.id, "test")
      await db.query(
        `update resource_hold set created_at = moment, released_at = moment
         from (select $2::date::timestamp at time zone $3 as moment) as m where id = $1`,
        [hold.id, complete_from, service.options.timezone],
      )
      await service.applyRetention()
      const { conversion } = await service.getConversion({ from: complete_from, to: day(0) })
      expect(conversion[0]).toMatchObject({ date: complete_from, placed: 1, released: 1 })
    })

    it("refuses reversed and overlong ranges", async () => {
      await refusedWith(service.getConversion({ from: day(0), to: day(-1) }), "invalid_data", { field: "to" })
      await refusedWith(service.getConversion({ from: day(0), to: day(366) }), "invalid_data", { field: "to" })
      await refusedWith(service.getConversion({ from: "1/1/27", to: day(0) }), "invalid_data", { field: "from" })
    })
  })

  describe("the audit", () => {
    /** What the audit says of rows that were broken past every guard, in a transaction that never commits. */
    const auditAfter = async (...statements: string[]): Promise<Partial<ClaimAudit>> =>
      await db.rolledBack(async (session) => {
        await session.query("set local session_replication_role = replica")
        for (const statement of statements) await session.query(statement)
        const audit = await new ReportService(service.options).auditClaims(managerOn(session))
        expect(audit.ok).toBe(false)
        return found(audit)
      })

    /** The findings alone: what is empty drops out. */
    const found = ({ checked_at: _at, ok: _ok, ...lists }: ClaimAudit) =>
      Object.fromEntries(Object.entries(lists).filter(([, rows]) => rows.length > 0))

    const without = (constraint: string, table: string) => `alter table ${table} drop constraint ${constraint}`

    it("finds an empty and a busy database in order", async () => {
      expect(await service.auditClaims()).toMatchObject({ ok: true, drift: [], missing_capacity: [] })
      const resource = await build.resource({ capacity: 4 })
      await build.hold({ resource, dates: days(1, 3) })
      const booking = await build.booking({ resource, dates: days(2, 3), quantity: 2 })
      await service.reviseAllocation({ allocation_id: booking.id, dates: [day(3), day(4)], by: "user_test" })
      await build.blackout({ start_date: day(3), end_date: day(4) })
      await service.cancelAllocations({
        allocation_ids: [(await build.booking({ resource })).id],
        cancelled_by: "user_test",
      })
      await service.releaseHold((await build.hold({ resource })).id, "test")
      const audit = await service.auditClaims()
      expect([audit.ok, found(audit)]).toEqual([true, {}])
    })

    it("reports a counter that differs from the recount, and a claim without a row", async () => {
      const resource = await build.resource({ capacity: 5 })
      await build.hold({ resource, dates: days(1, 2), quantity: 2 })
      await build.booking({ resource, dates: [day(1)] })
      expect(
        await auditAfter(
          `update resource_capacity set available_capacity = 3 where date = '${day(1)}'`,
          `delete from resource_capacity where date = '${day(2)}'`,
        ),
      ).toEqual({
        drift: [{ resource_id: resource.id, date: day(1), max: 5, available: 3, held: 2, allocated: 1, expected: 2 }],
        missing_capacity: [{ resource_id: resource.id, date: day(2), held: 2, allocated: 0 }],
      })
    })

    it("reports a confirmed hold without its allocation, and the other way round", async () => {
      const resource = await build.resource({ capacity: 3 })
      const { id, hold_id } = await build.booking({ resource })
      expect(
        await auditAfter("delete from resource_allocation", "update resource_capacity set available_capacity = 3"),
      ).toEqual({
        confirmed_without_allocation: [{ hold_id, status: "CONFIRMED" }],
      })
      expect(
        await auditAfter("update resource_hold set status = 'RELEASED', released_at = now(), confirmed_at = null"),
      ).toEqual({
        allocation_without_confirmed_hold: [{ allocation_id: id, hold_id, hold_status: "RELEASED" }],
      })
      expect(
        await auditAfter(
          without("resource_allocation_hold_id_fkey", "resource_allocation"),
          "delete from resource_hold",
        ),
      ).toEqual({ allocation_without_confirmed_hold: [{ allocation_id: id, hold_id, hold_status: null }] })
      expect(await auditAfter("update resource_allocation set booking_id = 'bk_x'")).toEqual({
        allocation_unlike_hold: [{ allocation_id: id, hold_id }],
      })
    })

    it("reports a hold that ended twice", async () => {
      const { id } = await build.hold({ resource: await build.resource() })
      expect(
        await auditAfter(
          without("resource_hold_status_check", "resource_hold"),
          "update resource_hold set released_at = now()",
        ),
      ).toEqual({ ended_more_than_once: [{ hold_id: id, status: "ACTIVE" }] })
    })

    it("reports a token with two bookings and a line allocated twice", async () => {
      const resource = await build.resource({ capacity: 3 })
      const cart_id = unique("cart")
      const holds = [
        await build.hold({ resource, cart_id, idempotency_token: "token-one" }),
        await build.hold({ resource, cart_id, idempotency_token: "token-two" }),
      ]
      expect(
        await auditAfter(
          "drop index resource_hold_token_key",
          "update resource_hold set idempotency_token = 'token-one'",
        ),
      ).toEqual({
        tokens_with_several_bookings: [
          { token_scope: `store:cart:${cart_id}`, booking_ids: holds.map(({ booking_id }) => booking_id).sort() },
        ],
      })
      const bookings = [
        await build.booking({ resource, dates: [day(2)], contact: { line_item_id: "item_1" } }),
        await build.booking({ resource, dates: [day(2)], contact: { line_item_id: "item_2" } }),
      ]
      const audit = await auditAfter(
        "drop index resource_allocation_live_line_key",
        "update resource_allocation set line_item_id = 'item_1'",
      )
      expect(audit).toMatchObject({ lines_allocated_twice: [{ line_item_id: "item_1", resource_id: resource.id }] })
      expect(audit.lines_allocated_twice![0]!.allocation_ids.sort()).toEqual(bookings.map(({ id }) => id).sort())
    })

    it("reports a claim made under a blackout of its resource, its type or everything", async () => {
      const resource = await build.resource({ capacity: 3 })
      const hold = await build.hold({ resource, dates: days(1, 3) })
      const before = "now() - interval '1 day'"
      const blackout = (columns: string, values: string) =>
        `insert into resource_blackout (id, start_date, end_date, reason, created_at, updated_at${columns})
         values ('blk_x', '${day(2)}', '${day(2)}', 'x', ${before}, ${before}${values})`
      const aged = `update resource set updated_at = ${before}`
      const finding = {
        claimed_in_blackout: [{ hold_id: hold.id, resource_id: resource.id, date: day(2), blackout_id: "blk_x" }],
      }
      expect(await auditAfter(blackout(", resource_id", `, '${resource.id}'`))).toEqual(finding)
      expect(await auditAfter(aged, blackout(", resource_type", ", 'VEHICLE'"))).toEqual(finding)
      expect(await auditAfter(blackout("", ""))).toEqual(finding)
    })

    it("clears claims older or younger than the blackout, and dates that a moved claim had before it", async () => {
      const resource = await build.resource({ capacity: 3 })
      const booking = await build.booking({ resource, dates: days(1, 2) })
      const kept = await build.blackout({ resource_id: resource.id, start_date: day(1), end_date: day(2) })
      await service.reviseAllocation({ allocation_id: booking.id, dates: days(2, 3), by: "user_test" })
      const lifted = await build.blackout({ start_date: day(4) })
      await service.deleteBlackout(lifted.id)
      await build.hold({ resource, dates: [day(4)] })
      expect(found(await service.auditClaims())).toEqual({})
      const audit = await auditAfter("update resource_hold set source = 'RETAKE' where replaces_id is not null")
      expect(audit.claimed_in_blackout).toMatchObject([{ date: day(2), blackout_id: kept.id }])
    })

    it("warns of owners and addresses above the limits, which may have been lowered, and not for holds that lapsed", async () => {
      const strict = await boot({
        options: {
          max_active_holds_per_owner: 2,
          max_active_unit_days_per_owner: 5,
          max_active_unit_days_per_address: 6,
        },
      })
      const resource = await build.resource({ capacity: 50 })
      const cart_id = unique("cart")
      const client_address = "192.0.2.7"
      const first = await build.hold({ resource, cart_id, dates: [day(1)] })
      await build.hold({ resource, cart_id, dates: [day(2)] })
      expect(found(await strict.auditClaims())).toEqual({})
      const third = await build.hold({ resource, cart_id, dates: [day(3)] })
      const audit = await strict.auditClaims()
      expect([audit.ok, found(audit)]).toEqual([
        true,
        { owners_over_limit: [{ owner_key: `cart:${cart_id}`, holds: 3, unit_days: 3 }] },
      ])
      expect(found(await service.auditClaims())).toEqual({})
      await ageHold(db, third.id)
      expect(found(await strict.auditClaims())).toEqual({})
      await build.hold({ resource, dates: days(1, 3), quantity: 2 })
      expect((await strict.auditClaims()).owners_over_limit).toMatchObject([{ holds: 1, unit_days: 6 }])
      await db.query("update resource_hold set client_address = $1 where id = $2", [client_address, first.id])
      expect((await strict.auditClaims()).addresses_over_limit).toEqual([])
      await db.query("update resource_hold set client_address = $1", [client_address])
      expect((await strict.auditClaims()).addresses_over_limit).toEqual([{ client_address, unit_days: 8 }])
    })

    it("lists overcommitted dates, which are the operator's to solve and no fault", async () => {
      const resource = await build.resource({ capacity: 3 })
      await build.booking({ resource, dates: [day(1)], quantity: 3 })
      await service.setCapacity({
        resource_id: resource.id,
        start_date: day(1),
        end_date: day(2),
        max_capacity: 1,
        clamp: true,
      })
      const audit = await service.auditClaims()
      expect([audit.ok, found(audit)]).toEqual([
        true,
        { overcommitted: [{ resource_id: resource.id, date: day(1), max: 3, target: 1 }] },
      ])
    })

    it("forgets an overcommitted date when it is over where its resource is, and so does health", async () => {
      const overcommitted = []
      for (const timezone of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
        const resource = await build.resource({ capacity: 2, from: -1, days: 2, timezone })
        const dates = days(-1, 0, timezone)
        await build.booking({ resource, dates, quantity: 2, allow_past: true })
        await service.setCapacity({
          resource_id: resource.id,
          start_date: dates[0]!,
          end_date: dates[1]!,
          max_capacity: 1,
          clamp: true,
        })
        overcommitted.push({ resource_id: resource.id, date: dates[1]!, max: 2, target: 1 })
      }
      const audit = await service.auditClaims()
      expect(audit.overcommitted).toHaveLength(2)
      expect(audit.overcommitted).toEqual(expect.arrayContaining(overcommitted))
      expect(await service.getHealthFigures()).toMatchObject({ overcommitted_dates: 2 })
    })

    it("says which of its lists stopped at 200 findings", async () => {
      const resource = await build.resource({ days: 201 })
      const audit = await auditAfter(
        `update resource_capacity set available_capacity = 0 where resource_id = '${resource.id}'`,
      )
      expect([audit.drift?.length, audit.truncated]).toEqual([200, ["drift", "missing_capacity"]])
    })
  })

  describe("the health figures", () => {
    it("are zero on an empty database", async () => {
      expect(await service.getHealthFigures()).toMatchObject({
        live_holds: 0,
        expired_backlog: 0,
        expired_oldest_age_seconds: 0,
        overcommitted_dates: 0,
        overcommitted: [],
        closing_resources: [],
        closing_resources_count: 0,
      })
    })

    it("count live holds, the backlog and its age, and overcommitted dates", async () => {
      const resource = await build.resource({ capacity: 9 })
      const [claimed, old] = [
        await build.hold({ resource }),
        await build.hold({ resource }),
        await build.hold({ resource }),
      ]
      await db.query("update resource_hold set claimed_at = now() where id = $1", [claimed.id])
      await ageHold(db, claimed.id)
      await ageHold(db, old.id, 7200)
      await build.booking({ resource, dates: [day(2)], quantity: 3 })
      await service.setCapacity({
        resource_id: resource.id,
        start_date: day(2),
        end_date: day(2),
        max_capacity: 1,
        clamp: true,
      })
      const figures = await service.getHealthFigures()
      expect(figures).toMatchObject({ live_holds: 2, expired_backlog: 1, overcommitted_dates: 1 })
      expect(figures.overcommitted).toEqual([
        { resource_id: resource.id, name: resource.name, date: day(2), max: 3, target: 1 },
      ])
      expect(figures.expired_oldest_age_seconds).toBeGreaterThanOrEqual(7200)
      expect(figures.expired_oldest_age_seconds).toBeLessThan(7300)
    })

    it("name the active resources whose last open date is near or over, nearest first", async () => {
      const near = await build.resource({ name: "near", days: 30 })
      await build.resource({ name: "far", days: 31 })
      const over = await build.resource({ name: "over", from: -5, days: 2 })
      await build.resource({ name: "never opened", days: 0 })
      await build.resource({ name: "asleep", days: 3, is_active: false })
      await service.deleteResource((await build.resource({ name: "deleted", days: 3 })).id)
      const figures = await service.getHealthFigures()
      expect(figures.closing_resources).toEqual([
        { resource_id: over.id, name: "over", last_open_date: day(-4), today: day(0) },
        { resource_id: near.id, name: "near", last_open_date: addDays(day(0), 29), today: day(0) },
      ])
      expect(figures.closing_resources_count).toBe(2)
    })
  })
})
