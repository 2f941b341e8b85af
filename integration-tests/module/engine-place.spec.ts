import { DateTime } from "luxon"
import { addDays, todayIn } from "../../src/modules/resource_booking/domain/calendar-date"
import type { ItemInput } from "../../src/modules/resource_booking/types"
import { ageHold, day, days, unique, ZONE } from "../helpers/build"
import { whileLocked, whileOpen } from "../helpers/held-locks"
import { until, untilBlocked } from "../helpers/locks"
import { moduleSuite } from "../helpers/module-suite"
import { inTransaction } from "../helpers/outer-transaction"
import { availableOn, everyRow, expectRefused, holdCounts } from "../helpers/rows"

const MINUTE = 60_000

/** How each of many calls ended: "ok" or the code it was refused with. */
const outcomes = async (calls: Promise<unknown>[]): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const result of await Promise.allSettled(calls)) {
    const outcome = result.status === "fulfilled" ? "ok" : String((result.reason as { code?: string }).code)
    counts[outcome] = (counts[outcome] ?? 0) + 1
  }
  return counts
}

moduleSuite(({ build, db, service, boot }) => {
  const place = (...items: ItemInput[]) => service.placeHold({ cart_id: unique("cart"), items })

  describe("a hold", () => {
    it("of one date takes one unit and lives thirty minutes", async () => {
      const resource = await build.resource({ capacity: 3 })
      const cart_id = unique("cart")
      const placed = await service.placeHold({
        cart_id,
        customer_email: "ann@example.com",
        metadata: { note: 'it\'s ? $1 %s \\ "q"' },
        items: [{ resource_id: resource.id, dates: [day(1)], quantity: 2 }],
      })

      expect(placed).toMatchObject({ replay: false, allocations: [], booking_id: expect.stringMatching(/^bk_/) })
      const [hold] = placed.holds
      expect(hold).toEqual({
        id: expect.stringMatching(/^hold_\w{26}$/),
        booking_id: placed.booking_id,
        resource_id: resource.id,
        dates: [day(1)],
        start_date: day(1),
        end_date: day(1),
        booking_unit: "DAY",
        days: 1,
        quantity: 2,
        status: "ACTIVE",
        expires_at: new Date(Date.parse(hold!.created_at) + 30 * MINUTE).toISOString(),
        item_no: 0,
        cart_id,
        line_item_id: null,
        variant_id: null,
        region_id: null,
        per: null,
        units: null,
        unit_price: null,
        currency_code: null,
        customer_id: null,
        customer_email: "ann@example.com",
        source: "STORE",
        created_by: null,
        released_by: null,
        replaces_id: null,
        claimed_at: null,
        confirmed_at: null,
        released_at: null,
        expired_at: null,
        metadata: { note: 'it\'s ? $1 %s \\ "q"' },
        created_at: placed.now,
        updated_at: placed.now,
      })
      expect(await availableOn(db, resource, days(0, 2))).toEqual([3, 1, 3])
      expect(await db.one("select owner_key, status from resource_hold")).toEqual({
        owner_key: `cart:${cart_id}`,
        status: "ACTIVE",
      })
    })

    it("of a range claims each of its days, both ends included", async () => {
      const resource = await build.resource()
      const placed = await place({ resource_id: resource.id, start_date: day(1), end_date: day(3), quantity: 1 })
      expect(placed.holds).toMatchObject([{ dates: days(1, 3), start_date: day(1), end_date: day(3), days: 3 }])
      expect(await availableOn(db, resource, days(0, 4))).toEqual([1, 0, 0, 0, 1])
    })

    it("of scattered dates claims those and no other, sorted and once each", async () => {
      const resource = await build.resource()
      const placed = await place({ resource_id: resource.id, dates: [day(6), day(2), day(4), day(2)], quantity: 1 })
      expect(placed.holds).toMatchObject([
        { dates: [day(2), day(4), day(6)], start_date: day(2), end_date: day(6), days: 3 },
      ])
      expect(await availableOn(db, resource, days(1, 7))).toEqual([1, 0, 1, 0, 1, 0, 1])
    })

    it("C14: lives as long as its resource says, and otherwise as long as the plugin says", async () => {
      const own = await build.resource({ hold_ttl_minutes: 7 })
      const plain = await build.resource()
      const other = await boot({ options: { hold_ttl_minutes: 45 } })
      const ttl = async (from: typeof service, resource: { id: string }) => {
        const { holds, now } = await from.placeHold({
          cart_id: unique("cart"),
          items: [{ resource_id: resource.id, dates: [day(1)], quantity: 1 }],
        })
        return Date.parse(holds[0]!.expires_at) - Date.parse(now)
      }
      expect(await ttl(other, own)).toBe(7 * MINUTE)
      expect(await ttl(other, plain)).toBe(45 * MINUTE)
    })

    it("C14: keeps its deadline when the terms change while it lives", async () => {
      const resource = await build.resource()
      const hold = await build.hold({ resource })
      await service.updateResource(resource.id, { hold_ttl_minutes: 1 })
      expect((await service.getHold(hold.id)).hold.expires_at).toBe(hold.expires_at)
    })

    it("G6: has an id that tells nothing about the next one", async () => {
      const resource = await build.resource({ capacity: 2 })
      const ids = [await build.hold({ resource }), await build.hold({ resource })].map(({ id }) => id)
      const random = ids.map((id) => id.slice("hold_".length + 10))
      expect(new Set(random).size).toBe(2)
      await expect(service.getHold(`${ids[0]!.slice(0, -1)}x`)).rejects.toMatchObject({ code: "hold_not_found" })
    })
  })

  describe("two buyers, one unit", () => {
    it("A1: of twenty buyers of the last unit one wins and nineteen are told so", async () => {
      const resource = await build.resource()
      const calls = Array.from({ length: 20 }, () => place({ resource_id: resource.id, dates: [day(1)], quantity: 1 }))
      expect(await outcomes(calls)).toEqual({ ok: 1, insufficient_capacity: 19 })
      expect(await holdCounts(db)).toEqual({ ACTIVE: 1 })
      expect(await availableOn(db, resource, [day(1)])).toEqual([0])
    })

    it("A1: of three units exactly three are sold", async () => {
      const resource = await build.resource({ capacity: 3 })
      const calls = Array.from({ length: 12 }, () =>
        place({ resource_id: resource.id, start_date: day(1), end_date: day(2), quantity: 1 }),
      )
      expect(await outcomes(calls)).toEqual({ ok: 3, insufficient_capacity: 9 })
      expect(await availableOn(db, resource, days(1, 2))).toEqual([0, 0])
    })

    it("A4: five left and three asked for twice at once: one wins, the other learns of the two", async () => {
      const resource = await build.resource({ capacity: 5 })
      const [first, second] = await Promise.allSettled(
        [1, 2].map(() => place({ resource_id: resource.id, dates: [day(1)], quantity: 3 })),
      )
      const refused = [first, second].filter((result) => result?.status === "rejected") as PromiseRejectedResult[]
      expect(refused).toHaveLength(1)
      expect(refused[0]!.reason).toMatchObject({
        code: "insufficient_capacity",
        details: { unavailable_dates: [{ resource_id: resource.id, date: day(1), requested: 3, available: 2 }] },
      })
      expect(await availableOn(db, resource, [day(1)])).toEqual([2])
    })

    it("A5: lines of one request are checked by their sum, not each by itself", async () => {
      const resource = await build.resource({ capacity: 5 })
      const item = { resource_id: resource.id, dates: [day(1)], quantity: 3 }
      await expectRefused(db, () => place(item, { ...item, dates: days(0, 1) }), {
        code: "insufficient_capacity",
        details: { unavailable_dates: [{ resource_id: resource.id, date: day(1), requested: 6, available: 5 }] },
      })
      const placed = await place(item, { ...item, quantity: 2 })
      expect(placed.holds.map(({ quantity, item_no }) => [quantity, item_no])).toEqual([
        [3, 0],
        [2, 1],
      ])
      expect(await availableOn(db, resource, days(0, 1))).toEqual([5, 0])
    })

    it.each([
      ["one that contains it", 9, 13],
      ["a day inside it", 11, 11],
      ["one over its left edge", 8, 10],
      ["one over its right edge", 12, 15],
      ["the same range", 10, 12],
      ["a part of it", 10, 11],
    ])("A6: with 10–12 booked, %s is refused", async (_, first, last) => {
      const resource = await build.resource()
      await build.booking({ resource, dates: days(10, 12) })
      await expectRefused(
        db,
        () => place({ resource_id: resource.id, start_date: day(first), end_date: day(last), quantity: 1 }),
        {
          code: "insufficient_capacity",
        },
      )
    })

    it("A7: ranges that share only one middle day exclude each other", async () => {
      const resource = await build.resource()
      const range = (first: number, last: number) =>
        place({ resource_id: resource.id, start_date: day(first), end_date: day(last), quantity: 1 })
      expect(await outcomes([range(1, 5), range(5, 9)])).toEqual({ ok: 1, insufficient_capacity: 1 })
      const taken = await availableOn(db, resource, days(1, 9))
      expect([taken.slice(0, 4), taken.slice(5)]).toContainEqual([0, 0, 0, 0])
      expect(taken.filter((units) => units === 0)).toHaveLength(5)
    })

    it("A7: disjoint ranges both win and do not wait for each other", async () => {
      const resource = await build.resource()
      await whileLocked(db, resource, days(1, 4), async () => {
        await place({ resource_id: resource.id, start_date: day(5), end_date: day(9), quantity: 1 })
      })
      await place({ resource_id: resource.id, start_date: day(1), end_date: day(4), quantity: 1 })
      expect(await availableOn(db, resource, days(1, 9))).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0])
    })

    it("A9: of a package whose third part is gone nothing is held", async () => {
      const [vehicle, guide, tour] = [
        await build.resource(),
        await build.resource({ type: "GUIDE" }),
        await build.resource({ type: "TOUR" }),
      ]
      await build.hold({ resource: tour })
      const items = [vehicle, guide, tour].map(({ id }) => ({ resource_id: id, dates: [day(1)], quantity: 1 }))
      await expectRefused(db, () => place(...items), {
        code: "insufficient_capacity",
        details: { unavailable_dates: [{ resource_id: tour.id, date: day(1), requested: 1, available: 0 }] },
      })
    })

    it("A9, C16: a package has one booking and one deadline, the shortest of its parts", async () => {
      const parts = [
        await build.resource(),
        await build.resource({ hold_ttl_minutes: 12 }),
        await build.resource({ hold_ttl_minutes: 60 }),
      ]
      const placed = await place(...parts.map(({ id }) => ({ resource_id: id, dates: days(1, 2), quantity: 1 })))
      expect(new Set(placed.holds.map(({ booking_id }) => booking_id))).toEqual(new Set([placed.booking_id]))
      expect(placed.holds.map(({ expires_at }) => Date.parse(expires_at) - Date.parse(placed.now))).toEqual(
        [12, 12, 12].map((m) => m * MINUTE),
      )
      expect(placed.holds.map(({ resource_id, item_no }) => [resource_id, item_no])).toEqual(
        parts.map(({ id }, i) => [id, i]),
      )
      const instants = await db.query("select distinct expires_at, created_at from resource_hold")
      expect(instants).toHaveLength(1)
    })

    it("A10: packages that name the same parts in opposite order never deadlock", async () => {
      const [a, b] = [await build.resource({ capacity: 100 }), await build.resource({ capacity: 100 })]
      const parts = [a, b].map(({ id }) => ({ resource_id: id, dates: days(1, 3), quantity: 1 }))
      const calls = Array.from({ length: 40 }, (_, i) => place(...(i % 2 ? parts : [...parts].reverse())))
      expect(await outcomes(calls)).toEqual({ ok: 40 })
      expect(await availableOn(db, a, days(1, 3))).toEqual([60, 60, 60])
      expect(await availableOn(db, b, days(1, 3))).toEqual([60, 60, 60])
    })

    it("C24: a day that is taken is refused even to the holder of its lock", async () => {
      const resource = await build.resource()
      await build.hold({ resource })
      const before = await everyRow(db)
      const attempt = inTransaction(service, async (outer) => {
        await outer.transactionManager!.execute(
          `select rb_lock_dates_1(array['${resource.id}'], array['${day(1)}'::date], '{}', clock_timestamp() + interval '1 second')`,
        )
        const items = [{ resource_id: resource.id, dates: [day(1)], quantity: 1 }]
        return await service.placeHold({ cart_id: unique("cart"), items }, outer)
      })
      await expect(attempt).rejects.toMatchObject({ code: "insufficient_capacity" })
      expect(await everyRow(db)).toEqual(before)
    })
  })

  describe("waiting is bounded", () => {
    it("A14: a buyer who finds the date locked is refused within the bound and leaves nothing behind", async () => {
      const hurried = await boot({ options: { lock_timeout_ms: 100 } })
      const resource = await build.resource()
      await whileLocked(db, resource, [day(1)], async () => {
        await expectRefused(
          db,
          () =>
            hurried.placeHold({
              cart_id: "cart_1",
              items: [{ resource_id: resource.id, dates: [day(1)], quantity: 1 }],
            }),
          {
            code: "lock_timeout",
          },
        )
      })
      await build.hold({ resource })
    })

    it("A14: the bound is one for all locks of a request together, not one for each", async () => {
      const patient = await boot({ options: { lock_timeout_ms: 2_000 } })
      const resource = await build.resource()
      const [first, second] = await datesInLockOrder(resource, days(1, 2))
      await whileLocked(db, resource, [second!], async () => {
        await whileLocked(db, resource, [first!], async (releaseFirst) => {
          const started = Date.now()
          const call = patient.placeHold({
            cart_id: "cart_1",
            items: [{ resource_id: resource.id, dates: days(1, 2), quantity: 1 }],
          })
          const refused = expect(call).rejects.toMatchObject({ code: "lock_timeout" })
          await untilBlocked(db, 1)
          await until(() => Date.now() - started > 1_400, "most of the time to be up")
          await releaseFirst()
          await refused
          // Two waits of two seconds each would be 3.4 seconds and more.
          expect(Date.now() - started).toBeLessThan(3_200)
        })
      })
      expect(await holdCounts(db)).toEqual({})
    })

    it("A14: who waits and gets the lock in time is served", async () => {
      const resource = await build.resource()
      await whileLocked(db, resource, [day(1)], async (release) => {
        const call = build.hold({ resource })
        await untilBlocked(db, 1)
        await release()
        expect((await call).status).toBe("ACTIVE")
      })
    })

    it("a refusal waits for nobody: a sold out date answers while others queue for it", async () => {
      const hurried = await boot({ options: { lock_timeout_ms: 50 } })
      const resource = await build.resource()
      await build.booking({ resource })
      await whileLocked(db, resource, [day(1)], async () => {
        const items = [{ resource_id: resource.id, dates: [day(1)], quantity: 1 }]
        await expectRefused(db, () => hurried.placeHold({ cart_id: "cart_1", items }), {
          code: "insufficient_capacity",
        })
      })
    })

    it("dates beyond the last open one are refused before anything is locked", async () => {
      const hurried = await boot({ options: { lock_timeout_ms: 50 } })
      const resource = await build.resource({ days: 3 })
      await whileLocked(db, resource, days(1, 5), async () => {
        const items = [{ resource_id: resource.id, dates: days(1, 5), quantity: 1 }]
        await expectRefused(db, () => hurried.placeHold({ cart_id: "cart_1", items }), {
          code: "capacity_not_initialised",
          details: { dates: days(3, 5).map((date) => ({ resource_id: resource.id, date })) },
        })
      })
    })

    it.each([
      ["a narrow claim waits for a wide one", days(1, 40), [day(20)]],
      ["a wide claim waits for a narrow one", [day(20)], days(1, 40)],
      ["two wide claims of different months wait for each other", days(1, 32), days(40, 75)],
    ])("%s", async (_, held, asked) => {
      const hurried = await boot({ options: { lock_timeout_ms: 100 } })
      const resource = await build.resource({ days: 100 })
      const other = await build.resource({ days: 100 })
      const items = [{ resource_id: resource.id, dates: asked, quantity: 1 }]
      await whileLocked(db, resource, held, async () => {
        await expectRefused(db, () => hurried.placeHold({ cart_id: "cart_1", items }), { code: "lock_timeout" })
        await hurried.placeHold({ cart_id: "cart_1", items: [{ ...items[0]!, resource_id: other.id }] })
      })
      await hurried.placeHold({ cart_id: "cart_1", items })
      expect(await availableOn(db, resource, asked)).toEqual(asked.map(() => 0))
    })

    it("thirty-one dates lock themselves alone, thirty-two the resource, also when they come in many items", async () => {
      const hurried = await boot({ options: { lock_timeout_ms: 100 } })
      const resource = await build.resource({ days: 100 })
      await whileLocked(db, resource, [day(90)], async () => {
        await hurried.placeHold({
          cart_id: "cart_1",
          items: [{ resource_id: resource.id, dates: days(1, 31), quantity: 1 }],
        })
        const two = [days(40, 55), days(56, 71)].map((dates) => ({ resource_id: resource.id, dates, quantity: 1 }))
        await expectRefused(db, () => hurried.placeHold({ cart_id: "cart_2", items: two }), { code: "lock_timeout" })
      })
    })

    it("wide and narrow claims of everybody at once neither deadlock nor oversell", async () => {
      const resource = await build.resource({ capacity: 4, days: 60 })
      const calls = Array.from({ length: 24 }, (_, i) =>
        place({ resource_id: resource.id, dates: i % 3 ? [day(20), day(10 + i)] : days(0, 39), quantity: 1 }),
      )
      const { ok = 0, insufficient_capacity = 0, ...rest } = await outcomes(calls)
      expect(rest).toEqual({})
      expect([ok, insufficient_capacity]).toEqual([4, 20])
      expect(await availableOn(db, resource, [day(20)])).toEqual([0])
    })
  })

  describe("A3: a surrounding transaction with a snapshot of its own is refused", () => {
    it.each(["repeatable read", "serializable"] as const)("%s", async (level) => {
      const resource = await build.resource()
      const hold = await build.hold({ resource, dates: [day(5)] })
      const booking = await build.booking({ resource, dates: [day(6)] })
      const items = [{ resource_id: resource.id, dates: [day(1)], quantity: 1 }]
      const verbs: Record<string, (outer: Parameters<typeof service.placeHold>[1]) => Promise<unknown>> = {
        place: (outer) => service.placeHold({ cart_id: unique("cart"), items }, outer),
        staff: (outer) => service.placeStaffBooking({ created_by: "u", contact: {}, items }, outer),
        release: (outer) => service.releaseHold(hold.id, "u", outer),
        extend: (outer) => service.extendHold(hold.id, 5, outer),
        confirm: (outer) => service.confirmHolds({ hold_ids: [hold.id] }, outer),
        expire: (outer) => service.expireHolds(outer),
        cancel: (outer) => service.cancelAllocations({ allocation_ids: [booking.id], cancelled_by: "u" }, outer),
        revise: (outer) => service.reviseAllocation({ allocation_id: booking.id, dates: [day(7)], by: "u" }, outer),
        capacity: (outer) =>
          service.setCapacity(
            { resource_id: resource.id, start_date: day(1), end_date: day(1), max_capacity: 9 },
            outer,
          ),
        blackout: (outer) =>
          service.createBlackout({ start_date: day(1), end_date: day(1), reason: "r" }, { by: "u" }, outer),
        resource: (outer) => service.deleteResource(resource.id, outer),
      }
      for (const [verb, call] of Object.entries(verbs)) {
        await expectRefused(db, () => inTransaction(service, call, level), {
          code: "25001",
          message: expect.stringContaining(`READ COMMITTED transactions only, not in ${level}`),
        }).catch((error: Error) => {
          throw new Error(`${verb}: ${error.message}`)
        })
      }
    })
  })

  describe("refusals", () => {
    it("an unknown or deleted resource is not found", async () => {
      const deleted = await build.resource()
      await service.deleteResource(deleted.id)
      for (const resource_id of ["res_nobody", deleted.id]) {
        await expectRefused(db, () => place({ resource_id, dates: [day(1)], quantity: 1 }), {
          code: "resource_not_found",
          details: { resource_id },
        })
      }
    })

    it("E14: a resource that is not active takes no hold", async () => {
      const resource = await build.resource({ is_active: false })
      await expectRefused(db, () => place({ resource_id: resource.id, dates: [day(1)], quantity: 1 }), {
        code: "resource_inactive",
        details: { resource_id: resource.id },
      })
    })

    it("dates that are not open are named, and only they", async () => {
      const resource = await build.resource({ days: 2 })
      await service.setCapacity({ resource_id: resource.id, start_date: day(4), end_date: day(4), max_capacity: 1 })
      await expectRefused(
        db,
        () => place({ resource_id: resource.id, start_date: day(0), end_date: day(4), quantity: 1 }),
        {
          code: "capacity_not_initialised",
          details: { dates: days(2, 3).map((date) => ({ resource_id: resource.id, date })) },
        },
      )
    })

    it("every short date of every resource is named with what is left there", async () => {
      const [a, b] = [await build.resource({ capacity: 2 }), await build.resource({ capacity: 4 })]
      await build.booking({ resource: b, dates: [day(2)], quantity: 3 })
      const short = [
        ...days(1, 2).map((date) => ({ resource_id: a.id, date, requested: 3, available: 2 })),
        { resource_id: b.id, date: day(2), requested: 3, available: 1 },
      ]
      await expectRefused(
        db,
        () => place(...[a, b].map(({ id }) => ({ resource_id: id, dates: days(1, 2), quantity: 3 }))),
        {
          code: "insufficient_capacity",
          details: { unavailable_dates: expect.arrayContaining(short) },
        },
      )
    })

    it.each([
      ["too short", 1, 2, { min_days: 3, max_days: 5 }],
      ["too long", 1, 6, { min_days: 3, max_days: 5 }],
      ["over the only bound", 1, 3, { min_days: null, max_days: 2 }],
    ])("a stay that is %s is refused with the bounds", async (_, first, last, bounds) => {
      const resource = await build.resource(bounds)
      await expectRefused(
        db,
        () => place({ resource_id: resource.id, start_date: day(first), end_date: day(last), quantity: 1 }),
        {
          code: "duration_not_allowed",
          details: { resource_id: resource.id, days: last - first + 1, ...bounds },
        },
      )
    })

    it("stays at both bounds are allowed", async () => {
      const resource = await build.resource({ min_days: 2, max_days: 3 })
      await place({ resource_id: resource.id, dates: days(1, 2), quantity: 1 })
      await place({ resource_id: resource.id, dates: days(3, 5), quantity: 1 })
      expect(await holdCounts(db)).toEqual({ ACTIVE: 2 })
    })

    it("a hold needs somebody to hold it", async () => {
      const resource = await build.resource()
      const items = [{ resource_id: resource.id, dates: [day(1)], quantity: 1 }]
      await expectRefused(db, () => service.placeHold({ items }), {
        code: "invalid_data",
        details: { field: "cart_id" },
      })
      await expectRefused(db, () => service.placeHold({ items, customer_email: " " }), { code: "invalid_data" })
    })

    it.each<[string, Partial<ItemInput>, string]>([
      ["no unit", { quantity: 0 }, "quantity"],
      ["less than nothing", { quantity: -3 }, "quantity"],
      ["half a unit", { quantity: 0.5 }, "quantity"],
      ["more than anybody may", { quantity: 1001 }, "quantity"],
      ["more than an integer holds", { quantity: 2 ** 40 }, "quantity"],
      ["the end before the start", { start_date: day(3), end_date: day(2) }, "end_date"],
      ["ten years", { start_date: day(1), end_date: day(3651) }, "end_date"],
      ["the year 9999", { start_date: "9999-12-30", end_date: "9999-12-31" }, ""],
      ["a day that does not exist", { start_date: "2027-02-30", end_date: "2027-03-01" }, "start_date"],
      ["yesterday", { start_date: day(-1), end_date: day(1) }, "dates"],
      ["1970", { start_date: "1970-01-01", end_date: "1970-01-01" }, "dates"],
      ["more than 92 days", { start_date: day(1), end_date: day(93) }, "dates"],
    ])("F7: %s", async (_, odd, field) => {
      const resource = await build.resource({ days: 100 })
      const good = { resource_id: resource.id, start_date: day(1), end_date: day(1), quantity: 1 }
      await expectRefused(
        db,
        () => place({ ...good, ...odd }),
        field ? { code: "invalid_data", details: { field } } : { code: "capacity_not_initialised" },
      )
    })

    it("F7: a fault in one of many items names the item", async () => {
      const resource = await build.resource()
      const good = { resource_id: resource.id, dates: [day(1)], quantity: 1 }
      await expectRefused(db, () => place(good, { ...good, quantity: 0 }), {
        code: "invalid_data",
        details: { field: "items[1].quantity" },
      })
    })

    it("F7: nothing at all, and more than a request may claim", async () => {
      const resource = await build.resource({ days: 92, capacity: 10 })
      const wide = { resource_id: resource.id, dates: days(0, 91), quantity: 1 }
      await expectRefused(db, () => place(), { code: "invalid_data", details: { field: "items" } })
      await expectRefused(db, () => place(wide, wide, wide), {
        code: "invalid_data",
        details: { field: "items", max: 200, requested: 276 },
      })
      await expectRefused(db, () => place(...Array.from({ length: 201 }, () => ({ ...wide, dates: [day(1)] }))), {
        code: "invalid_data",
        details: { field: "items" },
      })
    })

    it.each(["short", "a".repeat(129), "with space", "quote'quote", "ümlaut-token", ""])(
      "a token %j is refused",
      async (idempotency_token) => {
        const resource = await build.resource()
        await expectRefused(db, () => build.hold({ resource, idempotency_token }), {
          code: "invalid_data",
          details: { field: "idempotency_token" },
        })
      },
    )

    it("C9: a refused request leaves the deadlines of the same cart where they were", async () => {
      const resource = await build.resource()
      const cart_id = unique("cart")
      const hold = await build.hold({ resource, cart_id })
      await expectRefused(db, () => build.hold({ resource, cart_id, dates: days(1, 2) }), {
        code: "insufficient_capacity",
      })
      expect((await service.getHold(hold.id)).hold.expires_at).toBe(hold.expires_at)
    })
  })

  describe("holds that the clock has ended", () => {
    it("C3: do not block a sale, whether or not the clean-up has run", async () => {
      const resource = await build.resource()
      const stale = await build.hold({ resource, dates: days(1, 2) })
      await ageHold(db, stale.id)
      const hold = await build.hold({ resource, dates: days(2, 3) })

      expect(hold.status).toBe("ACTIVE")
      expect(await db.one("select status, released_at from resource_hold where id = $1", [stale.id])).toEqual({
        status: "EXPIRED",
        released_at: null,
      })
      expect(await availableOn(db, resource, days(1, 3))).toEqual([1, 0, 0])
    })

    it("only those on the dates are settled, and only where they are in the way", async () => {
      const [resource, other] = [await build.resource({ capacity: 2 }), await build.resource()]
      const free = await build.hold({ resource, dates: [day(1)] })
      const elsewhere = await build.hold({ resource, dates: [day(5)] })
      const others = await build.hold({ resource: other })
      for (const { id } of [free, elsewhere, others]) await ageHold(db, id)

      await build.hold({ resource, dates: [day(1)] })
      expect(await holdCounts(db)).toEqual({ ACTIVE: 4 })
      await build.hold({ resource, dates: [day(1)] })
      expect(await db.query("select id from resource_hold where status = 'EXPIRED'")).toEqual([{ id: free.id }])
    })

    it("a hold that the checkout has claimed is not one of them", async () => {
      const resource = await build.resource()
      const claimed = await build.hold({ resource })
      await db.query("update resource_hold set claimed_at = now() where id = $1", [claimed.id])
      await ageHold(db, claimed.id)
      await expectRefused(db, () => build.hold({ resource }), { code: "insufficient_capacity" })
    })

    it("are settled even where that is not enough", async () => {
      const resource = await build.resource({ capacity: 2 })
      await ageHold(db, (await build.hold({ resource })).id)
      await build.booking({ resource })
      await expect(build.hold({ resource, quantity: 2 })).rejects.toMatchObject({
        details: { unavailable_dates: [{ requested: 2, available: 1 }] },
      })
      expect(await holdCounts(db)).toEqual({ EXPIRED: 1, CONFIRMED: 1 })
    })

    it("C11: a stopped job never blocks a sale, however many of them stand on the date", async () => {
      const resource = await build.resource({ capacity: 450 })
      await build.hold({ resource })
      await db.query(
        `insert into resource_hold (id, booking_id, resource_id, dates, start_date, end_date, booking_unit, days, quantity, expires_at)
         select 'hold_' || i, 'bk_' || i, resource_id, dates, start_date, end_date, booking_unit, days, 1, now() - interval '1 hour'
         from resource_hold, generate_series(1, 449) as i`,
      )
      await db.query("update resource_capacity set available_capacity = 0 where date = $1", [day(1)])
      const hold = await build.hold({ resource, quantity: 449 })
      expect(hold.status).toBe("ACTIVE")
      expect(await holdCounts(db)).toEqual({ ACTIVE: 2, EXPIRED: 449 })
    })

    it("C1: at the very instant of its deadline every verb takes a hold for over, a microsecond before for alive", async () => {
      const resource = await build.resource()
      const hold = await build.hold({ resource })
      const short = JSON.stringify([{ resource_id: resource.id, date: day(1) }])
      const look = (at: string) =>
        db.one<Record<string, unknown>>(
          `select rb_refuse_ended_1(h, ${at})->>'code' as verbs,
             rb_stale_holds_1('${short}', ${at}) is not null as stands_in_the_way,
             rb_live_claims_1(h.resource_id, ${at}) is not null as keeps_the_resource,
             rb_blackout_conflicts_1(h.resource_id, null, h.start_date, h.end_date, ${at}, null)->'holds' <> '[]' as conflicts
           from resource_hold h where h.id = '${hold.id}'`,
        )
      expect(await look("h.expires_at - interval '1 microsecond'")).toEqual({
        verbs: null,
        stands_in_the_way: false,
        keeps_the_resource: true,
        conflicts: true,
      })
      expect(await look("h.expires_at")).toEqual({
        verbs: "hold_expired",
        stands_in_the_way: true,
        keeps_the_resource: false,
        conflicts: false,
      })
    })
  })

  describe("calendar days", () => {
    it("F1: by DAY, one who comes on another's last day is refused, on the next day welcome", async () => {
      const resource = await build.resource()
      await place({ resource_id: resource.id, start_date: day(1), end_date: day(3), quantity: 1 })
      await expectRefused(
        db,
        () => place({ resource_id: resource.id, start_date: day(3), end_date: day(5), quantity: 1 }),
        {
          code: "insufficient_capacity",
          details: { unavailable_dates: [{ date: day(3) }] },
        },
      )
      await place({ resource_id: resource.id, start_date: day(4), end_date: day(5), quantity: 1 })
      expect(await availableOn(db, resource, days(1, 6))).toEqual([0, 0, 0, 0, 0, 1])
    })

    it("F1: by NIGHT, one arrives on the day another departs", async () => {
      const resource = await build.resource({ booking_unit: "NIGHT" })
      const first = await place({ resource_id: resource.id, start_date: day(1), end_date: day(3), quantity: 1 })
      const second = await place({ resource_id: resource.id, start_date: day(3), end_date: day(4), quantity: 1 })
      expect(first.holds).toMatchObject([
        { dates: days(1, 2), start_date: day(1), end_date: day(3), days: 2, booking_unit: "NIGHT" },
      ])
      expect(second.holds).toMatchObject([{ dates: [day(3)], start_date: day(3), end_date: day(4), days: 1 }])
      expect(await availableOn(db, resource, days(1, 4))).toEqual([0, 0, 0, 1])
    })

    it("F1: by NIGHT, dates name nights by their first day and the stay ends a day later", async () => {
      const resource = await build.resource({ booking_unit: "NIGHT", max_days: 2 })
      const placed = await place({ resource_id: resource.id, dates: [day(4), day(2)], quantity: 1 })
      expect(placed.holds).toMatchObject([{ dates: [day(2), day(4)], start_date: day(2), end_date: day(5), days: 2 }])
    })

    it("F1: by NIGHT, a stay without a night is refused", async () => {
      const resource = await build.resource({ booking_unit: "NIGHT" })
      await expectRefused(
        db,
        () => place({ resource_id: resource.id, start_date: day(1), end_date: day(1), quantity: 1 }),
        {
          code: "invalid_data",
          details: { field: "end_date" },
        },
      )
    })

    it("F1: by NIGHT, the last open night can be sold though the day of departure has no row", async () => {
      const resource = await build.resource({ booking_unit: "NIGHT", days: 3 })
      await place({ resource_id: resource.id, start_date: day(2), end_date: day(3), quantity: 1 })
      expect(await availableOn(db, resource, days(0, 3))).toEqual([1, 1, 0])
    })

    it.each(["Australia/Lord_Howe", "Australia/Sydney", "Pacific/Auckland", "America/New_York", "America/Santiago"])(
      "F3: %s: a stay over the next change of the clocks is as many days as the calendar has",
      async (timezone) => {
        const ahead = daysUntilClocksChange(timezone)
        const resource = await build.resource({ timezone, from: ahead - 1, days: 4 })
        const [first, last] = [day(ahead - 1, timezone), day(ahead + 1, timezone)]
        const placed = await place({ resource_id: resource.id, start_date: first, end_date: last, quantity: 1 })
        const dates = days(ahead - 1, ahead + 1, timezone)
        expect(placed.holds).toMatchObject([{ dates, start_date: first, end_date: last, days: 3 }])
        // F4: and its deadline is elapsed time all the same.
        expect(Date.parse(placed.holds[0]!.expires_at) - Date.parse(placed.now)).toBe(30 * MINUTE)
        expect(await availableOn(db, resource, days(ahead - 1, ahead + 2, timezone))).toEqual([0, 0, 0, 1])
      },
    )

    it.each(["Pacific/Kiritimati", "Pacific/Pago_Pago", ZONE])(
      "F6: today in %s is bookable, and the day before is past",
      async (timezone) => {
        const today = todayIn(timezone, new Date())
        const resource = await build.resource({ timezone, from: -1 })
        await place({ resource_id: resource.id, dates: [today], quantity: 1 })
        await expectRefused(db, () => place({ resource_id: resource.id, dates: [addDays(today, -1)], quantity: 1 }), {
          code: "invalid_data",
          details: { field: "dates", date: addDays(today, -1), today },
        })
      },
    )

    it("F6: a hold that midnight overtakes can still be extended and confirmed", async () => {
      // It is at least one day later at the first end of the world than at the last: moving there lets a midnight pass.
      const resource = await build.resource({ timezone: "Pacific/Pago_Pago" })
      const today = day(0, "Pacific/Pago_Pago")
      const hold = await build.hold({ resource, dates: [today] })
      await db.query("update resource set timezone = 'Pacific/Kiritimati' where id = $1", [resource.id])

      await expect(build.hold({ resource, dates: [today] })).rejects.toMatchObject({ details: { field: "dates" } })
      await service.extendHold(hold.id, 60)
      const { allocations } = await service.confirmHolds({ hold_ids: [hold.id] })
      expect(allocations).toMatchObject([{ hold_id: hold.id, dates: [today] }])
    })

    it("F5: a leap day is a day like any other", async () => {
      const leap = nextLeapDay()
      const resource = await build.resource({ days: 0 })
      await service.setCapacity({
        resource_id: resource.id,
        start_date: addDays(leap, -1),
        end_date: addDays(leap, 1),
        max_capacity: 1,
      })
      const placed = await place({
        resource_id: resource.id,
        start_date: addDays(leap, -1),
        end_date: addDays(leap, 1),
        quantity: 1,
      })
      expect(placed.holds[0]!.dates).toEqual([`${leap.slice(0, 4)}-02-28`, leap, `${leap.slice(0, 4)}-03-01`])
    })

    it("dates come back as they went in, whatever time zone the database's sessions are in", async () => {
      const resource = await build.resource({ days: 300 })
      const { name } = await db.one<{ name: string }>("select current_database() as name")
      for (const timezone of ["Pacific/Kiritimati", "America/Los_Angeles"]) {
        await db.query(`alter database "${name}" set timezone to '${timezone}'`)
        try {
          const there = await boot()
          const dates = [day(0), day(1), day(200)]
          const placed = await there.placeHold({
            cart_id: unique("cart"),
            items: [{ resource_id: resource.id, dates, quantity: 1 }],
          })
          const { hold, now } = await there.getHold(placed.holds[0]!.id)
          expect(hold).toMatchObject({ dates, start_date: dates[0], end_date: dates[2] })
          expect(Date.parse(hold.expires_at) - Date.parse(hold.created_at)).toBe(30 * MINUTE)
          expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(10 * MINUTE)
          await there.releaseHold(hold.id, "test")
        } finally {
          await db.query(`alter database "${name}" reset timezone`)
        }
      }
    })
  })

  it("a row that another session has locked without an advisory lock is waited for, within the bound", async () => {
    const hurried = await boot({ options: { lock_timeout_ms: 100 } })
    const resource = await build.resource()
    await whileOpen(
      db,
      "update resource_capacity set updated_at = now() where resource_id = $1",
      [resource.id],
      async () => {
        const items = [{ resource_id: resource.id, dates: [day(1)], quantity: 1 }]
        await expectRefused(db, () => hurried.placeHold({ cart_id: "cart_1", items }), { code: "lock_timeout" })
      },
    )
  })

  /** As the guard takes them: by the hash of resource and date. */
  async function datesInLockOrder(resource: { id: string }, dates: string[]): Promise<string[]> {
    const rows = await db.query<{ date: string }>(
      "select d as date from unnest($2::date[]) as d order by hashtext($1 || '/' || (d - date '2000-01-01'))",
      [resource.id, dates],
    )
    return rows.map(({ date }) => date)
  }
})

/** Days from today in the zone to the next day that does not have 24 hours. */
function daysUntilClocksChange(timezone: string): number {
  const today = DateTime.fromISO(todayIn(timezone, new Date()), { zone: timezone })
  for (let ahead = 2; ahead < 400; ahead++) {
    const start = today.plus({ days: ahead }).startOf("day")
    if (start.plus({ days: 1 }).startOf("day").toMillis() - start.toMillis() !== 24 * 60 * MINUTE) return ahead
  }
  throw new Error(`${timezone} never changes its clocks`)
}

function nextLeapDay(): string {
  const year = Number(day(0).slice(0, 4))
  const leap = [0, 1, 2, 3, 4, 5, 6, 7, 8]
    .map((n) => `${year + n}-02-29`)
    .find((date) => date > day(1) && DateTime.fromISO(date).isValid)
  return leap!
}
