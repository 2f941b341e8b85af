import type { BlackoutInput, SaveBlackoutOptions } from "../../src/modules/resource_booking/types"
import { ageHold, day, days } from "../helpers/build"
import { whileLocked, whileOpen } from "../helpers/held-locks"
import { untilBlocked } from "../helpers/locks"
import { moduleSuite } from "../helpers/module-suite"
import { inTransaction } from "../helpers/outer-transaction"
import { availableOn, everyRow, expectRefused, holdCounts } from "../helpers/rows"

moduleSuite(({ build, db, service, boot }) => {
  const close = (input: Partial<BlackoutInput>, options: Partial<SaveBlackoutOptions> = {}) =>
    service.createBlackout(
      { start_date: day(1), end_date: day(1), reason: "Service", ...input },
      { by: "user_1", ...options },
    )
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).sort()

  describe("a blackout", () => {
    it("is a row of its own, whose reason is for staff and whose note is public", async () => {
      const resource = await build.resource()
      const { blackout, conflicts, released_holds } = await close({
        resource_id: resource.id,
        end_date: day(3),
        public_note: "Back soon",
      })
      expect(blackout).toEqual({
        id: expect.stringMatching(/^blk_/),
        resource_id: resource.id,
        resource_type: null,
        start_date: day(1),
        end_date: day(3),
        reason: "Service",
        public_note: "Back soon",
        created_by: "user_1",
        created_at: expect.any(String),
        updated_at: blackout!.created_at,
      })
      expect({ conflicts, released_holds }).toEqual({ conflicts: { holds: [], allocations: [] }, released_holds: [] })
      expect(await service.getBlackout(blackout!.id)).toEqual(blackout)
      expect(await availableOn(db, resource, days(1, 3))).toEqual([1, 1, 1])
    })

    it.each<[string, (id: string) => Partial<BlackoutInput>]>([
      ["of the resource", (id) => ({ resource_id: id })],
      ["of its type", () => ({ resource_type: "TOUR" })],
      ["of everything", () => ({})],
    ])("E11: %s is enforced on every path that claims", async (_, scope) => {
      const resource = await build.resource({ type: "TOUR", capacity: 9 })
      const booking = await build.booking({ resource, dates: [day(9)] })
      await close(scope(resource.id))
      const items = [{ resource_id: resource.id, dates: days(0, 2), quantity: 1 }]
      const refused = { code: "date_blacked_out", details: { resource_id: resource.id, dates: [day(1)] } }
      await expectRefused(db, () => service.placeHold({ cart_id: "cart_1", items }), refused)
      await expectRefused(db, () => service.placeStaffHold({ created_by: "u", items }), refused)
      await expectRefused(db, () => service.placeStaffBooking({ created_by: "u", contact: {}, items }), refused)
      await expectRefused(
        db,
        () => service.reviseAllocation({ allocation_id: booking.id, dates: [day(1)], by: "u" }),
        refused,
      )
    })

    it("closes nothing but its own scope", async () => {
      const [van, tour] = [await build.resource(), await build.resource({ type: "TOUR" })]
      await close({ resource_type: "TOUR" })
      await close({ resource_id: tour.id, start_date: day(2), end_date: day(2) })
      for (const date of days(1, 2)) {
        await build.hold({ resource: van, dates: [date] })
        await expectRefused(db, () => build.hold({ resource: tour, dates: [date] }), { code: "date_blacked_out" })
      }
    })

    it.each([
      ["the day before", [-1, 0], true],
      ["its first day", [0, 1], false],
      ["within", [2, 2], false],
      ["its last day", [3, 5], false],
      ["around it", [0, 9], false],
      ["the day after", [4, 5], true],
    ] as const)("E9: of days 1 to 3, a stay on %s", async (_, [first, last], free) => {
      const resource = await build.resource({ from: -1 })
      await close({ end_date: day(3) })
      const stay = () => build.hold({ resource, dates: days(Math.max(first, 0), last) })
      if (free) expect((await stay()).status).toBe("ACTIVE")
      else await expectRefused(db, stay, { code: "date_blacked_out" })
    })

    it("E9: leaves scattered dates around it bookable", async () => {
      const resource = await build.resource()
      await close({ start_date: day(2), end_date: day(3) })
      expect((await build.hold({ resource, dates: [day(1), day(4)] })).dates).toEqual([day(1), day(4)])
    })

    it("by NIGHT closes nights by their first day: one may depart on it", async () => {
      const resource = await build.resource({ booking_unit: "NIGHT" })
      await close({ start_date: day(3), end_date: day(3) })
      const stay = (start_date: string, end_date: string) =>
        service.placeHold({
          cart_id: "cart_1",
          items: [{ resource_id: resource.id, start_date, end_date, quantity: 1 }],
        })
      await stay(day(1), day(3))
      await expectRefused(db, () => stay(day(3), day(4)), { code: "date_blacked_out", details: { dates: [day(3)] } })
      await stay(day(4), day(5))
    })

    it("a date under several opens when the last is gone", async () => {
      const resource = await build.resource()
      const blackouts = [
        await build.blackout(),
        await build.blackout({ resource_type: "VEHICLE" }),
        await build.blackout({ resource_id: resource.id }),
      ]
      for (const { id } of blackouts) {
        await expectRefused(db, () => build.hold({ resource }), { code: "date_blacked_out" })
        await service.deleteBlackout(id)
      }
      expect((await build.hold({ resource })).status).toBe("ACTIVE")
    })

    it("deleted is gone for every reader, and stays as a row", async () => {
      const blackout = await build.blackout()
      expect(await service.deleteBlackout(blackout.id)).toMatchObject({ id: blackout.id })
      for (const call of [
        () => service.getBlackout(blackout.id),
        () => service.deleteBlackout(blackout.id),
        () => service.updateBlackout(blackout.id, { reason: "r" }, { by: "u" }),
      ]) {
        await expectRefused(db, call, { code: "blackout_not_found", details: { blackout_id: blackout.id } })
      }
      expect(await db.query("select id from resource_blackout where deleted_at is not null")).toEqual([
        { id: blackout.id },
      ])
    })

    it.each<[string, Partial<BlackoutInput>, string]>([
      ["a reversed range", { end_date: day(0) }, "end_date"],
      ["a day that does not exist", { end_date: "2027-02-30" }, "end_date"],
      ["ten years", { end_date: day(3650) }, "end_date"],
      ["a resource and a type", { resource_id: "res_1", resource_type: "TOUR" }, "resource_type"],
    ])("F7: %s is refused", async (_, odd, field) => {
      await expectRefused(db, () => close(odd), { code: "invalid_data", details: { field } })
    })

    it("of an unknown or deleted resource is refused", async () => {
      const deleted = await build.resource()
      await service.deleteResource(deleted.id)
      for (const resource_id of ["res_x", deleted.id]) {
        await expectRefused(db, () => close({ resource_id }), { code: "resource_not_found", details: { resource_id } })
      }
    })
  })

  describe("over live claims", () => {
    const claims = async () => {
      const resource = await build.resource({ capacity: 9 })
      const hold = await build.hold({
        resource,
        dates: days(0, 1),
        customer_email: "ann@example.com",
        cart_id: "cart_1",
      })
      const claimed = await build.hold({ resource })
      await db.query("update resource_hold set claimed_at = clock_timestamp() where id = $1", [claimed.id])
      const booking = await build.booking({
        resource,
        dates: days(1, 2),
        contact: { contact_name: "Bob", order_id: "order_1" },
      })
      return { resource, hold, claimed, booking }
    }

    it("E6: is refused with the holds and allocations that stand there", async () => {
      const { resource, hold, claimed, booking } = await claims()
      const before = await everyRow(db)
      const error = (await close({}).catch((refused: unknown) => refused)) as {
        code: string
        details: Record<"holds" | "allocations", { id: string }[]>
      }
      expect(error.code).toBe("blackout_conflicts")
      expect(ids(error.details.holds)).toEqual(ids([hold, claimed]))
      expect(error.details.holds.find(({ id }) => id === hold.id)).toMatchObject({
        ...{ resource_id: resource.id, start_date: day(0), end_date: day(1), quantity: 1 },
        ...{ customer_email: "ann@example.com", cart_id: "cart_1", expires_at: hold.expires_at },
      })
      expect(error.details.allocations).toMatchObject([
        { id: booking.id, contact_name: "Bob", order_id: "order_1", start_date: day(1), end_date: day(2) },
      ])
      expect(await everyRow(db)).toEqual(before)
    })

    it("E6: a dry run gives the same list and changes nothing, with or without a choice", async () => {
      const { hold, claimed, booking } = await claims()
      const before = await everyRow(db)
      for (const on_conflict of [undefined, "keep", "release_holds"] as const) {
        const { blackout, conflicts, released_holds } = await close({}, { dry_run: true, on_conflict })
        expect(blackout).toBeNull()
        expect([ids(conflicts.holds), ids(conflicts.allocations), released_holds]).toEqual([
          ids([hold, claimed]),
          [booking.id],
          [],
        ])
      }
      expect(await everyRow(db)).toEqual(before)
    })

    it("E6: keep leaves all valid: they may be extended, confirmed and cancelled under it", async () => {
      const { resource, hold, booking } = await claims()
      const { blackout, conflicts } = await close({}, { on_conflict: "keep" })
      expect(blackout).not.toBeNull()
      expect(conflicts.holds).toHaveLength(2)
      await service.extendHold(hold.id, 60)
      await service.confirmHolds({ hold_ids: [hold.id] })
      await service.cancelAllocations({ allocation_ids: [booking.id], cancelled_by: "u" })
      await expectRefused(db, () => build.hold({ resource }), { code: "date_blacked_out" })
      expect(await availableOn(db, resource, days(0, 2))).toEqual([8, 7, 9])
    })

    it("E6: release_holds releases the holds, but neither one in the checkout nor an allocation", async () => {
      const { resource, hold, claimed, booking } = await claims()
      const { released_holds } = await close({}, { on_conflict: "release_holds" })
      expect(released_holds).toMatchObject([
        { id: hold.id, status: "RELEASED", cart_id: "cart_1", resource_id: resource.id },
      ])
      expect((await service.getHold(hold.id)).hold).toMatchObject({ status: "RELEASED", released_by: "user_1" })
      expect((await service.getHold(claimed.id)).hold.status).toBe("ACTIVE")
      expect(await service.getAllocation(booking.id)).toMatchObject({ cancelled_at: null })
      expect(await availableOn(db, resource, days(0, 2))).toEqual([9, 7, 8])
    })

    it("release_holds over many resources and types gives every unit back", async () => {
      const resources = await Promise.all([1, 2, 3].map(() => build.resource({ capacity: 3, type: "TOUR" })))
      const van = await build.resource()
      for (const resource of resources) for (let i = 0; i < 2; i++) await build.hold({ resource, dates: days(1, 2) })
      const kept = await build.hold({ resource: van })
      const { released_holds } = await close(
        { resource_type: "TOUR", start_date: day(2), end_date: day(5) },
        { on_conflict: "release_holds" },
      )
      expect(released_holds).toHaveLength(6)
      for (const resource of resources) expect(await availableOn(db, resource, days(1, 2))).toEqual([3, 3])
      expect((await service.getHold(kept.id)).hold.status).toBe("ACTIVE")
    })

    it("E8: history is no conflict: lapsed, released and cancelled claims, other dates, other scopes", async () => {
      const [resource, other] = [await build.resource({ capacity: 9 }), await build.resource({ type: "TOUR" })]
      const [lapsed, released] = [await build.hold({ resource }), await build.hold({ resource })]
      await ageHold(db, lapsed.id)
      await service.releaseHold(released.id, "test")
      const cancelled = await build.booking({ resource })
      await service.cancelAllocations({ allocation_ids: [cancelled.id], cancelled_by: "u" })
      await build.hold({ resource, dates: [day(0), day(2)] })
      await build.booking({ resource: other })
      expect(await close({ resource_type: "VEHICLE" })).toMatchObject({ conflicts: { holds: [], allocations: [] } })
      expect(await holdCounts(db)).toEqual({ ACTIVE: 2, RELEASED: 1, CONFIRMED: 2 })
    })

    it("E9: a claim is found by containment both ways", async () => {
      const resource = await build.resource({ capacity: 9 })
      const [long, short] = [
        await build.booking({ resource, dates: days(1, 9) }),
        await build.booking({ resource, dates: [day(4)] }),
      ]
      const found = async (first: number, last: number) =>
        ids((await close({ start_date: day(first), end_date: day(last) }, { dry_run: true })).conflicts.allocations)
      expect(await found(3, 5)).toEqual(ids([long, short]))
      expect(await found(0, 20)).toEqual(ids([long, short]))
      expect(await found(5, 5)).toEqual([long.id])
      expect(await found(10, 20)).toEqual([])
    })

    it("a long list is cut at 500 of each", async () => {
      const resource = await build.resource({ capacity: 600 })
      await build.hold({ resource })
      await db.query(
        `insert into resource_hold (id, booking_id, resource_id, dates, start_date, end_date, booking_unit, days, quantity, expires_at)
         select 'hold_' || i, 'bk_' || i, resource_id, dates, start_date, end_date, booking_unit, days, 1, expires_at
         from resource_hold, generate_series(1, 520) as i`,
      )
      await db.query("update resource_capacity set available_capacity = 79 where date = $1", [day(1)])
      await expectRefused(db, () => close({}), { code: "blackout_conflicts", details: { holds: { length: 500 } } })
      expect((await close({}, { on_conflict: "release_holds" })).released_holds).toHaveLength(521)
      expect(await availableOn(db, resource, [day(1)])).toEqual([600])
    })
  })

  describe("editing a blackout", () => {
    it("changes words, dates and scope, and leaves what is not named", async () => {
      const blackout = await build.blackout({ reason: "Service", public_note: "Back soon" })
      const { blackout: edited } = await service.updateBlackout(blackout.id, { reason: "Repair" }, { by: "u" })
      expect(edited).toMatchObject({
        id: blackout.id,
        reason: "Repair",
        public_note: "Back soon",
        created_by: "user_test",
        created_at: blackout.created_at,
      })
      const moved = await service.updateBlackout(
        blackout.id,
        { resource_type: "TOUR", end_date: day(4), public_note: null },
        { by: "u" },
      )
      expect(moved.blackout).toMatchObject({
        resource_type: "TOUR",
        start_date: day(1),
        end_date: day(4),
        public_note: null,
        reason: "Repair",
      })
      expect(await service.getBlackout(blackout.id)).toEqual(moved.blackout)
    })

    it("opens the dates it leaves and closes those it comes to", async () => {
      const resource = await build.resource()
      const blackout = await build.blackout({ end_date: day(2) })
      await service.updateBlackout(blackout.id, { start_date: day(2), end_date: day(3) }, { by: "u" })
      await build.hold({ resource, dates: [day(1)] })
      for (const date of days(2, 3))
        await expectRefused(db, () => build.hold({ resource, dates: [date] }), { code: "date_blacked_out" })
    })

    it("checks the claims under its new dates again", async () => {
      const resource = await build.resource()
      const booking = await build.booking({ resource, dates: [day(5)] })
      const blackout = await build.blackout()
      const widen = (options: Partial<SaveBlackoutOptions> = {}) =>
        service.updateBlackout(blackout.id, { end_date: day(6) }, { by: "u", ...options })
      await expectRefused(db, () => widen(), {
        code: "blackout_conflicts",
        details: { allocations: [{ id: booking.id }] },
      })
      const before = await everyRow(db)
      expect(await widen({ dry_run: true })).toMatchObject({
        blackout: null,
        conflicts: { allocations: [{ id: booking.id }] },
      })
      expect(await everyRow(db)).toEqual(before)
      expect(await widen({ on_conflict: "keep" })).toMatchObject({ blackout: { end_date: day(6) } })
    })

    it("to a range or scope that no blackout can have is refused", async () => {
      const resource = await build.resource()
      const blackout = await build.blackout({ resource_id: resource.id })
      await expectRefused(db, () => service.updateBlackout(blackout.id, { end_date: day(0) }, { by: "u" }), {
        code: "invalid_data",
        details: { field: "end_date" },
      })
      await expectRefused(db, () => service.updateBlackout(blackout.id, { resource_type: "TOUR" }, { by: "u" }), {
        code: "invalid_data",
      })
      const { blackout: all } = await service.updateBlackout(
        blackout.id,
        { resource_id: null, resource_type: "TOUR" },
        { by: "u" },
      )
      expect(all).toMatchObject({ resource_id: null, resource_type: "TOUR" })
    })

    it("E16: with the values of an earlier look is refused and shows the present ones", async () => {
      const blackout = await build.blackout()
      const edit = (reason: string, expected_updated_at: string) =>
        service.updateBlackout(blackout.id, { reason }, { by: "u", expected_updated_at })
      const first = await edit("one", blackout.updated_at)
      await expectRefused(db, () => edit("two", blackout.updated_at), {
        code: "stale_edit",
        details: { present: { id: blackout.id, reason: "one", updated_at: first.blackout!.updated_at } },
      })
      expect(await edit("two", first.blackout!.updated_at)).toMatchObject({ blackout: { reason: "two" } })
    })
  })

  describe("beside sales", () => {
    it.each<[string, Partial<BlackoutInput>]>([
      ["of everything", {}],
      ["of a type", { resource_type: "VEHICLE" }],
    ])("a blackout %s waits for the buyer under way and then sees his claim", async (_, scope) => {
      const resource = await build.resource()
      let blackout: Promise<unknown> | undefined
      await inTransaction(service, async (outer) => {
        await service.placeHold(
          { cart_id: "cart_1", items: [{ resource_id: resource.id, dates: [day(1)], quantity: 1 }] },
          outer,
        )
        blackout = expect(close(scope)).rejects.toMatchObject({
          code: "blackout_conflicts",
          details: { holds: [{ resource_id: resource.id }] },
        })
        await untilBlocked(db, 1)
      })
      await blackout
      expect(await db.query("select id from resource_blackout")).toEqual([])
    })

    it("of one resource it waits for that resource's buyers only", async () => {
      const hurried = await boot({ options: { lock_timeout_ms: 100 } })
      const [a, b] = [await build.resource(), await build.resource()]
      const closing = (resource: { id: string }) =>
        hurried.createBlackout(
          { resource_id: resource.id, start_date: day(1), end_date: day(1), reason: "r" },
          { by: "u" },
        )
      await whileLocked(db, a, [day(30)], async () => {
        expect(await closing(b)).toMatchObject({ conflicts: { holds: [] } })
        await expectRefused(db, () => closing(a), { code: "lock_timeout" })
      })
    })

    it("a buyer waits for the blackout under way and is then refused", async () => {
      const resource = await build.resource()
      let hold: Promise<unknown> | undefined
      await inTransaction(service, async (outer) => {
        await service.createBlackout({ start_date: day(1), end_date: day(1), reason: "r" }, { by: "u" }, outer)
        hold = expect(build.hold({ resource })).rejects.toMatchObject({ code: "date_blacked_out" })
        await untilBlocked(db, 1)
      })
      await hold
      expect(await holdCounts(db)).toEqual({})
    })

    it("a move waits for the blackout under way, too, and is then refused", async () => {
      const resource = await build.resource()
      const booking = await build.booking({ resource, dates: [day(5)] })
      let move: Promise<unknown> | undefined
      await inTransaction(service, async (outer) => {
        await service.createBlackout({ start_date: day(1), end_date: day(1), reason: "r" }, { by: "u" }, outer)
        move = expect(
          service.reviseAllocation({ allocation_id: booking.id, dates: [day(1)], by: "u" }),
        ).rejects.toMatchObject({ code: "date_blacked_out" })
        await untilBlocked(db, 1)
      })
      await move
      expect(await availableOn(db, resource, [day(1), day(5)])).toEqual([1, 0])
    })

    it("a dry run and a refusal wait for nobody", async () => {
      const hurried = await boot({ options: { lock_timeout_ms: 50 } })
      await build.booking({ resource: await build.resource() })
      const input = { start_date: day(1), end_date: day(1), reason: "r" }
      await whileOpen(db, "select rb_lock_fleet_1(true, clock_timestamp() + interval '1 second')", [], async () => {
        expect(await hurried.createBlackout(input, { by: "u", dry_run: true })).toMatchObject({ blackout: null })
        await expectRefused(db, () => hurried.createBlackout(input, { by: "u" }), { code: "blackout_conflicts" })
        await expectRefused(db, () => hurried.createBlackout(input, { by: "u", on_conflict: "keep" }), {
          code: "lock_timeout",
        })
      })
    })

    it("blackouts, releases and sales at once leave neither a deadlock nor a drift", async () => {
      const resources = await Promise.all([1, 2, 3].map(() => build.resource({ capacity: 9 })))
      const calls = Array.from({ length: 30 }, async (_, i) => {
        const resource = resources[i % 3]!
        if (i % 5 === 4) {
          const scope = i % 2 ? { resource_id: resource.id } : {}
          const { blackout } = await close(
            { ...scope, start_date: day(2), end_date: day(3) },
            { on_conflict: "release_holds" },
          )
          await service.deleteBlackout(blackout!.id)
          return
        }
        const hold = await build.hold({ resource, dates: days(1, 3) })
        if (i % 2) await service.releaseHold(hold.id, "test")
      })
      const codes = (await Promise.allSettled(calls)).flatMap((result) =>
        result.status === "rejected" ? [(result.reason as { code: string }).code] : [],
      )
      expect(
        codes.filter(
          (code) => !["date_blacked_out", "hold_not_active"].includes(code) && code !== "insufficient_capacity",
        ),
      ).toEqual([])
    })
  })
})
