import { ageHold, day, days } from "../helpers/build"
import { whileLocked } from "../helpers/held-locks"
import { moduleSuite } from "../helpers/module-suite"
import { availableOn, everyRow, expectRefused } from "../helpers/rows"

moduleSuite(({ build, db, service, boot }) => {
  describe("a resource", () => {
    it("has an upper-case type, the plugin's time zone and defaults, and opens no date by itself", async () => {
      const elsewhere = await boot({ options: { timezone: "Pacific/Auckland" } })
      const resource = await elsewhere.createResource({ name: "Troopy", type: " four_wd " })
      expect(resource).toEqual({
        id: expect.stringMatching(/^res_/),
        name: "Troopy",
        type: "FOUR_WD",
        description: null,
        timezone: "Pacific/Auckland",
        booking_unit: "DAY",
        is_active: true,
        hold_ttl_minutes: null,
        min_days: null,
        max_days: null,
        default_capacity: null,
        open_days_ahead: null,
        metadata: null,
        created_at: expect.any(String),
        updated_at: expect.any(String),
        deleted_at: null,
      })
      expect(await db.query("select id from resource_capacity")).toEqual([])
    })

    it("keeps every field it is given, whatever characters they have", async () => {
      const input = {
        name: "O'Brien's \"Ute\" ?::x $1",
        type: "VEHICLE",
        description: "line\nbreak \\ é 日本",
        timezone: "Australia/Lord_Howe",
        booking_unit: "NIGHT" as const,
        is_active: false,
        hold_ttl_minutes: 5,
        min_days: 2,
        max_days: 9,
        default_capacity: 3,
        open_days_ahead: 1,
        metadata: { seats: 5, tags: ["a"], nested: { q: "it's ?" } },
      }
      const resource = await service.createResource(input)
      expect(resource).toMatchObject(input)
      expect(await availableOn(db, resource, days(0, 5, "Australia/Lord_Howe"))).toEqual([3, 3])
    })

    it.each<[string, Record<string, unknown>, string]>([
      ["a type with a space", { type: "FOUR WD" }, "type"],
      ["a type that begins with a digit", { type: "4WD" }, "type"],
      ["a place that no clock knows", { timezone: "Brisbane" }, "timezone"],
      ["more days at least than at most", { min_days: 5, max_days: 4 }, "min_days"],
    ])("F7: %s is refused", async (_, odd, field) => {
      const refused = { code: "invalid_data", details: { field } }
      await expectRefused(db, () => service.createResource({ name: "X", type: "VEHICLE", ...odd }), refused)
      const resource = await build.resource()
      await expectRefused(db, () => service.updateResource(resource.id, odd), refused)
    })

    it("F7: an edit that leaves it with more days at least than at most is refused, too", async () => {
      const resource = await build.resource({ min_days: 2, max_days: 3 })
      await expectRefused(db, () => service.updateResource(resource.id, { min_days: 4 }), {
        code: "invalid_data",
        details: { field: "min_days" },
      })
      await expectRefused(db, () => service.updateResource(resource.id, { max_days: 1 }), { code: "invalid_data" })
      expect((await service.updateResource(resource.id, { min_days: 4, max_days: 4 })).resource).toMatchObject({
        min_days: 4,
        max_days: 4,
      })
    })

    it("nothing is left of one whose dates could not be opened", async () => {
      await expectRefused(
        db,
        () => service.createResource({ name: "X", type: "VEHICLE", default_capacity: 1_000_001, open_days_ahead: 3 }),
        { code: "invalid_data" },
      )
    })
  })

  describe("editing a resource", () => {
    it("changes what is named and answers how it was before", async () => {
      const resource = await build.resource({ description: "old", hold_ttl_minutes: 9 })
      const { resource: after, before } = await service.updateResource(resource.id, {
        description: "new",
        hold_ttl_minutes: null,
        metadata: { a: 1 },
      })
      expect(before).toEqual(resource)
      expect(after).toEqual({
        ...resource,
        description: "new",
        hold_ttl_minutes: null,
        metadata: { a: 1 },
        updated_at: after.updated_at,
      })
      expect(Date.parse(after.updated_at)).toBeGreaterThanOrEqual(Date.parse(resource.updated_at))
    })

    it("E16: with the values of an earlier look is refused and shows the present ones", async () => {
      const resource = await build.resource()
      const first = await service.updateResource(resource.id, { name: "one", expected_updated_at: resource.updated_at })
      await expectRefused(
        db,
        () => service.updateResource(resource.id, { name: "two", expected_updated_at: resource.updated_at }),
        {
          code: "stale_edit",
          details: { present: first.resource },
        },
      )
      await service.updateResource(resource.id, { name: "two", expected_updated_at: first.resource.updated_at })
    })

    it.each([{ timezone: "Pacific/Auckland" }, { booking_unit: "NIGHT" as const }])(
      "E18: %j is refused while it has live claims",
      async (patch) => {
        const resource = await build.resource({ capacity: 5 })
        const hold = await build.hold({ resource })
        const booking = await build.booking({ resource, contact: { order_id: "order_1" } })
        await expectRefused(db, () => service.updateResource(resource.id, patch), {
          code: "resource_in_use",
          details: {
            holds: [{ id: hold.id, start_date: day(1) }],
            allocations: [{ id: booking.id, order_id: "order_1" }],
          },
        })
        expect(
          (await service.updateResource(resource.id, { name: "n", timezone: resource.timezone, booking_unit: "DAY" }))
            .resource.name,
        ).toBe("n")
        await service.releaseHold(hold.id, "test")
        await service.cancelAllocations({ allocation_ids: [booking.id], cancelled_by: "u" })
        expect((await service.updateResource(resource.id, patch)).resource).toMatchObject(patch)
      },
    )

    it("E8: lapsed holds and bookings that are over are no live claims", async () => {
      const resource = await build.resource({ capacity: 5, from: -3 })
      await build.booking({ resource, dates: [day(-2)], allow_past: true })
      await ageHold(db, (await build.hold({ resource })).id)
      expect((await service.updateResource(resource.id, { booking_unit: "NIGHT" })).resource.booking_unit).toBe("NIGHT")
      // The lapsed hold keeps the shape it was sold in, and its units still come back.
      await service.expireHolds()
      expect(await availableOn(db, resource, [day(1)])).toEqual([5])
    })

    it("E14: inactive sells nothing, keeps its bookings and can be active again", async () => {
      const resource = await build.resource({ capacity: 3 })
      const hold = await build.hold({ resource })
      await service.updateResource(resource.id, { is_active: false })
      await expectRefused(db, () => build.hold({ resource }), { code: "resource_inactive" })
      expect(await service.confirmHolds({ hold_ids: [hold.id] })).toMatchObject({ replay: false })
      await service.updateResource(resource.id, { is_active: true })
      await build.hold({ resource })
      expect(await availableOn(db, resource, [day(1)])).toEqual([1])
    })

    it("a change of type brings it under that type's blackouts", async () => {
      const resource = await build.resource()
      await build.blackout({ resource_type: "TOUR" })
      await service.updateResource(resource.id, { type: "tour" })
      await expectRefused(db, () => build.hold({ resource }), { code: "date_blacked_out" })
    })

    it("waits for its buyers, within the bound", async () => {
      const hurried = await boot({ options: { lock_timeout_ms: 100 } })
      const resource = await build.resource()
      await whileLocked(db, resource, [day(1)], () =>
        expectRefused(db, () => hurried.updateResource(resource.id, { name: "n" }), { code: "lock_timeout" }),
      )
    })
  })

  describe("E14: deleting a resource", () => {
    it("with live claims is refused with the list, and no claim is touched", async () => {
      const resource = await build.resource({ capacity: 5 })
      const hold = await build.hold({ resource })
      const claimed = await build.hold({ resource, dates: [day(2)] })
      await db.query("update resource_hold set claimed_at = clock_timestamp() where id = $1", [claimed.id])
      await ageHold(db, claimed.id)
      const booking = await build.booking({ resource })
      await expectRefused(db, () => service.deleteResource(resource.id), {
        code: "resource_in_use",
        details: { holds: [{ id: hold.id, quantity: 1 }, { id: claimed.id }], allocations: [{ id: booking.id }] },
      })
    })

    it("is soft: what was booked on it stays readable, nothing new is sold, and it can come back", async () => {
      const resource = await build.resource({ capacity: 5, from: -3 })
      const over = await build.booking({ resource, dates: [day(-1)], allow_past: true })
      const released = await build.hold({ resource })
      await service.releaseHold(released.id, "test")
      expect(await service.deleteResource(resource.id)).toMatchObject({
        id: resource.id,
        deleted_at: expect.any(String),
      })

      expect(await service.getAllocation(over.id)).toMatchObject({ resource_name: resource.name })
      expect((await service.getHold(released.id)).hold.status).toBe("RELEASED")
      for (const call of [
        () => build.hold({ resource }),
        () => service.deleteResource(resource.id),
        () => service.updateResource(resource.id, { name: "n" }),
      ]) {
        await expectRefused(db, call, { code: "resource_not_found", details: { resource_id: resource.id } })
      }
      expect(await service.restoreResource(resource.id)).toMatchObject({ id: resource.id, deleted_at: null })
      expect((await build.hold({ resource })).status).toBe("ACTIVE")
    })

    it("a booking of the past on it can still be cancelled and reduced", async () => {
      const resource = await build.resource({ capacity: 5, from: -3 })
      const over = await build.booking({ resource, dates: [day(-2)], quantity: 3, allow_past: true })
      await service.deleteResource(resource.id)
      const { allocation } = await service.reviseAllocation({ allocation_id: over.id, quantity: 1, by: "u" })
      expect(await availableOn(db, resource, [day(-2)])).toEqual([4])
      await service.cancelAllocations({ allocation_ids: [allocation.id], cancelled_by: "u" })
      expect(await availableOn(db, resource, [day(-2)])).toEqual([5])
    })

    it("lapsed holds on it are swept after it is gone", async () => {
      const resource = await build.resource({ capacity: 5 })
      await ageHold(db, (await build.hold({ resource })).id)
      await service.deleteResource(resource.id)
      expect(await service.expireHolds()).toMatchObject({ expired_count: 1 })
      expect(await availableOn(db, resource, [day(1)])).toEqual([5])
    })

    it("an unknown one is not found, nor is it restored", async () => {
      await expectRefused(db, () => service.deleteResource("res_x"), {
        code: "resource_not_found",
        details: { resource_id: "res_x" },
      })
      await expectRefused(db, () => service.restoreResource("res_x"), { code: "resource_not_found" })
    })

    it("restoring what is not deleted changes nothing that matters", async () => {
      const resource = await build.resource()
      expect(await service.restoreResource(resource.id)).toMatchObject({
        id: resource.id,
        deleted_at: null,
        name: resource.name,
      })
    })

    it("against a sale at once one wins", async () => {
      const resource = await build.resource()
      const before = await everyRow(db)
      const [sold, deleted] = await Promise.allSettled([build.hold({ resource }), service.deleteResource(resource.id)])
      expect([sold.status, deleted.status].sort()).toEqual(["fulfilled", "rejected"])
      expect(await everyRow(db)).not.toEqual(before)
    })
  })
})
