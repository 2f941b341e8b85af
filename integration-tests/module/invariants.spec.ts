import { ageHold, day, days, unique } from "../helpers/build"
import type { Db } from "../helpers/database"
import { invariantFaults } from "../helpers/invariants"
import { moduleSuite } from "../helpers/module-suite"

/** Breaks a rule behind the backs of all triggers and named checks, and says what the invariants make of it. */
const faultsAfter = (db: Db, ...statements: string[]) =>
  db.rolledBack(async (session) => {
    await session.query("set local session_replication_role = replica")
    for (const statement of statements) await session.query(statement)
    return await invariantFaults(session)
  })

const without = (constraint: string, table: string) => `alter table ${table} drop constraint ${constraint}`

moduleSuite(({ build, db, service }) => {
  it("finds nothing wrong with a sound database", async () => {
    const resource = await build.resource({ capacity: 3 })
    await build.hold({ resource, dates: days(1, 3) })
    await build.booking({ resource, dates: [day(2)] })
    const ended = await build.hold({ resource })
    await service.releaseHold(ended.id, "test")
    expect(await invariantFaults(db)).toEqual([])
  })

  it("reports capacity that differs from the recount, and a claim without a row", async () => {
    const resource = await build.resource({ capacity: 3 })
    await build.hold({ resource, dates: days(1, 2) })
    expect(
      await faultsAfter(
        db,
        `update resource_capacity set available_capacity = 3 where date = '${day(1)}'`,
        `delete from resource_capacity where date = '${day(2)}'`,
      ),
    ).toEqual([
      `1: ${resource.id} on ${day(1)}: available is 3 and should be 2 (max 3 - 1 held - 0 allocated)`,
      `1: ${resource.id} on ${day(2)}: 1 held, 0 allocated, but there is no capacity row`,
    ])
  })

  it("reports a hold whose status and end do not agree", async () => {
    const hold = await build.hold({ resource: await build.resource() })
    const faults = await faultsAfter(
      db,
      without("resource_hold_status_check", "resource_hold"),
      "update resource_hold set released_at = now()",
    )
    expect(faults).toEqual([expect.stringMatching(`^2: hold ${hold.id} is ACTIVE with .* released_at 2`)])
  })

  it("reports a confirmed hold without an allocation, and an allocation of another claim", async () => {
    const resource = await build.resource({ capacity: 2 })
    const booking = await build.booking({ resource })
    expect(
      await faultsAfter(db, "delete from resource_allocation", "update resource_capacity set available_capacity = 2"),
    ).toEqual([`2: hold ${booking.hold_id} is CONFIRMED and has 0 allocation(s)`])
    expect(await faultsAfter(db, "update resource_allocation set booking_id = 'bk_other'")).toEqual([
      expect.stringMatching(`^2: allocation ${booking.id} claims .* of booking bk_other, its hold`),
    ])
  })

  it("reports dates that are not sorted and distinct", async () => {
    const hold = await build.hold({ resource: await build.resource(), dates: days(1, 2) })
    const faults = await faultsAfter(
      db,
      without("resource_hold_dates_check", "resource_hold"),
      `update resource_hold set dates = '{${day(2)},${day(1)}}'`,
    )
    expect(faults).toEqual([expect.stringMatching(`^2: hold ${hold.id} claims the dates .* not sorted and distinct`)])
  })

  it("reports one token with two bookings", async () => {
    const resource = await build.resource({ capacity: 2 })
    const cart_id = unique("cart")
    await build.hold({ resource, cart_id, idempotency_token: "token-one" })
    await build.hold({ resource, cart_id, idempotency_token: "token-two" })
    expect(
      await faultsAfter(
        db,
        "drop index resource_hold_token_key",
        "update resource_hold set idempotency_token = 'token-one'",
      ),
    ).toEqual([expect.stringMatching(`^3: token token-one of store:cart:${cart_id} made the bookings bk_.*, bk_`)])
  })

  it("reports a line with two live allocations of one resource", async () => {
    const resource = await build.resource({ capacity: 2 })
    await build.booking({ resource, contact: { line_item_id: "line_1" } })
    await build.booking({ resource, contact: { line_item_id: "line_2" } })
    expect(
      await faultsAfter(
        db,
        "drop index resource_allocation_live_line_key",
        "update resource_allocation set line_item_id = 'line_1'",
      ),
    ).toEqual([expect.stringMatching(`^4: line line_1 has the live allocations .* of ${resource.id}`)])
  })

  it("reports a claim made under a blackout, and none that was there before it or came after its end", async () => {
    const resource = await build.resource({ capacity: 3 })
    await build.hold({ resource })
    const blackout = await build.blackout({ resource_type: "VEHICLE" })
    await service.deleteBlackout(blackout.id)
    await build.hold({ resource })
    const hold = await build.hold({ resource, dates: [day(2)] })
    expect(
      await faultsAfter(
        db,
        `insert into resource_blackout (id, start_date, end_date, reason, created_at, updated_at)
         select 'blk_1', '${day(2)}', '${day(3)}', 'test', created_at, created_at from resource_hold where id = '${hold.id}'`,
      ),
    ).toEqual([
      expect.stringMatching(`^5: hold ${hold.id} claimed ${resource.id} on ${day(2)} .* under blackout blk_1`),
    ])
  })

  it("lets a move keep the blacked out dates it had, but take no new one", async () => {
    const resource = await build.resource({ capacity: 2 })
    const booking = await build.booking({ resource, dates: days(1, 2) })
    await build.blackout({ start_date: day(1), end_date: day(2) })
    await service.reviseAllocation({ allocation_id: booking.id, dates: [day(2)], change_days: true, by: "test" })
    expect(await invariantFaults(db)).toEqual([])
    expect(await faultsAfter(db, "update resource_hold set replaces_id = null")).toEqual([
      expect.stringMatching(/^5: hold .* under blackout/),
    ])
  })

  it("reports an owner above a limit, and counts no claim that has lapsed", async () => {
    const resource = await build.resource({ capacity: 5 })
    const cart_id = unique("cart")
    const holds = [await build.hold({ resource, cart_id }), await build.hold({ resource, cart_id, quantity: 3 })]
    expect(await invariantFaults(db, { max_active_holds_per_owner: 1 })).toEqual([
      `6: owner cart:${cart_id} has 2 live holds and 4 unit-days, allowed are 1 and 500`,
    ])
    expect(await invariantFaults(db, { max_active_unit_days_per_owner: 3 })).toHaveLength(1)
    await ageHold(db, holds[1]!.id)
    expect(await invariantFaults(db, { max_active_holds_per_owner: 1 })).toEqual([])
  })
})
