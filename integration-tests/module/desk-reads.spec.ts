import { csvText } from "../../src/modules/resource_booking/domain/csv"
import type { AllocationFilters, BlackoutFilters, HoldFilters } from "../../src/modules/resource_booking/read-types"
import { ageHold, day, days, unique } from "../helpers/build"
import { moduleSuite } from "../helpers/module-suite"
import { inTransaction } from "../helpers/outer-transaction"
import { refusedWith } from "../helpers/refused-with"

moduleSuite(({ build, db, service }) => {
  const holdIds = async (filters: HoldFilters) => (await service.listHolds(filters)).rows.map(({ id }) => id)
  const allocationIds = async (filters: AllocationFilters) =>
    (await service.listAllocations(filters)).rows.map(({ id }) => id)
  const blackoutIds = async (filters: BlackoutFilters) =>
    (await service.listBlackouts(filters)).rows.map(({ id }) => id)

  describe("one row", () => {
    it("of a hold comes with the database's clock, and reads EXPIRED the moment it lapses", async () => {
      const hold = await build.hold({ resource: await build.resource(), dates: days(1, 2) })
      const alive = await service.getHold(hold.id)
      expect(alive.hold).toEqual(hold)
      expect(alive.hold.dates).toEqual(days(1, 2))
      expect(Date.parse(alive.now)).toBeLessThan(Date.parse(hold.expires_at))
      await ageHold(db, hold.id, 0)
      expect((await service.getHold(hold.id)).hold).toMatchObject({ status: "EXPIRED", expired_at: null })
      await refusedWith(service.getHold("hold_none"), "hold_not_found", { hold_id: "hold_none" })
    })

    it("never shows a token, an owner or an address", async () => {
      const resource = await build.resource()
      const hold = await build.hold({ resource, idempotency_token: "token-12345678", client_address: "192.0.2.1" })
      const shown = JSON.stringify([await service.getHold(hold.id), await service.listHolds({})])
      expect(shown).not.toMatch(/token-12345678|owner_key|192\.0\.2\.1|request_hash/)
    })

    it("of a booking lists all its holds in the order of its items", async () => {
      const resources = [await build.resource(), await build.resource()]
      const { booking_id, holds } = await service.placeHold({
        cart_id: unique("cart"),
        items: resources.map(({ id }) => ({ resource_id: id, quantity: 1, dates: [day(1)] })),
      })
      await build.hold({ resource: resources[0]!, dates: [day(5)] })
      await ageHold(db, holds[1]!.id)
      const found = await service.getBookingHolds(booking_id)
      expect(found.holds.map(({ id, status }) => [id, status])).toEqual([
        [holds[0]!.id, "ACTIVE"],
        [holds[1]!.id, "EXPIRED"],
      ])
      expect((await service.getBookingHolds("bk_none")).holds).toEqual([])
    })

    it("of an allocation and of a blackout is found by its id, and a deleted blackout is not", async () => {
      const resource = await build.resource({ name: "Troopy" })
      const booking = await build.booking({ resource, contact: { contact_name: "Ana" } })
      expect(await service.getAllocation(booking.id)).toEqual({
        ...booking,
        status: "CONFIRMED",
        resource_name: "Troopy",
        resource_type: "VEHICLE",
      })
      const blackout = await build.blackout({ start_date: day(3), end_date: day(5) })
      expect(await service.getBlackout(blackout.id)).toEqual(blackout)
      await service.deleteBlackout(blackout.id)
      await refusedWith(service.getBlackout(blackout.id), "blackout_not_found", { blackout_id: blackout.id })
      await refusedWith(service.getAllocation("alloc_none"), "allocation_not_found", { allocation_id: "alloc_none" })
    })

    it("sees what a surrounding transaction has not committed", async () => {
      const resource = await build.resource()
      await inTransaction(service, async (context) => {
        const items = [{ resource_id: resource.id, quantity: 1, dates: [day(1)] }]
        const { holds } = await service.placeHold({ items, cart_id: unique("cart") }, context)
        expect((await service.getHold(holds[0]!.id, context)).hold).toEqual(holds[0])
        await refusedWith(service.getHold(holds[0]!.id), "hold_not_found")
      })
    })
  })

  describe("the list of holds", () => {
    it("filters by the status a reader sees: a lapsed hold is EXPIRED", async () => {
      const resource = await build.resource({ capacity: 9 })
      const make = () => build.hold({ resource })
      const [active, claimed, lapsed, swept, released, confirmed] = [
        await make(),
        await make(),
        await make(),
        await make(),
        await make(),
        await make(),
      ]
      await ageHold(db, swept.id)
      await service.expireHolds()
      await db.query("update resource_hold set claimed_at = now() where id = $1", [claimed.id])
      await ageHold(db, claimed.id)
      await ageHold(db, lapsed.id)
      await service.releaseHold(released.id, "test")
      await service.confirmHolds({ hold_ids: [confirmed.id] })
      const sorted = async (status: HoldFilters["status"]) => (await holdIds({ status })).sort()
      expect(await sorted("ACTIVE")).toEqual([active.id, claimed.id].sort())
      expect(await sorted("EXPIRED")).toEqual([lapsed.id, swept.id].sort())
      expect(await sorted("RELEASED")).toEqual([released.id])
      expect(await sorted(["CONFIRMED", "RELEASED"])).toEqual([confirmed.id, released.id].sort())
      expect(await sorted([])).toEqual([])
      const { rows } = await service.listHolds({ status: "EXPIRED" })
      expect(rows.map(({ status }) => status)).toEqual(["EXPIRED", "EXPIRED"])
    })

    it("filters by resource, type, overlap, booking, order, cart, customer and text, all at once", async () => {
      const car = await build.resource({ name: "Prado", capacity: 5 })
      const tour = await build.resource({ name: "Reef", type: "TOUR", capacity: 5 })
      const early = await build.hold({
        resource: car,
        dates: days(1, 3),
        customer_id: "cus_1",
        customer_email: "Mei@Example.com",
      })
      const late = await build.hold({ resource: tour, dates: days(5, 6), cart_id: "cart_late" })
      await service.confirmHolds({ hold_ids: [late.id], order_id: "order_7", line_item_id: "item_7" })
      expect(await holdIds({ resource_id: car.id })).toEqual([early.id])
      expect((await holdIds({ resource_id: [car.id, tour.id] })).sort()).toEqual([early.id, late.id].sort())
      expect(await holdIds({ type: "tour" })).toEqual([late.id])
      expect(await holdIds({ start_date: day(3), end_date: day(4) })).toEqual([early.id])
      expect(await holdIds({ start_date: day(4), end_date: day(4) })).toEqual([])
      expect(await holdIds({ start_date: day(4) })).toEqual([late.id])
      expect(await holdIds({ end_date: day(1) })).toEqual([early.id])
      expect(await holdIds({ booking_id: late.booking_id })).toEqual([late.id])
      expect(await holdIds({ order_id: "order_7" })).toEqual([late.id])
      expect(await holdIds({ cart_id: "cart_late" })).toEqual([late.id])
      expect(await holdIds({ customer_id: "cus_1" })).toEqual([early.id])
      for (const q of ["mei@example", early.id.toLowerCase(), "prado", "cus_1", early.booking_id]) {
        expect([q, await holdIds({ q })]).toEqual([q, [early.id]])
      }
      expect(await holdIds({ q: "%" })).toEqual([])
      expect(await holdIds({ resource_id: car.id, status: "ACTIVE", start_date: day(2), q: "mei" })).toEqual([early.id])
      expect(await holdIds({ resource_id: car.id, status: "CONFIRMED" })).toEqual([])
    })

    it("comes newest first, in pages that never overlap, with the number of all", async () => {
      const resource = await build.resource({ capacity: 9 })
      const made = []
      for (const n of [3, 1, 2, 5, 4]) made.push((await build.hold({ resource, dates: [day(n)] })).id)
      // Ids are ULIDs: two of one millisecond are ordered by chance, but always alike.
      const newestFirst = [...made].sort().reverse()
      expect(await holdIds({})).toEqual(newestFirst)
      const pages = [
        await service.listHolds({ limit: 2 }),
        await service.listHolds({ limit: 2, offset: 2 }),
        await service.listHolds({ limit: 2, offset: 4 }),
      ]
      expect(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(newestFirst)
      expect(pages.map(({ count }) => count)).toEqual([5, 5, 5])
      const beyond = await service.listHolds({ limit: 2, offset: 9 })
      expect([beyond.rows, beyond.count]).toEqual([[], 5])
      const starts = async (order: string) =>
        (await service.listHolds({ order })).rows.map(({ start_date }) => start_date)
      expect(await starts("start_date")).toEqual(days(1, 5))
      expect(await starts("-start_date")).toEqual(days(1, 5).reverse())
    })

    it("refuses to sort by anything that is not on its list, and odd days and pages", async () => {
      for (const order of ["owner_key", "id; drop table resource", "", "--id"]) {
        await refusedWith(service.listHolds({ order }), "invalid_data", { field: "order" })
      }
      const status = "constructor" as HoldFilters["status"]
      await refusedWith(service.listHolds({ status }), "invalid_data", { field: "status" })
      await refusedWith(service.listHolds({ start_date: "2027-2-1" }), "invalid_data", { field: "start_date" })
      await refusedWith(service.listAllocations({ end_date: "x" }), "invalid_data", { field: "end_date" })
      await refusedWith(service.listBlackouts({ limit: 1001 }), "invalid_data", { field: "limit" })
    })
  })

  describe("the list of allocations", () => {
    it("knows CONFIRMED and CANCELLED, and names the resource", async () => {
      const resource = await build.resource({ name: "Hilux", capacity: 3 })
      const live = await build.booking({ resource })
      const gone = await build.booking({ resource })
      await service.cancelAllocations({ allocation_ids: [gone.id], cancelled_by: "user_test", reason: "Flood" })
      expect(await allocationIds({})).toEqual([gone.id, live.id].sort().reverse())
      expect(await allocationIds({ status: "CONFIRMED" })).toEqual([live.id])
      const { rows, count } = await service.listAllocations({ status: ["CANCELLED"] })
      expect(count).toBe(1)
      expect(rows).toMatchObject([
        { id: gone.id, status: "CANCELLED", resource_name: "Hilux", resource_type: "VEHICLE", cancel_reason: "Flood" },
      ])
    })

    it("finds a booking by name, e-mail, unit, order, cart and a phone number however it is spaced", async () => {
      const resource = await build.resource({ capacity: 3 })
      await build.booking({ resource, contact: { contact_name: "Someone Else", contact_phone: "0499 000 111" } })
      const hold = await build.hold({ resource, cart_id: "cart_q" })
      const contact = {
        contact_name: "Zoë Wong",
        contact_email: "zoe@example.com",
        contact_phone: "+61 412 345-678",
        unit_label: "LC79 blue",
      }
      const { allocations } = await service.confirmHolds({
        hold_ids: [hold.id],
        order_id: "order_q",
        line_item_id: "item_q",
        ...contact,
      })
      const id = allocations[0]!.id
      for (const q of ["zoë", "WONG", "zoe@", "lc79", "order_q", "item_q", hold.id, id, "412345678"]) {
        expect([q, await allocationIds({ q })]).toEqual([q, [id]])
      }
      expect(await allocationIds({ q: "(412) 345 678" })).toEqual([id])
      expect(await allocationIds({ q: "999 999" })).toEqual([])
      expect(await allocationIds({ cart_id: "cart_q" })).toEqual([id])
      expect(await allocationIds({ order_id: "order_q", customer_id: "cus_x" })).toEqual([])
    })
  })

  describe("the list of blackouts", () => {
    it("filters by resource, type, overlap and text, without deleted ones", async () => {
      const resource = await build.resource({ name: "Coaster" })
      const own = await build.blackout({
        resource_id: resource.id,
        start_date: day(1),
        end_date: day(3),
        reason: "Gearbox",
      })
      const type = await build.blackout({
        resource_type: "TOUR",
        start_date: day(5),
        reason: "Cyclone",
        public_note: "Weather",
      })
      const gone = await build.blackout({ start_date: day(2) })
      await service.deleteBlackout(gone.id)
      expect(await blackoutIds({ order: "start_date" })).toEqual([own.id, type.id])
      expect(await blackoutIds({ resource_id: resource.id })).toEqual([own.id])
      expect(await blackoutIds({ type: "tour" })).toEqual([type.id])
      expect(await blackoutIds({ start_date: day(3), end_date: day(4) })).toEqual([own.id])
      expect(await blackoutIds({ q: "weath" })).toEqual([type.id])
      expect(await blackoutIds({ q: "coaster" })).toEqual([own.id])
      const { rows } = await service.listBlackouts({ resource_id: resource.id })
      expect(rows).toEqual([{ ...own, resource_name: "Coaster", resource_timezone: resource.timezone }])
    })
  })

  describe("the run sheet", () => {
    it("tells departures, returns and what is out, by the day and by the night", async () => {
      const car = await build.resource({ name: "A car", capacity: 5 })
      const room = await build.resource({ name: "B room", type: "ROOM", booking_unit: "NIGHT", capacity: 5 })
      const leaving = await build.booking({ resource: car, dates: days(3, 4), contact: { contact_name: "Lee" } })
      const returning = await build.booking({ resource: car, dates: days(1, 3) })
      const oneDay = await build.booking({ resource: car, dates: [day(3)] })
      const around = await build.booking({ resource: car, dates: [day(2), day(4)] })
      const cancelled = await build.booking({ resource: car, dates: [day(3)] })
      await service.cancelAllocations({ allocation_ids: [cancelled.id], cancelled_by: "user_test" })
      await build.hold({ resource: car, dates: [day(3)] })
      const checkingOut = await build.booking({ resource: room, dates: days(1, 2) })
      const staying = await build.booking({ resource: room, dates: days(2, 4) })
      const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).sort()
      const sheet = await service.getRunSheet({ date: day(3) })
      expect(ids(sheet.departures)).toEqual([leaving.id, oneDay.id].sort())
      expect(ids(sheet.returns)).toEqual([returning.id, oneDay.id, checkingOut.id].sort())
      expect(ids(sheet.in_use)).toEqual([leaving.id, returning.id, oneDay.id, staying.id].sort())
      expect(ids((await service.getRunSheet({ date: day(4) })).returns)).toEqual([leaving.id, around.id].sort())
      const rooms = await service.getRunSheet({ date: day(3), type: "ROOM" })
      expect([rooms.departures, ids(rooms.returns), ids(rooms.in_use)]).toEqual([[], [checkingOut.id], [staying.id]])
      expect(sheet.departures.find(({ id }) => id === leaving.id)).toMatchObject({
        resource_name: "A car",
        contact_name: "Lee",
        start_date: day(3),
        end_date: day(4),
        quantity: 1,
      })
      await refusedWith(service.getRunSheet({ date: "today" }), "invalid_data", { field: "date" })
    })
  })

  describe("the export", () => {
    it("gives the rows of the list by first day, as text that a spreadsheet will not run", async () => {
      const resource = await build.resource({ name: "Van, white", capacity: 5 })
      await build.booking({ resource, dates: days(4, 5), contact: { contact_name: "Bo", contact_phone: "+61 1" } })
      await build.booking({ resource, dates: [day(2)], contact: { contact_name: "=cmd()", note: 'two\n"lines"' } })
      await build.booking({ resource: await build.resource({ type: "TOUR" }) })
      const { rows, truncated } = await service.exportAllocations({ type: "VEHICLE" })
      expect(truncated).toBe(false)
      expect(rows.map(({ start_date, end_date }) => [start_date, end_date])).toEqual([
        [day(2), day(2)],
        [day(4), day(5)],
      ])
      expect(csvText(["resource_name", "start_date", "contact_name", "contact_phone", "note"], rows)).toBe(
        "resource_name,start_date,contact_name,contact_phone,note\r\n" +
          `"Van, white",${day(2)},'=cmd(),,"two\n""lines"""\r\n` +
          `"Van, white",${day(4)},Bo,'+61 1,\r\n`,
      )
      expect((await service.exportAllocations({ status: "CANCELLED" })).rows).toEqual([])
    })
  })

  describe("live claims on dates", () => {
    it("are the holds that keep their units and the allocations not cancelled, on those dates alone", async () => {
      const resource = await build.resource({ capacity: 9 })
      const other = await build.resource()
      const hold = await build.hold({ resource, dates: days(1, 3) })
      const booking = await build.booking({ resource, dates: days(3, 4), quantity: 2 })
      const lapsed = await build.hold({ resource, dates: [day(3)] })
      await ageHold(db, lapsed.id)
      const cancelled = await build.booking({ resource, dates: [day(3)] })
      await service.cancelAllocations({ allocation_ids: [cancelled.id], cancelled_by: "user_test" })
      await build.booking({ resource: other, dates: [day(3)] })
      const on = async (...dates: string[]) => await service.liveClaimsOn({ resource_id: resource.id, dates })
      const both = await on(day(3))
      expect(both.holds).toMatchObject([
        { id: hold.id, start_date: day(1), end_date: day(3), quantity: 1, expires_at: hold.expires_at },
      ])
      expect(both.allocations).toMatchObject([{ id: booking.id, start_date: day(3), end_date: day(4), quantity: 2 }])
      expect((await on(day(4))).holds).toEqual([])
      expect(await on(day(5), day(6))).toEqual({ holds: [], allocations: [] })
      expect(await on()).toEqual({ holds: [], allocations: [] })
    })
  })
})
