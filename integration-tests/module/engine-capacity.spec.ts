import { weekdayOf } from "../../src/modules/resource_booking/domain/calendar-date"
import type { SetCapacityInput } from "../../src/modules/resource_booking/types"
import { ageHold, day, days, unique } from "../helpers/build"
import { whileLocked, whileOpen } from "../helpers/held-locks"
import { untilBlocked } from "../helpers/locks"
import { moduleSuite } from "../helpers/module-suite"
import { inTransaction } from "../helpers/outer-transaction"
import { availableOn, capacityOn, everyRow, expectRefused, holdCounts } from "../helpers/rows"

moduleSuite(({ build, db, service, boot }) => {
  const set = (resource: { id: string }, max_capacity: number, change: Partial<SetCapacityInput> = {}) =>
    service.setCapacity({ resource_id: resource.id, start_date: day(1), end_date: day(1), max_capacity, ...change })
  const units = async (resource: { id: string }, date = day(1)) => (await capacityOn(db, resource, [date]))[0]

  describe("opening dates", () => {
    it("makes a row for each date of the range, both ends included, and only for those", async () => {
      const resource = await build.resource({ days: 0 })
      const { changed, dry_run, conflicts } = await set(resource, 4, { start_date: day(2), end_date: day(5) })
      expect({ changed, dry_run, conflicts }).toEqual({ changed: 4, dry_run: false, conflicts: [] })
      const rows = await db.query(
        "select date, max_capacity, available_capacity, target_capacity, id from resource_capacity order by date",
      )
      expect(rows).toEqual(
        days(2, 5).map((date) => ({
          date,
          max_capacity: 4,
          available_capacity: 4,
          target_capacity: null,
          id: expect.stringMatching(/^rescap_/),
        })),
      )
    })

    it("E5: with weekdays, Monday 1 to Sunday 7, opens those of the range", async () => {
      const resource = await build.resource({ days: 0 })
      const { changed } = await set(resource, 2, { start_date: day(1), end_date: day(28), weekdays: [1, 7] })
      const rows = await db.query<{ date: string }>("select date from resource_capacity order by date")
      expect(rows.map(({ date }) => date)).toEqual(days(1, 28).filter((date) => [1, 7].includes(weekdayOf(date))))
      expect(changed).toBe(8)
    })

    it("a year at once, and a day of nothing", async () => {
      const resource = await build.resource({ days: 0 })
      expect(await set(resource, 7, { start_date: day(0), end_date: day(365) })).toMatchObject({ changed: 366 })
      await set(resource, 0, { start_date: day(3), end_date: day(3) })
      await expect(build.hold({ resource, dates: [day(3)] })).rejects.toMatchObject({
        code: "insufficient_capacity",
        details: { unavailable_dates: [{ available: 0 }] },
      })
    })

    it.each<[string, Partial<SetCapacityInput>, string]>([
      ["367 days", { end_date: day(367) }, "end_date"],
      ["a reversed range", { end_date: day(0) }, "end_date"],
      ["a day that does not exist", { start_date: "2027-02-30" }, "start_date"],
      ["less than nothing", { max_capacity: -1 }, "max_capacity"],
      ["half a unit", { max_capacity: 1.5 }, "max_capacity"],
      ["more than a million", { max_capacity: 1_000_001 }, "max_capacity"],
      ["no weekday of the range", { weekdays: [] }, "weekdays"],
      ["a weekday that no week has", { weekdays: [8] }, "weekdays"],
    ])("F7: %s is refused", async (_, odd, field) => {
      const resource = await build.resource()
      await expectRefused(db, () => set(resource, 3, odd), { code: "invalid_data", details: { field } })
    })

    it("of an unknown or deleted resource is refused", async () => {
      const deleted = await build.resource()
      await service.deleteResource(deleted.id)
      for (const id of ["res_x", deleted.id]) {
        await expectRefused(db, () => set({ id }, 3), { code: "resource_not_found", details: { resource_id: id } })
      }
    })
  })

  describe("changing dates", () => {
    it("up and down keeps what is taken", async () => {
      const resource = await build.resource({ capacity: 5 })
      await build.hold({ resource, quantity: 2 })
      await build.booking({ resource, quantity: 1 })
      await set(resource, 9)
      expect(await units(resource)).toEqual({ max: 9, available: 6, target: null })
      await set(resource, 3)
      expect(await units(resource)).toEqual({ max: 3, available: 0, target: null })
    })

    it("E1: below what is taken is refused with the dates, and nothing of the range changes", async () => {
      const resource = await build.resource({ capacity: 5 })
      await build.hold({ resource, dates: [day(2)], quantity: 2 })
      await build.booking({ resource, dates: days(2, 3), quantity: 2 })
      await expectRefused(db, () => set(resource, 1, { end_date: day(4) }), {
        code: "capacity_in_use",
        details: {
          dates: [
            { date: day(2), requested: 1, taken: 4 },
            { date: day(3), requested: 1, taken: 2 },
          ],
        },
      })
    })

    it("E8: lapsed, released and cancelled claims are no conflict", async () => {
      const resource = await build.resource({ capacity: 5 })
      const [lapsed, released] = [await build.hold({ resource, quantity: 2 }), await build.hold({ resource })]
      const cancelled = await build.booking({ resource })
      await ageHold(db, lapsed.id)
      await service.releaseHold(released.id, "test")
      await service.cancelAllocations({ allocation_ids: [cancelled.id], cancelled_by: "u" })
      expect(await set(resource, 1)).toMatchObject({ changed: 1, conflicts: [] })
      expect(await units(resource)).toEqual({ max: 1, available: 1, target: null })
      expect(await holdCounts(db)).toMatchObject({ EXPIRED: 1 })
    })

    it("E8: beside live claims only those count", async () => {
      const resource = await build.resource({ capacity: 5 })
      const lapsed = await build.hold({ resource, quantity: 2 })
      await build.booking({ resource, quantity: 3 })
      await ageHold(db, lapsed.id)
      await expect(set(resource, 2)).rejects.toMatchObject({
        code: "capacity_in_use",
        details: { dates: [{ date: day(1), requested: 2, taken: 3 }] },
      })
      await set(resource, 3)
      expect(await units(resource)).toEqual({ max: 3, available: 0, target: null })
    })

    it("E1: with clamp keeps what is taken, sells no more, and stores the wish", async () => {
      const resource = await build.resource({ capacity: 5 })
      const hold = await build.hold({ resource, quantity: 3 })
      const { conflicts, changed } = await set(resource, 1, { clamp: true, end_date: day(2) })
      expect(conflicts).toEqual([{ date: day(1), requested: 1, taken: 3 }])
      expect(changed).toBe(2)
      expect(await capacityOn(db, resource, days(1, 2))).toEqual([
        { max: 3, available: 0, target: 1 },
        { max: 1, available: 1, target: null },
      ])
      await expectRefused(db, () => build.hold({ resource }), { code: "insufficient_capacity" })
      expect(await service.confirmHolds({ hold_ids: [hold.id] })).toMatchObject({ replay: false })
    })

    it("E3: an overcommitted resource does not stop the sale of another, or of its other dates", async () => {
      const [a, b] = [await build.resource({ capacity: 3 }), await build.resource()]
      await build.booking({ resource: a, quantity: 3 })
      await set(a, 0, { clamp: true })
      await build.hold({ resource: b })
      await build.hold({ resource: a, dates: [day(2)] })
      expect(await holdCounts(db)).toEqual({ CONFIRMED: 1, ACTIVE: 2 })
    })

    it("a wish of what is taken, or more, solves it", async () => {
      const resource = await build.resource({ capacity: 5 })
      await build.booking({ resource, quantity: 4 })
      await set(resource, 1, { clamp: true })
      await set(resource, 2, { clamp: true })
      expect(await units(resource)).toEqual({ max: 4, available: 0, target: 2 })
      await set(resource, 4)
      expect(await units(resource)).toEqual({ max: 4, available: 0, target: null })
      await set(resource, 1, { clamp: true })
      await set(resource, 6)
      expect(await units(resource)).toEqual({ max: 6, available: 2, target: null })
    })
  })

  describe("units that return to an overcommitted date lower it to the wish before anything is for sale", () => {
    it.each([
      ["release", async (id: string) => void (await service.releaseHold(id, "test"))],
      ["expiry", async (id: string) => void (await ageHold(db, id), await service.expireHolds())],
      [
        "cancellation",
        async (id: string) => {
          const { allocations } = await service.confirmHolds({ hold_ids: [id] })
          await service.cancelAllocations({ allocation_ids: [allocations[0]!.id], cancelled_by: "u" })
        },
      ],
      [
        "a move",
        async (id: string) => {
          const { allocations } = await service.confirmHolds({ hold_ids: [id] })
          await service.reviseAllocation({ allocation_id: allocations[0]!.id, dates: [day(9)], by: "u" })
        },
      ],
      [
        "a blackout that releases",
        async () =>
          void (await service.createBlackout(
            { start_date: day(1), end_date: day(1), reason: "r" },
            { by: "u", on_conflict: "release_holds" },
          )),
      ],
    ])("by %s", async (_, giveBack) => {
      const resource = await build.resource({ capacity: 8 })
      await build.booking({ resource, quantity: 5 })
      const hold = await build.hold({ resource, quantity: 3 })
      await set(resource, 6, { clamp: true })
      expect(await units(resource)).toEqual({ max: 8, available: 0, target: 6 })
      await giveBack(hold.id)
      expect(await units(resource)).toEqual({ max: 6, available: 1, target: null })
    })

    it("step by step: still too many, just right, then free", async () => {
      const resource = await build.resource({ capacity: 6 })
      const holds = [
        await build.hold({ resource, quantity: 2 }),
        await build.hold({ resource, quantity: 2 }),
        await build.hold({ resource, quantity: 2 }),
      ]
      await set(resource, 2, { clamp: true })
      const seen = []
      for (const { id } of holds) {
        await service.releaseHold(id, "test")
        seen.push(await units(resource))
      }
      expect(seen).toEqual([
        { max: 4, available: 0, target: 2 },
        { max: 2, available: 0, target: null },
        { max: 2, available: 2, target: null },
      ])
    })

    it("many holds of one date that expire together are added up first", async () => {
      const resource = await build.resource({ capacity: 9 })
      for (let i = 0; i < 4; i++) await ageHold(db, (await build.hold({ resource, quantity: 2 })).id)
      await build.booking({ resource })
      // Set past the verb, which would settle the lapsed ones first.
      await db.query("update resource_capacity set target_capacity = 3 where available_capacity = 0")
      expect(await service.expireHolds()).toMatchObject({ expired_count: 4, capacity_restored: 8 })
      expect(await units(resource)).toEqual({ max: 3, available: 2, target: null })
    })

    it("a buyer who settles a lapsed hold there gets only what the wish leaves", async () => {
      const resource = await build.resource({ capacity: 4 })
      await build.booking({ resource, quantity: 2 })
      const lapsing = await build.hold({ resource, quantity: 2 })
      await set(resource, 3, { clamp: true })
      await ageHold(db, lapsing.id)
      await expect(build.hold({ resource, quantity: 2 })).rejects.toMatchObject({
        details: { unavailable_dates: [{ available: 1 }] },
      })
      await build.hold({ resource })
      expect(await units(resource)).toEqual({ max: 3, available: 0, target: null })
    })
  })

  describe("looking before editing", () => {
    it("a dry run says what would change and changes nothing", async () => {
      const resource = await build.resource({ capacity: 5, days: 3 })
      await build.booking({ resource, quantity: 3 })
      const before = await everyRow(db)
      const wish = { start_date: day(1), end_date: day(9), clamp: true, dry_run: true }
      expect(await set(resource, 1, wish)).toMatchObject({
        dry_run: true,
        changed: 9,
        conflicts: [{ date: day(1), requested: 1, taken: 3 }],
      })
      expect(await set(resource, 9, { ...wish, weekdays: [1] })).toMatchObject({ dry_run: true, conflicts: [] })
      expect(await everyRow(db)).toEqual(before)
      await expectRefused(db, () => set(resource, 1, { ...wish, clamp: false }), { code: "capacity_in_use" })
    })

    it("E16: an edit of what somebody else has changed meanwhile is refused and names the revision of now", async () => {
      const resource = await build.resource({ capacity: 5 })
      const range = { start_date: day(1), end_date: day(7) }
      const { revision } = await service.getCapacityCalendar({ resource_id: resource.id, ...range })
      const { revision: next } = await set(resource, 6, { ...range, expected_revision: revision })
      expect(next).not.toBe(revision)
      await expectRefused(db, () => set(resource, 7, { ...range, expected_revision: revision }), {
        code: "stale_edit",
        details: { present: { revision: next } },
      })
      await set(resource, 7, { ...range, expected_revision: next })
    })

    it("a sale makes no edit stale, nor does an edit of another range", async () => {
      const resource = await build.resource({ capacity: 5 })
      const range = { start_date: day(1), end_date: day(7) }
      const { revision } = await service.getCapacityCalendar({ resource_id: resource.id, ...range })
      const hold = await build.hold({ resource, quantity: 4 })
      await set(resource, 9, { start_date: day(8), end_date: day(8) })
      expect(await set(resource, 3, { ...range, clamp: true, expected_revision: revision })).toMatchObject({
        changed: 7,
      })
      const { revision: after } = await service.getCapacityCalendar({ resource_id: resource.id, ...range })
      // Units that return fulfil the wish; they are no new one.
      await service.releaseHold(hold.id, "test")
      expect(await set(resource, 4, { ...range, expected_revision: after })).toMatchObject({ changed: 7 })
    })
  })

  describe("keeping dates open ahead", () => {
    it("opens what is missing from today on, and a second run finds nothing to do", async () => {
      const resource = await build.resource({ days: 0, default_capacity: 3, open_days_ahead: 4 })
      expect(await availableOn(db, resource, days(-1, 6))).toEqual([3, 3, 3, 3, 3])
      await db.query("delete from resource_capacity where date = $1", [day(2)])
      expect(await service.keepCapacityOpen()).toEqual({ resources: 1, dates_opened: 1 })
      expect(await service.keepCapacityOpen()).toEqual({ resources: 0, dates_opened: 0 })
    })

    it("never changes a row that is there, whatever it holds", async () => {
      const resource = await build.resource({ capacity: 5, days: 4 })
      await build.booking({ resource, quantity: 4 })
      await set(resource, 1, { clamp: true })
      await set(resource, 0, { start_date: day(2), end_date: day(2) })
      const before = await db.query("select * from resource_capacity order by date")
      await service.updateResource(resource.id, { default_capacity: 9, open_days_ahead: 6 })
      const after = await db.query<{ date: string; max_capacity: number }>(
        "select * from resource_capacity order by date",
      )
      expect(after.slice(0, 4)).toEqual(before)
      expect(after.slice(4).map(({ date, max_capacity }) => [date, max_capacity])).toEqual(
        days(4, 6).map((date) => [date, 9]),
      )
    })

    it("counts days where the resource is, beyond a year too", async () => {
      const zone = "Pacific/Kiritimati"
      const resource = await build.resource({ days: 0, timezone: zone, default_capacity: 1, open_days_ahead: 800 })
      const [{ first, last, count } = {}] = await db.query(
        "select min(date) as first, max(date) as last, count(*) as count from resource_capacity where resource_id = $1",
        [resource.id],
      )
      expect({ first, last, count }).toEqual({ first: day(0, zone), last: day(800, zone), count: 801 })
    })

    it("leaves by-hand and deleted resources alone, and can be asked for one only", async () => {
      await build.resource({ days: 0, default_capacity: 3 })
      await build.resource({ days: 0, open_days_ahead: 3 })
      const deleted = await build.resource({ days: 0, default_capacity: 1, open_days_ahead: 1 })
      const [one, two] = [
        await build.resource({ days: 0, default_capacity: 1, open_days_ahead: 1 }),
        await build.resource({ days: 0, default_capacity: 1, open_days_ahead: 1 }),
      ]
      await service.deleteResource(deleted.id)
      await db.query("delete from resource_capacity")
      expect(await service.keepCapacityOpen(one.id)).toEqual({ resources: 1, dates_opened: 2 })
      expect(await service.keepCapacityOpen()).toEqual({ resources: 1, dates_opened: 2 })
      expect(await availableOn(db, two, days(0, 1))).toEqual([1, 1])
      expect(await availableOn(db, deleted, days(0, 1))).toEqual([])
    })

    it("on two servers at once opens each date once", async () => {
      const other = await boot()
      const resource = await build.resource({ days: 0, default_capacity: 2, open_days_ahead: 30 })
      await db.query("delete from resource_capacity")
      const runs = await Promise.all([service, other, service, other].map((server) => server.keepCapacityOpen()))
      expect(runs.reduce((sum, { dates_opened }) => sum + dates_opened, 0)).toBe(31)
      expect(await availableOn(db, resource, [day(0), day(30)])).toEqual([2, 2])
    })

    it("a resource that is busy does not keep the others closed", async () => {
      const hurried = await boot({ options: { lock_timeout_ms: 100 } })
      const resources = await Promise.all(
        [1, 2, 3].map(() => build.resource({ days: 0, default_capacity: 1, open_days_ahead: 1 })),
      )
      await db.query("delete from resource_capacity")
      const [first] = [...resources].sort((a, b) => (a.id < b.id ? -1 : 1))
      await whileLocked(db, first!, days(0, 40), async () => {
        await expect(hurried.keepCapacityOpen()).rejects.toMatchObject({ code: "lock_timeout" })
      })
      const rows = await db.query("select distinct resource_id from resource_capacity")
      expect(rows).toHaveLength(2)
      expect(await hurried.keepCapacityOpen()).toEqual({ resources: 1, dates_opened: 2 })
    })
  })

  describe("beside sales", () => {
    it("E4: an edit waits for the buyer under way and then sees his claim", async () => {
      const resource = await build.resource({ capacity: 3 })
      let edit: Promise<unknown> | undefined
      await inTransaction(service, async (outer) => {
        await service.placeHold(
          { cart_id: "cart_1", items: [{ resource_id: resource.id, dates: [day(1)], quantity: 2 }] },
          outer,
        )
        edit = expect(set(resource, 1)).rejects.toMatchObject({
          code: "capacity_in_use",
          details: { dates: [{ taken: 2 }] },
        })
        await untilBlocked(db, 1)
      })
      await edit
      expect(await units(resource)).toEqual({ max: 3, available: 1, target: null })
    })

    it("E4: a buyer waits for the edit under way and then sees the new capacity", async () => {
      const resource = await build.resource({ capacity: 3 })
      let hold: Promise<unknown> | undefined
      await inTransaction(service, async (outer) => {
        await service.setCapacity(
          { resource_id: resource.id, start_date: day(1), end_date: day(1), max_capacity: 1 },
          outer,
        )
        hold = expect(build.hold({ resource, quantity: 2 })).rejects.toMatchObject({
          details: { unavailable_dates: [{ available: 1 }] },
        })
        await untilBlocked(db, 1)
      })
      await hold
      expect(await units(resource)).toEqual({ max: 1, available: 1, target: null })
    })

    it("E4: edits and sales of a day at once add up", async () => {
      const resource = await build.resource({ capacity: 5 })
      const sale = () =>
        build.hold({ resource }).then(
          () => 1,
          () => 0,
        )
      const edit = (max: number) => set(resource, max, { clamp: true })
      const results = await Promise.all([sale(), edit(8), sale(), sale(), edit(2), sale(), sale(), edit(6), sale()])
      const sold = results.reduce<number>((sum, one) => sum + (typeof one === "number" ? one : 0), 0)
      const { max, available } = (await units(resource))!
      expect(max - available).toBe(sold)
      expect(sold).toBeGreaterThan(1)
    })

    it("an edit of one resource does not wait for buyers of another", async () => {
      const hurried = await boot({ options: { lock_timeout_ms: 100 } })
      const [a, b] = [await build.resource(), await build.resource()]
      const edit = (resource: { id: string }) =>
        hurried.setCapacity({ resource_id: resource.id, start_date: day(1), end_date: day(1), max_capacity: 2 })
      await whileLocked(db, a, [day(1)], async () => {
        expect(await edit(b)).toMatchObject({ changed: 1 })
        await expectRefused(db, () => edit(a), { code: "lock_timeout" })
      })
    })

    it("a session that dies in the middle of a sale leaves the counter as it was", async () => {
      const resource = await build.resource({ capacity: 3 })
      const request = { cart_id: unique("cart"), items: [{ resource_id: resource.id, dates: [day(1)], quantity: 1 }] }
      await whileOpen(
        db,
        "update resource_capacity set available_capacity = 0 where resource_id = $1 and date = $2",
        [resource.id, day(1)],
        async (release) => {
          const call = service.placeHold(request)
          await release()
          await call
        },
      )
      expect(await units(resource)).toEqual({ max: 3, available: 2, target: null })
    })
  })
})
