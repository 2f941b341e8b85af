import { AvailabilityService } from "../../src/modules/resource_booking/service/availability-service"
import { ageHold, day, days, unique } from "../helpers/build"
import { counted, managerOn } from "../helpers/manager-on"
import { moduleSuite } from "../helpers/module-suite"
import { refusedWith } from "../helpers/refused-with"

moduleSuite(({ build, db, service }) => {
  it("takes one round trip each for availability, a search and a calendar", async () => {
    const resource = await build.resource()
    const reads = new AvailabilityService(service.options)
    const range = { start_date: day(0), end_date: day(30) }
    const { manager, statements } = counted(managerOn(db))
    await reads.getAvailability(manager, { ...range, resource_id: resource.id })
    await reads.searchResources(manager, range)
    await reads.searchResources(manager, {})
    await reads.getCalendar(manager, range)
    expect(statements).toHaveLength(4)
  })

  const availability = async (resource: { id: string }, from: string, to: string, more = {}) =>
    await service.getAvailability({ resource_id: resource.id, start_date: from, end_date: to, ...more })

  const setCapacity = async (resource: { id: string }, on: string, max_capacity: number, more = {}) =>
    await service.setCapacity({ resource_id: resource.id, start_date: on, end_date: on, max_capacity, ...more })

  describe("availability", () => {
    it("says AVAILABLE, LIMITED and SOLD_OUT, and whether the quantity fits", async () => {
      const resource = await build.resource({ capacity: 4 })
      await build.hold({ resource, dates: [day(2)], quantity: 2 })
      await build.hold({ resource, dates: [day(3)], quantity: 3 })
      await build.booking({ resource, dates: [day(4)], quantity: 4 })
      const answer = await availability(resource, day(1), day(4), { quantity: 2 })
      expect(answer.available_dates).toEqual([
        { date: day(1), max_capacity: 4, available_capacity: 4, is_available: true, status: "AVAILABLE" },
        { date: day(2), max_capacity: 4, available_capacity: 2, is_available: true, status: "AVAILABLE" },
        { date: day(3), max_capacity: 4, available_capacity: 1, is_available: false, status: "LIMITED" },
        { date: day(4), max_capacity: 4, available_capacity: 0, is_available: false, status: "SOLD_OUT" },
      ])
      expect(answer.all_dates_available).toBe(false)
      expect(answer.resource).toEqual(resource)
      expect((await availability(resource, day(1), day(2), { quantity: 2 })).all_dates_available).toBe(true)
    })

    it("says CLOSED for the past, a blackout, a date without a row and an inactive resource", async () => {
      const resource = await build.resource({ from: -1, days: 4, capacity: 2 })
      await build.blackout({ resource_id: resource.id, start_date: day(1), public_note: "Being serviced" })
      const { available_dates } = await availability(resource, day(-1), day(3))
      expect(available_dates.map(({ status }) => status)).toEqual([
        "CLOSED",
        "AVAILABLE",
        "CLOSED",
        "AVAILABLE",
        "CLOSED",
      ])
      expect(available_dates.map(({ available_capacity }) => available_capacity)).toEqual([0, 2, 0, 2, 0])
      expect(available_dates.map(({ max_capacity }) => max_capacity)).toEqual([2, 2, 2, 2, 0])
      expect(available_dates.map(({ public_note }) => public_note ?? "")).toEqual(["", "", "Being serviced", "", ""])
      await service.updateResource(resource.id, { is_active: false })
      const inactive = await availability(resource, day(0), day(2))
      expect(inactive.available_dates.map(({ status, is_available }) => [status, is_available])).toEqual(
        Array(3).fill(["CLOSED", false]),
      )
    })

    it("heeds blackouts of the resource, its type and everything, and of nothing else, until they are deleted", async () => {
      const resource = await build.resource({ type: "TOUR" })
      const other = await build.resource({ type: "TOUR" })
      const own = await build.blackout({ resource_id: resource.id, start_date: day(1), public_note: "own" })
      await build.blackout({ resource_type: "TOUR", start_date: day(1), end_date: day(2), public_note: "type" })
      await build.blackout({ start_date: day(1), end_date: day(3), public_note: "all" })
      await build.blackout({ resource_id: other.id, start_date: day(4) })
      await build.blackout({ resource_type: "VEHICLE", start_date: day(5) })
      const notes = async () =>
        (await availability(resource, day(1), day(5))).available_dates.map((date) => date.public_note)
      expect(await notes()).toEqual(["own", "type", "all", undefined, undefined])
      await service.deleteBlackout(own.id)
      expect((await notes())[0]).toBe("type")
      const statuses = (await availability(resource, day(1), day(5))).available_dates.map(({ status }) => status)
      expect(statuses).toEqual(["CLOSED", "CLOSED", "CLOSED", "AVAILABLE", "AVAILABLE"])
    })

    it("reads a lapsed hold as free before the clean-up has been by, and a claimed one as taken", async () => {
      const resource = await build.resource({ capacity: 2 })
      const lapsed = await build.hold({ resource, dates: days(1, 2) })
      const claimed = await build.hold({ resource, dates: [day(2)] })
      await db.query("update resource_hold set claimed_at = now() where id = $1", [claimed.id])
      await ageHold(db, lapsed.id)
      await ageHold(db, claimed.id)
      const free = async () =>
        (await availability(resource, day(1), day(2))).available_dates.map((date) => date.available_capacity)
      expect(await free()).toEqual([2, 1])
      await service.expireHolds()
      expect(await free()).toEqual([2, 1])
    })

    it("lowers the maximum of an overcommitted date first, exactly as the clean-up will", async () => {
      const resource = await build.resource({ capacity: 5 })
      const lapsed = await build.hold({ resource, quantity: 2 })
      await build.booking({ resource, quantity: 3 })
      await setCapacity(resource, day(1), 4, { clamp: true })
      await ageHold(db, lapsed.id)
      const before = await availability(resource, day(1), day(1))
      expect(before.available_dates).toMatchObject([{ max_capacity: 4, available_capacity: 1 }])
      const calendar = await service.getCapacityCalendar({
        resource_id: resource.id,
        start_date: day(1),
        end_date: day(1),
      })
      expect(calendar.dates).toMatchObject([
        {
          max_capacity: 4,
          available_capacity: 1,
          target_capacity: null,
          overcommitted: false,
          expired: 2,
          held: 0,
          allocated: 3,
        },
      ])
      await service.expireHolds()
      expect((await availability(resource, day(1), day(1))).available_dates).toEqual(before.available_dates)
    })

    it("counts what a cart holds already as available to it, and to nobody else", async () => {
      const resource = await build.resource({ capacity: 3 })
      const cart_id = unique("cart")
      await build.hold({ resource, dates: days(1, 2), quantity: 2, cart_id })
      await build.booking({ resource, dates: [day(2)] })
      const free = async (cart?: string) =>
        (await availability(resource, day(1), day(3), { cart_id: cart })).available_dates.map(
          (date) => date.available_capacity,
        )
      expect(await free()).toEqual([1, 0, 3])
      expect(await free(unique("cart"))).toEqual([1, 0, 3])
      expect(await free(cart_id)).toEqual([3, 2, 3])
    })

    it("counts a cart's lapsed hold once", async () => {
      const resource = await build.resource({ capacity: 3 })
      const cart_id = unique("cart")
      const hold = await build.hold({ resource, quantity: 2, cart_id })
      await ageHold(db, hold.id)
      const answer = await availability(resource, day(1), day(1), { cart_id })
      expect(answer.available_dates).toMatchObject([{ available_capacity: 3 }])
    })

    it("lists the nights of a resource booked by the night, not the day of departure", async () => {
      const resource = await build.resource({ booking_unit: "NIGHT" })
      const { available_dates } = await availability(resource, day(1), day(3))
      expect(available_dates.map(({ date }) => date)).toEqual([day(1), day(2)])
      await refusedWith(availability(resource, day(1), day(1)), "invalid_data", { field: "end_date" })
    })

    it("cuts today where the resource is, at both ends of the world", async () => {
      for (const timezone of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
        const resource = await build.resource({ timezone, from: -1, days: 3 })
        const { available_dates } = await availability(resource, day(-1, timezone), day(1, timezone))
        expect(available_dates.map(({ date, status }) => [date, status])).toEqual([
          [day(-1, timezone), "CLOSED"],
          [day(0, timezone), "AVAILABLE"],
          [day(1, timezone), "AVAILABLE"],
        ])
      }
    })

    it("answers a whole year, and refuses a day more", async () => {
      const resource = await build.resource({ days: 3 })
      const year = await availability(resource, day(0), day(364))
      expect(year.available_dates).toHaveLength(365)
      expect(year.available_dates.at(-1)).toEqual({
        date: day(364),
        max_capacity: 0,
        available_capacity: 0,
        is_available: false,
        status: "CLOSED",
      })
      await refusedWith(availability(resource, day(0), day(365)), "invalid_data", { field: "end_date" })
      const nights = await build.resource({ days: 3, booking_unit: "NIGHT" })
      expect((await availability(nights, day(0), day(365))).available_dates).toHaveLength(365)
    })

    it.each([
      ["start_date", { start_date: "2027-02-29" }],
      ["end_date", { end_date: "tomorrow" }],
      ["end_date", { end_date: day(0) }],
      ["quantity", { quantity: 0 }],
      ["quantity", { quantity: 1.5 }],
      ["quantity", { quantity: 1001 }],
    ])("refuses an odd %s", async (field, odd) => {
      const asked = { resource_id: "res_1", start_date: day(1), end_date: day(2), ...odd }
      await refusedWith(service.getAvailability(asked), "invalid_data", { field })
    })

    it("knows neither a deleted resource nor one that never was", async () => {
      const resource = await build.resource()
      await service.deleteResource(resource.id)
      await refusedWith(availability(resource, day(1), day(1)), "resource_not_found", { resource_id: resource.id })
      await refusedWith(availability({ id: "res_none" }, day(1), day(1)), "resource_not_found")
    })
  })

  describe("search", () => {
    const names = ({ resources }: { resources: { name: string }[] }) => resources.map(({ name }) => name)
    const range = { start_date: day(1), end_date: day(3) }

    it("lists active resources by name, with type, text, pages and the number of all", async () => {
      for (const name of ["Delta", "Alpha", "Charlie", "Bravo"]) await build.resource({ name, days: 0 })
      await build.resource({ name: "Tour 100%", type: "TOUR", days: 0 })
      await build.resource({ name: "Asleep", is_active: false, days: 0 })
      await service.deleteResource((await build.resource({ name: "Deleted", days: 0 })).id)
      const all = await service.searchResources({})
      expect(names(all)).toEqual(["Alpha", "Bravo", "Charlie", "Delta", "Tour 100%"])
      expect(all.resources[0]).not.toHaveProperty("is_available")
      const page = await service.searchResources({ type: "vehicle", limit: 2, offset: 1 })
      expect([names(page), page.count]).toEqual([["Bravo", "Charlie"], 4])
      expect(names(await service.searchResources({ q: "0%" }))).toEqual(["Tour 100%"])
      expect(names(await service.searchResources({ q: "1_0" }))).toEqual([])
      expect(names(await service.searchResources({ q: "ALPH" }))).toEqual(["Alpha"])
      expect(await service.searchResources({ offset: 50 })).toEqual({ resources: [], count: 5 })
    })

    it("says which resources can take the whole range, those that can first", async () => {
      await build.resource({ name: "A no rows", days: 0 })
      await build.resource({ name: "B one date missing", days: 3 })
      const sold = await build.resource({ name: "C sold out on one date", capacity: 2 })
      await build.booking({ resource: sold, dates: [day(2)], quantity: 2 })
      const own = await build.resource({ name: "D blacked out" })
      await build.blackout({ resource_id: own.id, start_date: day(3), end_date: day(9) })
      await build.resource({ name: "E type blacked out", type: "TOUR" })
      await build.blackout({ resource_type: "TOUR", start_date: day(-9), end_date: day(1) })
      await build.resource({ name: "F too short", min_days: 4 })
      await build.resource({ name: "G too long", max_days: 2 })
      await build.resource({ name: "H free", capacity: 5 })
      const lapsed = await build.resource({ name: "I lapsed hold", capacity: 2 })
      await ageHold(db, (await build.hold({ resource: lapsed, dates: [day(2)], quantity: 2 })).id)
      const part = await build.resource({ name: "J part taken", capacity: 3, min_days: 3, max_days: 3 })
      await build.hold({ resource: part, dates: days(1, 3), quantity: 2 })
      const found = await service.searchResources(range)
      expect(
        found.resources.map(({ name, is_available, available_capacity }) => [name, is_available, available_capacity]),
      ).toEqual([
        ["H free", true, 5],
        ["I lapsed hold", true, 2],
        ["J part taken", true, 1],
        ["A no rows", false, 0],
        ["B one date missing", false, 0],
        ["C sold out on one date", false, 0],
        ["D blacked out", false, 0],
        ["E type blacked out", false, 0],
        ["F too short", false, 1],
        ["G too long", false, 1],
      ])
      const open = await service.searchResources({ ...range, quantity: 2, available_only: true })
      expect([names(open), open.count]).toEqual([["H free", "I lapsed hold"], 2])
      const page = await service.searchResources({ ...range, available_only: true, limit: 1, offset: 2 })
      expect([names(page), page.count]).toEqual([["J part taken"], 3])
      await build.blackout({ start_date: day(2) })
      expect(await service.searchResources({ ...range, available_only: true })).toEqual({ resources: [], count: 0 })
    })

    it("agrees with what a hold of the range is told", async () => {
      const resources = await Promise.all(
        [
          { capacity: 2 },
          { capacity: 1, days: 3 },
          { capacity: 1, max_days: 2 },
          { booking_unit: "NIGHT" as const, days: 3 },
        ].map((input) => build.resource(input)),
      )
      await build.booking({ resource: resources[0]!, dates: [day(2)] })
      for (const quantity of [1, 2]) {
        const { resources: found } = await service.searchResources({ ...range, quantity })
        for (const { id, is_available } of found) {
          const place = service.placeHold({ items: [{ resource_id: id, ...range, quantity }], cart_id: unique("cart") })
          const placed = await place.then(
            ({ holds }) => holds[0]!,
            () => undefined,
          )
          expect([id, Boolean(placed)]).toEqual([id, is_available])
          if (placed) await service.releaseHold(placed.id, "test")
        }
      }
    })

    it("does not sell yesterday, and leaves the day of departure to the next guest", async () => {
      await build.resource({ name: "Car", from: -1 })
      const room = await build.resource({ name: "Room", from: -1, booking_unit: "NIGHT" })
      await build.booking({ resource: room, dates: [day(3)] })
      expect(
        names(await service.searchResources({ start_date: day(-1), end_date: day(1), available_only: true })),
      ).toEqual([])
      expect(
        names(await service.searchResources({ start_date: day(0), end_date: day(3), available_only: true })),
      ).toEqual(["Car", "Room"])
      expect(
        names(await service.searchResources({ start_date: day(1), end_date: day(1), available_only: true })),
      ).toEqual(["Car"])
    })

    it("refuses half a range and odd pages", async () => {
      await refusedWith(service.searchResources({ start_date: day(1) }), "invalid_data", { field: "end_date" })
      await refusedWith(service.searchResources({ end_date: day(1) }), "invalid_data", { field: "start_date" })
      await refusedWith(service.searchResources({ limit: 0 }), "invalid_data", { field: "limit" })
      await refusedWith(service.searchResources({ offset: -1 }), "invalid_data", { field: "offset" })
    })
  })

  describe("the calendar", () => {
    it("shows what is held, lapsed and allocated on each date, and where too much is taken", async () => {
      const resource = await build.resource({ name: "B", capacity: 6, from: 1, days: 3 })
      const lapsed = await build.hold({ resource, dates: [day(1)], quantity: 1 })
      await build.hold({ resource, dates: days(1, 2), quantity: 2 })
      await build.booking({ resource, dates: [day(1), day(3)], quantity: 3 })
      await setCapacity(resource, day(1), 4, { clamp: true })
      await ageHold(db, lapsed.id)
      const blackout = await build.blackout({
        resource_id: resource.id,
        start_date: day(3),
        end_date: day(4),
        reason: "Gearbox",
      })
      const { resources, count } = await service.getCalendar({ start_date: day(1), end_date: day(4) })
      const shut = [{ id: blackout.id, reason: "Gearbox", public_note: null }]
      const cell = {
        target_capacity: null,
        held: 0,
        expired: 0,
        allocated: 0,
        overcommitted: false,
        closed: false,
        blackouts: [],
      }
      expect(count).toBe(1)
      expect(resources[0]!.resource.id).toBe(resource.id)
      expect(resources[0]!.dates).toEqual([
        {
          ...cell,
          date: day(1),
          max_capacity: 5,
          target_capacity: 4,
          available_capacity: 0,
          held: 2,
          expired: 1,
          allocated: 3,
          overcommitted: true,
          status: "SOLD_OUT",
        },
        { ...cell, date: day(2), max_capacity: 6, available_capacity: 4, held: 2, status: "AVAILABLE" },
        {
          ...cell,
          date: day(3),
          max_capacity: 6,
          available_capacity: 3,
          allocated: 3,
          status: "CLOSED",
          closed: true,
          blackouts: shut,
        },
        {
          ...cell,
          date: day(4),
          max_capacity: null,
          available_capacity: 0,
          status: "CLOSED",
          closed: true,
          blackouts: shut,
        },
      ])
    })

    it("takes resources by id or type, by name, in pages, inactive ones too and deleted ones never", async () => {
      const tour = await build.resource({ name: "B tour", type: "TOUR", days: 1 })
      const car = await build.resource({ name: "A car", days: 1, is_active: false })
      await service.deleteResource((await build.resource({ name: "C", days: 0 })).id)
      const on = { start_date: day(0), end_date: day(0) }
      const ids = async (input: object) =>
        (await service.getCalendar({ ...on, ...input })).resources.map(({ resource }) => resource.id)
      expect(await ids({})).toEqual([car.id, tour.id])
      expect(await ids({ type: "TOUR" })).toEqual([tour.id])
      expect(await ids({ resource_ids: [tour.id, "res_none"] })).toEqual([tour.id])
      expect(await ids({ resource_ids: [] })).toEqual([])
      expect(await ids({ limit: 1, offset: 1 })).toEqual([tour.id])
      expect((await service.getCalendar({ ...on, limit: 1, offset: 9 })).count).toBe(2)
      const [asleep] = (await service.getCalendar({ ...on, resource_ids: [car.id] })).resources
      expect(asleep!.dates).toMatchObject([{ available_capacity: 1, closed: true }])
    })

    it("is bounded in resources times dates", async () => {
      const year = { start_date: day(0), end_date: day(365) }
      expect((await service.getCalendar(year)).resources).toEqual([])
      await refusedWith(service.getCalendar({ ...year, limit: 101 }), "invalid_data", { field: "limit" })
      await refusedWith(service.getCalendar({ start_date: day(0), end_date: day(366) }), "invalid_data", {
        field: "end_date",
      })
    })

    it("of one resource carries the revision that a change may expect, and a sale does not change it", async () => {
      const resource = await build.resource({ capacity: 3 })
      const range = { resource_id: resource.id, start_date: day(0), end_date: day(5) }
      const { revision } = await service.getCapacityCalendar(range)
      await build.hold({ resource, dates: [day(2)] })
      expect((await service.getCapacityCalendar(range)).revision).toBe(revision)
      const changed = await service.setCapacity({ ...range, max_capacity: 4, expected_revision: revision })
      expect((await service.getCapacityCalendar(range)).revision).toBe(changed.revision)
      await refusedWith(service.setCapacity({ ...range, max_capacity: 5, expected_revision: revision }), "stale_edit")
      await refusedWith(service.getCapacityCalendar({ ...range, resource_id: "res_none" }), "resource_not_found")
    })
  })
})
