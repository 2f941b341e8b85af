import type { ReviseAllocationInput } from "../../src/modules/resource_booking/types"
import { ageHold, day, days, unique } from "../helpers/build"
import { whileLocked } from "../helpers/held-locks"
import { moduleSuite } from "../helpers/module-suite"
import { availableOn, capacityOn, everyRow, expectRefused, holdCounts } from "../helpers/rows"

const MINUTE = 60_000

moduleSuite(({ build, db, service, boot }) => {
  const item = (resource: { id: string }, dates = [day(1)], quantity = 1) => ({
    resource_id: resource.id,
    dates,
    quantity,
  })
  const revise = (allocation: { id: string }, change: Partial<ReviseAllocationInput>) =>
    service.reviseAllocation({ allocation_id: allocation.id, by: "user_1", ...change })

  describe("a staff hold", () => {
    it("has no owner, says who made it and lives as long as asked for", async () => {
      const resource = await build.resource()
      const { holds, now } = await service.placeStaffHold({
        created_by: "user_1",
        ttl_minutes: 10_080,
        customer_email: "ann@example.com",
        metadata: { phone: "later" },
        items: [item(resource, days(1, 2))],
      })
      expect(holds).toMatchObject([
        {
          source: "STAFF",
          created_by: "user_1",
          status: "ACTIVE",
          cart_id: null,
          customer_email: "ann@example.com",
          metadata: { phone: "later" },
        },
      ])
      expect(Date.parse(holds[0]!.expires_at) - Date.parse(now)).toBe(10_080 * MINUTE)
      expect(await db.one("select owner_key from resource_hold")).toEqual({ owner_key: null })
      expect(await availableOn(db, resource, days(1, 2))).toEqual([0, 0])
    })

    it("without a term has that of its resources", async () => {
      const resource = await build.resource({ hold_ttl_minutes: 5 })
      const { holds, now } = await service.placeStaffHold({ created_by: "user_1", items: [item(resource)] })
      expect(Date.parse(holds[0]!.expires_at) - Date.parse(now)).toBe(5 * MINUTE)
    })

    it.each([0, -1, 10_081, 2.5])("C14: a term of %s minutes is refused", async (ttl_minutes) => {
      const resource = await build.resource()
      await expectRefused(
        db,
        () => service.placeStaffHold({ created_by: "user_1", ttl_minutes, items: [item(resource)] }),
        {
          code: "invalid_data",
          details: { field: "ttl_minutes" },
        },
      )
    })

    it("two alike in a moment are two: the desk may mean it", async () => {
      const resource = await build.resource({ capacity: 2 })
      const request = { created_by: "user_1", items: [item(resource)] }
      await service.placeStaffHold(request)
      expect(await service.placeStaffHold(request)).toMatchObject({ replay: false })
      expect(await holdCounts(db)).toEqual({ ACTIVE: 2 })
    })
  })

  describe("a staff booking", () => {
    it("is a hold born CONFIRMED and its allocation, in one", async () => {
      const resource = await build.resource({ capacity: 4 })
      const contact = {
        order_id: "order_1",
        line_item_id: "line_1",
        customer_id: "cus_1",
        contact_name: "Ann",
        contact_email: "ann@example.com",
        contact_phone: "+61 7",
        note: "early",
        unit_label: "Red",
        metadata: { a: [1] },
      }
      const { holds, allocations, now } = await service.placeStaffBooking({
        created_by: "user_1",
        contact,
        items: [item(resource, days(1, 3), 2)],
      })
      expect(holds).toMatchObject([
        { status: "CONFIRMED", confirmed_at: now, expires_at: now, source: "STAFF", created_by: "user_1" },
      ])
      expect(allocations).toMatchObject([
        { ...contact, hold_id: holds[0]!.id, dates: days(1, 3), quantity: 2, source: "STAFF", created_by: "user_1" },
      ])
      expect(await availableOn(db, resource, days(1, 3))).toEqual([2, 2, 2])
    })

    it("of many items is one booking, all or nothing", async () => {
      const [a, b] = [await build.resource(), await build.resource()]
      const request = { created_by: "user_1", contact: { contact_name: "Ann" }, items: [item(a), item(b, days(1, 2))] }
      const { allocations, booking_id } = await service.placeStaffBooking(request)
      expect(allocations.map((allocation) => [allocation.booking_id, allocation.resource_id])).toEqual([
        [booking_id, a.id],
        [booking_id, b.id],
      ])
      await expectRefused(db, () => service.placeStaffBooking({ ...request, items: [item(a, [day(5)]), item(b)] }), {
        code: "insufficient_capacity",
      })
    })

    it("A5: items of one request on one date are summed for staff, too", async () => {
      const resource = await build.resource({ capacity: 3 })
      await expectRefused(
        db,
        () =>
          service.placeStaffBooking({
            created_by: "u",
            contact: {},
            items: [item(resource, [day(1)], 2), item(resource, [day(1)], 2)],
          }),
        {
          code: "insufficient_capacity",
          details: { unavailable_dates: [{ requested: 4, available: 3 }] },
        },
      )
    })

    it("A13: is refused what a customer holds, and settles what has lapsed", async () => {
      const resource = await build.resource()
      const hold = await build.hold({ resource })
      await expectRefused(db, () => build.booking({ resource }), { code: "insufficient_capacity" })
      await ageHold(db, hold.id)
      await build.booking({ resource })
      expect(await holdCounts(db)).toEqual({ EXPIRED: 1, CONFIRMED: 1 })
    })

    it("may lie in the past only where it says so", async () => {
      const resource = await build.resource({ from: -3 })
      await expectRefused(db, () => build.booking({ resource, dates: days(-2, 0) }), {
        code: "invalid_data",
        details: { field: "dates", date: day(-2) },
      })
      const booking = await build.booking({ resource, dates: days(-2, 0), allow_past: true })
      expect(booking.dates).toEqual(days(-2, 0))
      expect(await availableOn(db, resource, days(-3, 1))).toEqual([1, 0, 0, 0, 1])
    })

    it("of a line that has its live allocation already is refused", async () => {
      const resource = await build.resource({ capacity: 5 })
      const contact = { order_id: "order_1", line_item_id: "line_1" }
      await build.booking({ resource, contact })
      await expectRefused(db, () => build.booking({ resource, contact }), { code: "booking_line_invalid" })
      await expectRefused(
        db,
        () =>
          service.placeStaffBooking({
            created_by: "u",
            contact: { line_item_id: "line_2" },
            items: [item(resource), item(resource, [day(2)])],
          }),
        {
          code: "booking_line_invalid",
        },
      )
      const other = await build.resource()
      expect(await build.booking({ resource: other, contact })).toMatchObject(contact)
    })
  })

  describe("editing an allocation", () => {
    it("D16: contact, note and label change on a day that is sold out, closed and past", async () => {
      const resource = await build.resource({ from: -3 })
      const booking = await build.booking({
        resource,
        dates: [day(-1)],
        allow_past: true,
        contact: { contact_name: "Ann", note: "x" },
      })
      await build.blackout({ start_date: day(-1), resource_id: resource.id })
      await service.updateResource(resource.id, { is_active: false })
      const edit = { contact_phone: "07 1", unit_label: 'Blue\'s "best"?', note: null, metadata: { paid: true } }
      const edited = await service.updateAllocation(booking.id, edit)
      expect(edited).toMatchObject({ ...edit, contact_name: "Ann", dates: [day(-1)], quantity: 1, cancelled_at: null })
      expect(await service.getAllocation(booking.id)).toMatchObject(edit)
      expect(await availableOn(db, resource, [day(-1)])).toEqual([0])
    })

    it("nothing of the claim can be edited that way", async () => {
      const resource = await build.resource()
      const booking = await build.booking({ resource })
      const smuggled = { quantity: 5, dates: [day(2)], order_id: "order_9", cancelled_at: "2027-01-01", note: "n" }
      const edited = await service.updateAllocation(booking.id, smuggled)
      expect(edited).toMatchObject({ quantity: 1, dates: [day(1)], order_id: null, cancelled_at: null, note: "n" })
    })

    it("E16: with the values of an earlier look is refused and shows the present ones", async () => {
      const booking = await build.booking({ resource: await build.resource() })
      const first = await service.updateAllocation(booking.id, { note: "one", expected_updated_at: booking.updated_at })
      await expectRefused(
        db,
        () => service.updateAllocation(booking.id, { note: "two", expected_updated_at: booking.updated_at }),
        {
          code: "stale_edit",
          details: { present: { id: booking.id, note: "one", updated_at: first.updated_at } },
        },
      )
      expect(
        await service.updateAllocation(booking.id, { note: "two", expected_updated_at: first.updated_at }),
      ).toMatchObject({ note: "two" })
    })

    it("of two at once with the same look one is refused", async () => {
      const booking = await build.booking({ resource: await build.resource() })
      const edits = ["one", "two"].map((note) =>
        service.updateAllocation(booking.id, { note, expected_updated_at: booking.updated_at }),
      )
      const results = await Promise.allSettled(edits)
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    })

    it("an unknown one is not found", async () => {
      await expectRefused(db, () => service.updateAllocation("alloc_x", { note: "n" }), {
        code: "allocation_not_found",
        details: { allocation_id: "alloc_x" },
      })
    })
  })

  describe("cancelling", () => {
    it("gives the units back once, says by whom and why, and answers the same again", async () => {
      const resource = await build.resource({ capacity: 5 })
      const booking = await build.booking({ resource, dates: days(1, 2), quantity: 3 })
      const cancel = (cancelled_by: string) =>
        service.cancelAllocations({ allocation_ids: [booking.id], cancelled_by, reason: "rain" })
      const first = await cancel("user_1")
      expect(first).toMatchObject({
        cancelled_ids: [booking.id],
        allocations: [{ id: booking.id, cancelled_at: first.now, cancelled_by: "user_1", cancel_reason: "rain" }],
      })
      const again = await cancel("user_2")
      expect(again).toMatchObject({ cancelled_ids: [], allocations: first.allocations })
      expect(await availableOn(db, resource, days(1, 2))).toEqual([5, 5])
      expect(await holdCounts(db)).toEqual({ CONFIRMED: 1 })
    })

    it("ten at once give the units back once", async () => {
      const resource = await build.resource({ capacity: 2 })
      const booking = await build.booking({ resource })
      const cancel = () => service.cancelAllocations({ allocation_ids: [booking.id], cancelled_by: "u" })
      const answers = await Promise.all(Array.from({ length: 10 }, cancel))
      expect(answers.flatMap(({ cancelled_ids }) => cancelled_ids)).toEqual([booking.id])
      expect(await availableOn(db, resource, [day(1)])).toEqual([2])
    })

    it("takes all or none", async () => {
      const resource = await build.resource({ capacity: 2 })
      const bookings = [await build.booking({ resource }), await build.booking({ resource, dates: [day(2)] })]
      const allocation_ids = bookings.map(({ id }) => id)
      await expectRefused(
        db,
        () => service.cancelAllocations({ allocation_ids: [...allocation_ids, "alloc_x"], cancelled_by: "u" }),
        {
          code: "allocation_not_found",
          details: { allocation_id: "alloc_x" },
        },
      )
      const { cancelled_ids } = await service.cancelAllocations({ allocation_ids, cancelled_by: "u" })
      expect(cancelled_ids.sort()).toEqual([...allocation_ids].sort())
      expect(await availableOn(db, resource, days(1, 2))).toEqual([2, 2])
    })

    it("nothing is cancelled where nothing is named", async () => {
      expect(await service.cancelAllocations({ allocation_ids: [], cancelled_by: "u" })).toMatchObject({
        allocations: [],
        cancelled_ids: [],
      })
    })

    it("E14: works on dates in the past, under a blackout and of a resource that is not active", async () => {
      const resource = await build.resource({ from: -2 })
      const booking = await build.booking({ resource, dates: [day(-1)], allow_past: true })
      await build.blackout({ start_date: day(-1) })
      await service.updateResource(resource.id, { is_active: false })
      await service.cancelAllocations({ allocation_ids: [booking.id], cancelled_by: "u" })
      expect(await availableOn(db, resource, [day(-1)])).toEqual([1])
    })
  })

  describe("a move", () => {
    it("ends the old allocation as replaced and makes a new one of the same line, contact and label", async () => {
      const resource = await build.resource({ capacity: 3 })
      const contact = {
        order_id: "order_1",
        line_item_id: "line_1",
        customer_id: "cus_1",
        contact_name: "Ann",
        note: "n",
        unit_label: "Red",
        metadata: { a: 1 },
      }
      const booking = await build.booking({ resource, dates: days(1, 2), quantity: 2, contact })
      const { allocation, replaced, now } = await revise(booking, { start_date: day(5), end_date: day(6) })

      expect(replaced).toMatchObject({
        id: booking.id,
        cancelled_at: now,
        cancelled_by: "user_1",
        cancel_reason: "replaced",
        dates: days(1, 2),
      })
      expect(allocation).toMatchObject({
        ...contact,
        booking_id: booking.booking_id,
        dates: days(5, 6),
        quantity: 2,
        source: "MOVE",
        replaces_id: booking.id,
        created_by: "user_1",
        cancelled_at: null,
      })
      expect((await service.getHold(allocation.hold_id)).hold).toMatchObject({
        status: "CONFIRMED",
        source: "MOVE",
        replaces_id: booking.hold_id,
        booking_id: booking.booking_id,
      })
      expect(await availableOn(db, resource, [...days(1, 2), ...days(5, 6)])).toEqual([3, 3, 1, 1])
    })

    it("A24: its own claim does not stand in its way", async () => {
      const resource = await build.resource()
      const booking = await build.booking({ resource, dates: days(1, 3) })
      await revise(booking, { start_date: day(2), end_date: day(4) })
      expect(await availableOn(db, resource, days(1, 5))).toEqual([1, 0, 0, 0, 1])
    })

    it("A24: only what it needs beyond its own claim must be free", async () => {
      const resource = await build.resource({ capacity: 3 })
      const booking = await build.booking({ resource, quantity: 2 })
      expect(await revise(booking, { quantity: 3 })).toMatchObject({ allocation: { quantity: 3 } })
      const other = await build.booking({ resource, dates: [day(2)] })
      await expectRefused(db, () => revise(other, { quantity: 4 }), {
        code: "insufficient_capacity",
        details: { unavailable_dates: [{ resource_id: resource.id, date: day(2), requested: 3, available: 2 }] },
      })
      expect(await availableOn(db, resource, days(1, 2))).toEqual([0, 2])
    })

    it("to another resource leaves the first one free", async () => {
      const [from, to] = [await build.resource(), await build.resource({ booking_unit: "NIGHT" })]
      const booking = await build.booking({ resource: from, dates: days(1, 2) })
      const { allocation } = await revise(booking, { resource_id: to.id })
      expect(allocation).toMatchObject({
        resource_id: to.id,
        dates: days(1, 2),
        end_date: day(3),
        booking_unit: "NIGHT",
        days: 2,
      })
      expect([await availableOn(db, from, days(1, 2)), await availableOn(db, to, days(1, 3))]).toEqual([
        [1, 1],
        [0, 0, 1],
      ])
    })

    it("E15: onto a unit that is taken is refused", async () => {
      const [a, b] = [await build.resource(), await build.resource()]
      const booking = await build.booking({ resource: a })
      await build.hold({ resource: b })
      await expectRefused(db, () => revise(booking, { resource_id: b.id }), { code: "insufficient_capacity" })
    })

    it("E15: against a new hold on the same unit one wins", async () => {
      const [a, b] = [await build.resource(), await build.resource()]
      const booking = await build.booking({ resource: a })
      const results = await Promise.allSettled([revise(booking, { resource_id: b.id }), build.hold({ resource: b })])
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
      expect(await availableOn(db, b, [day(1)])).toEqual([0])
    })

    it("moves crosswise at once end without a deadlock", async () => {
      const [a, b] = [await build.resource({ capacity: 20 }), await build.resource({ capacity: 20 })]
      const bookings = await Promise.all(
        Array.from({ length: 12 }, (_, i) => build.booking({ resource: i % 2 ? a : b, dates: days(1, 3) })),
      )
      await Promise.all(bookings.map((booking, i) => revise(booking, { resource_id: i % 2 ? b.id : a.id })))
      expect([await availableOn(db, a, [day(2)]), await availableOn(db, b, [day(2)])]).toEqual([[14], [14]])
    })

    it("C3: settles lapsed holds in its way, and only those on its dates", async () => {
      const resource = await build.resource()
      const booking = await build.booking({ resource, dates: [day(1)] })
      const [stale, elsewhere] = [
        await build.hold({ resource, dates: [day(2)] }),
        await build.hold({ resource, dates: [day(3)] }),
      ]
      for (const { id } of [stale, elsewhere]) await ageHold(db, id)
      await revise(booking, { dates: [day(2)] })
      expect(await db.query("select id from resource_hold where status = 'EXPIRED'")).toEqual([{ id: stale.id }])
      expect(await availableOn(db, resource, days(1, 3))).toEqual([1, 0, 0])
    })

    it("is refused where the dates are closed, not open or past", async () => {
      const resource = await build.resource({ from: -3, days: 10 })
      const booking = await build.booking({ resource, dates: [day(1)] })
      await build.blackout({ start_date: day(2) })
      await expectRefused(db, () => revise(booking, { dates: [day(2)] }), {
        code: "date_blacked_out",
        details: { dates: [day(2)] },
      })
      await expectRefused(db, () => revise(booking, { dates: [day(30)] }), { code: "capacity_not_initialised" })
      await expectRefused(db, () => revise(booking, { dates: [day(-1)] }), {
        code: "invalid_data",
        details: { field: "dates" },
      })
      expect(await revise(booking, { dates: [day(-1)], allow_past: true })).toMatchObject({
        allocation: { dates: [day(-1)] },
      })
    })

    it("of a booking under way keeps its past days and needs leave for none of them", async () => {
      const resource = await build.resource({ from: -3 })
      const booking = await build.booking({ resource, dates: days(-1, 1), allow_past: true })
      const { allocation } = await revise(booking, { start_date: day(-1), end_date: day(2), change_days: true })
      expect(allocation.dates).toEqual(days(-1, 2))
      expect(await availableOn(db, resource, days(-1, 3))).toEqual([0, 0, 0, 0, 1])
    })

    it("keeps the number of days unless it says otherwise", async () => {
      const resource = await build.resource({ min_days: 1, max_days: 3 })
      const booking = await build.booking({ resource, dates: days(1, 2) })
      await expectRefused(db, () => revise(booking, { dates: days(1, 3) }), {
        code: "duration_not_allowed",
        details: { days: 3, min_days: 2, max_days: 2, resource_id: resource.id },
      })
      await expectRefused(db, () => revise(booking, { dates: days(1, 4), change_days: true }), {
        code: "duration_not_allowed",
        details: { max_days: 3 },
      })
      expect(await revise(booking, { dates: days(1, 3), change_days: true })).toMatchObject({ allocation: { days: 3 } })
    })

    it("E19: keeps a length that was allowed when it was made", async () => {
      const resource = await build.resource()
      const booking = await build.booking({ resource, dates: days(1, 2) })
      await service.updateResource(resource.id, { min_days: 5 })
      expect(await revise(booking, { dates: days(4, 5) })).toMatchObject({ allocation: { dates: days(4, 5) } })
    })

    it("onto an inactive or unknown resource is refused, and of an unknown or ended allocation, too", async () => {
      const [resource, inactive] = [await build.resource(), await build.resource({ is_active: false })]
      const booking = await build.booking({ resource })
      await expectRefused(db, () => revise(booking, { resource_id: inactive.id }), { code: "resource_inactive" })
      await expectRefused(db, () => revise(booking, { resource_id: "res_x" }), {
        code: "resource_not_found",
        details: { resource_id: "res_x" },
      })
      await expectRefused(db, () => revise({ id: "alloc_x" }, { quantity: 1 }), { code: "allocation_not_found" })
      await service.cancelAllocations({ allocation_ids: [booking.id], cancelled_by: "u" })
      await expectRefused(db, () => revise(booking, { dates: [day(2)] }), {
        code: "allocation_not_active",
        details: { allocation_id: booking.id },
      })
    })

    it.each<[string, Partial<ReviseAllocationInput>, string]>([
      ["a quantity of nothing", { quantity: 0 }, "quantity"],
      ["a reversed range", { start_date: day(3), end_date: day(2) }, "end_date"],
      ["half a range", { start_date: day(3) }, "end_date"],
      ["no dates", { dates: [] }, "dates"],
      ["more days than anybody may", { dates: days(1, 93), change_days: true }, "dates"],
    ])("F7: %s is refused", async (_, change, field) => {
      const booking = await build.booking({ resource: await build.resource({ days: 100 }) })
      await expectRefused(db, () => revise(booking, change), { code: "invalid_data", details: { field } })
    })

    it("twice at once moves once", async () => {
      const resource = await build.resource({ capacity: 5 })
      const booking = await build.booking({ resource })
      const results = await Promise.allSettled([
        revise(booking, { dates: [day(2)] }),
        revise(booking, { dates: [day(3)] }),
      ])
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
      expect((await availableOn(db, resource, days(1, 3))).sort()).toEqual([4, 5, 5])
    })

    it("can be moved again and again, and back", async () => {
      const resource = await build.resource()
      let booking = await build.booking({ resource, contact: { line_item_id: "line_1" } })
      for (const date of [day(2), day(3), day(1)]) booking = (await revise(booking, { dates: [date] })).allocation
      expect(await availableOn(db, resource, days(1, 3))).toEqual([0, 1, 1])
      expect(await holdCounts(db)).toEqual({ CONFIRMED: 4 })
    })

    it("waits for a buyer of its new dates, and for nobody on other ones", async () => {
      const hurried = await boot({ options: { lock_timeout_ms: 100 } })
      const resource = await build.resource()
      const booking = await build.booking({ resource })
      await whileLocked(db, resource, [day(5)], async () => {
        const move = (date: string) => hurried.reviseAllocation({ allocation_id: booking.id, dates: [date], by: "u" })
        await expectRefused(db, () => move(day(5)), { code: "lock_timeout" })
        expect(await move(day(4))).toMatchObject({ allocation: { dates: [day(4)] } })
      })
    })

    it("the token of the booking still answers with what was booked first", async () => {
      const resource = await build.resource()
      const request = { created_by: "user_1", contact: {}, idempotency_token: unique("token"), items: [item(resource)] }
      const first = await service.placeStaffBooking(request)
      await revise(first.allocations[0]!, { dates: [day(2)] })
      const before = await everyRow(db)
      expect(await service.placeStaffBooking(request)).toMatchObject({
        replay: true,
        booking_id: first.booking_id,
        allocations: [{ id: first.allocations[0]!.id }],
      })
      expect(await everyRow(db)).toEqual(before)
    })
  })

  describe("a reduction", () => {
    it("E2: of units or days works whatever the day is: closed, inactive, short, past and too brief", async () => {
      const resource = await build.resource({ capacity: 5, from: -3 })
      const booking = await build.booking({ resource, dates: days(-1, 2), quantity: 4, allow_past: true })
      await build.blackout({ start_date: day(-1), end_date: day(2) })
      await service.updateResource(resource.id, { is_active: false, min_days: 4 })
      const fewer = await revise(booking, { quantity: 1 })
      expect(fewer.allocation).toMatchObject({ quantity: 1, source: "REDUCTION", dates: days(-1, 2) })
      const shorter = await revise(fewer.allocation, { dates: days(-1, 0), change_days: true })
      expect(shorter.allocation).toMatchObject({ dates: days(-1, 0), days: 2, source: "REDUCTION" })
      expect(await availableOn(db, resource, days(-1, 2))).toEqual([4, 4, 5, 5])
    })

    it("E2: on an overcommitted date never needs capacity and brings it nearer to the wish", async () => {
      const resource = await build.resource({ capacity: 10 })
      const booking = await build.booking({ resource, quantity: 9 })
      await service.setCapacity({
        resource_id: resource.id,
        start_date: day(1),
        end_date: day(1),
        max_capacity: 2,
        clamp: true,
      })
      const { allocation } = await revise(booking, { quantity: 8 })
      expect(await capacityOn(db, resource, [day(1)])).toEqual([{ max: 8, available: 0, target: 2 }])
      await service.cancelAllocations({ allocation_ids: [allocation.id], cancelled_by: "u" })
      expect(await capacityOn(db, resource, [day(1)])).toEqual([{ max: 2, available: 2, target: null }])
    })

    it("at once with a sale neither loses nor makes a unit", async () => {
      const resource = await build.resource({ capacity: 4 })
      const booking = await build.booking({ resource, quantity: 4 })
      const hold = () =>
        build.hold({ resource }).then(
          () => 1,
          () => 0,
        )
      const [, ...sold] = await Promise.all([revise(booking, { quantity: 2 }), hold(), hold(), hold(), hold()])
      const total = sold.reduce<number>((sum, one) => sum + one, 0)
      expect(await availableOn(db, resource, [day(1)])).toEqual([2 - total])
    })
  })

  it("B3: a token of staff for another customer is another request, a colleague's repetition is the same", async () => {
    const resource = await build.resource({ capacity: 5 })
    const request = {
      items: [{ resource_id: resource.id, dates: [day(3)], quantity: 1 }],
      idempotency_token: unique("token"),
      customer_email: "anna@example.com",
      created_by: "user_1",
    }
    const first = await service.placeStaffHold(request)
    expect(await service.placeStaffHold({ ...request, created_by: "user_2" })).toMatchObject({
      replay: true,
      booking_id: first.booking_id,
    })
    await expect(service.placeStaffHold({ ...request, customer_email: "berta@example.com" })).rejects.toMatchObject({
      code: "idempotency_key_reused",
    })
  })

  it("a move keeps what was agreed: price, currency and whom it is for", async () => {
    const resource = await build.resource({ capacity: 2 })
    const hold = await build.hold({
      resource,
      dates: [day(3)],
      customer_email: "anna@example.com",
      metadata: { a: "1" },
    })
    await db.query(
      `update resource_hold set unit_price = 99.5, raw_unit_price = '{"value": "99.5"}', currency_code = 'aud'`,
    )
    const { allocations } = await service.confirmHolds({ hold_ids: [hold.id] })
    const { allocation } = await service.reviseAllocation({
      allocation_id: allocations[0]!.id,
      dates: [day(4)],
      by: "user_1",
    })
    expect((await service.getHold(allocation.hold_id)).hold).toMatchObject({
      unit_price: 99.5,
      currency_code: "aud",
      customer_email: "anna@example.com",
      metadata: { a: "1" },
      source: "MOVE",
    })
  })
})
