import type { PlaceHoldInput } from "../../src/modules/resource_booking/types"
import { ageHold, day, days, unique } from "../helpers/build"
import { whileLocked, whileOpen } from "../helpers/held-locks"
import { moduleSuite } from "../helpers/module-suite"
import { inTransaction } from "../helpers/outer-transaction"
import { availableOn, everyRow, expectRefused, holdCounts } from "../helpers/rows"

moduleSuite(({ build, db, service, boot }) => {
  const item = (resource: { id: string }, overrides: Partial<PlaceHoldInput["items"][number]> = {}) => ({
    resource_id: resource.id,
    dates: [day(1)],
    quantity: 1,
    ...overrides,
  })
  const ids = (placed: { holds: { id: string }[] }) => placed.holds.map(({ id }) => id)

  describe("a token", () => {
    it("B1: sent again gives the same booking with its deadline unchanged, and takes nothing", async () => {
      const resource = await build.resource({ capacity: 5 })
      const request = {
        cart_id: "cart_1",
        idempotency_token: unique("token"),
        items: [item(resource), item(resource, { dates: days(2, 3) })],
      }
      const first = await service.placeHold(request)
      const before = await everyRow(db)
      const again = await service.placeHold({ ...request, metadata: { other: "words" } })

      expect(again).toMatchObject({ replay: true, booking_id: first.booking_id })
      expect(again.holds).toEqual(first.holds)
      expect(await everyRow(db)).toEqual(before)
    })

    it("B1: means the same request in whatever order its items and dates come", async () => {
      const [a, b] = [await build.resource({ capacity: 9 }), await build.resource({ capacity: 9 })]
      const token = { cart_id: "cart_1", idempotency_token: unique("token") }
      const first = await service.placeHold({ ...token, items: [item(a, { dates: days(1, 2), quantity: 2 }), item(b)] })
      const again = await service.placeHold({
        ...token,
        items: [item(b), item(a, { dates: days(1, 2).reverse() }), item(a, { dates: [day(2), day(1), day(2)] })],
      })
      expect(again).toMatchObject({ replay: true, booking_id: first.booking_id })
      expect(await availableOn(db, a, days(1, 2))).toEqual([7, 7])
    })

    it("B1: is answered with the booking whatever became of it", async () => {
      const resource = await build.resource()
      const request = { cart_id: "cart_1", idempotency_token: unique("token"), items: [item(resource)] }
      const { holds } = await service.placeHold(request)
      await service.releaseHold(holds[0]!.id, "test")
      const again = await service.placeHold(request)
      expect(again).toMatchObject({ replay: true, holds: [{ id: holds[0]!.id, status: "RELEASED" }] })
      expect(await availableOn(db, resource, [day(1)])).toEqual([1])
    })

    it("B1: is answered though the dates are sold out, closed, past and locked by now", async () => {
      const hurried = await boot({ options: { lock_timeout_ms: 50 } })
      const resource = await build.resource()
      const request = { cart_id: "cart_1", idempotency_token: unique("token"), items: [item(resource)] }
      const first = await service.placeHold(request)
      await build.blackout()
      await service.updateResource(resource.id, { is_active: false })
      await whileLocked(db, resource, [day(1)], async () => {
        expect(await hurried.placeHold(request)).toMatchObject({ replay: true, booking_id: first.booking_id })
      })
    })

    it("B2: twenty at once make one booking and get twenty equal answers", async () => {
      const resource = await build.resource({ capacity: 30 })
      const other = await boot()
      const request = {
        cart_id: "cart_1",
        idempotency_token: unique("token"),
        items: [item(resource), item(resource, { dates: [day(2)] })],
      }
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, i) => (i % 2 ? service : other).placeHold(request)),
      )
      expect(new Set(answers.map((answer) => JSON.stringify(answer.holds))).size).toBe(1)
      expect(answers.filter(({ replay }) => !replay)).toHaveLength(1)
      expect(await holdCounts(db)).toEqual({ ACTIVE: 2 })
      expect(await availableOn(db, resource, days(1, 2))).toEqual([29, 29])
    })

    it("B2: of the last unit, too: the followers are told of the booking, not of sold out dates", async () => {
      const resource = await build.resource()
      const request = { cart_id: "cart_1", idempotency_token: unique("token"), items: [item(resource)] }
      const answers = await Promise.all(Array.from({ length: 10 }, () => service.placeHold(request)))
      expect(new Set(answers.map(({ booking_id }) => booking_id)).size).toBe(1)
      expect(await holdCounts(db)).toEqual({ ACTIVE: 1 })
    })

    it("B2: staff sending a booking twice at once get one booking", async () => {
      const resource = await build.resource({ capacity: 5 })
      const request = {
        created_by: "user_1",
        contact: { contact_name: "Ann" },
        idempotency_token: unique("token"),
        items: [item(resource)],
      }
      const answers = await Promise.all(Array.from({ length: 6 }, () => service.placeStaffBooking(request)))
      expect(new Set(answers.map(({ allocations }) => allocations[0]!.id)).size).toBe(1)
      expect(await availableOn(db, resource, [day(1)])).toEqual([4])
    })

    it.each<[string, Partial<PlaceHoldInput["items"][number]>]>([
      ["another quantity", { quantity: 2 }],
      ["other dates", { dates: [day(2)] }],
      ["more dates", { dates: days(1, 2) }],
    ])("B3: with %s is refused and reveals nothing", async (_, other) => {
      const resource = await build.resource({ capacity: 5 })
      const token = { cart_id: "cart_1", idempotency_token: unique("token") }
      const { booking_id, holds } = await service.placeHold({ ...token, items: [item(resource)] })
      const attempt = () => service.placeHold({ ...token, items: [item(resource, other)] })
      await expectRefused(db, attempt, { code: "idempotency_key_reused" })
      const error = await attempt().catch((refused: unknown) => refused)
      expect(JSON.stringify(error) + String(error)).not.toMatch(new RegExp(`${booking_id}|${holds[0]!.id}`))
    })

    it("B3: of a staff booking is not that of a staff hold, nor of other terms", async () => {
      const resource = await build.resource({ capacity: 5 })
      const idempotency_token = unique("token")
      const items = [item(resource)]
      await service.placeStaffHold({ created_by: "user_1", ttl_minutes: 60, idempotency_token, items })
      for (const call of [
        () => service.placeStaffHold({ created_by: "user_1", ttl_minutes: 90, idempotency_token, items }),
        () => service.placeStaffBooking({ created_by: "user_1", contact: {}, idempotency_token, items }),
      ]) {
        await expectRefused(db, call, { code: "idempotency_key_reused" })
      }
    })

    it("B3: metadata is not part of what was asked, for staff neither", async () => {
      const resource = await build.resource({ capacity: 5 })
      const request = { created_by: "user_1", idempotency_token: unique("token"), items: [item(resource)] }
      const first = await service.placeStaffBooking({
        ...request,
        contact: { contact_name: "Ann", metadata: { attempt: 1 } },
      })
      const again = await service.placeStaffBooking({
        ...request,
        contact: { metadata: { attempt: 2 }, contact_name: "Ann" },
      })
      expect(again).toMatchObject({
        replay: true,
        booking_id: first.booking_id,
        allocations: [{ metadata: { attempt: 1 } }],
      })
    })

    it("B5: of another cart, customer or e-mail is another token", async () => {
      const resource = await build.resource({ capacity: 9 })
      const idempotency_token = unique("token")
      const owners = [{ cart_id: "one" }, { cart_id: "two" }, { customer_id: "one" }, { customer_email: "one" }]
      const placed = [
        ...(await Promise.all(
          owners.map((owner) => service.placeHold({ ...owner, idempotency_token, items: [item(resource)] })),
        )),
        await service.placeStaffHold({ created_by: "user_1", idempotency_token, items: [item(resource)] }),
      ]
      expect(placed.map(({ replay }) => replay)).toEqual([false, false, false, false, false])
      expect(new Set(placed.flatMap(ids)).size).toBe(5)
      expect(await availableOn(db, resource, [day(1)])).toEqual([4])
    })

    it("B5: of a signed-in customer stays hers in another cart, where it asks for the same", async () => {
      const resource = await build.resource({ capacity: 9 })
      const request = { customer_id: "cus_1", idempotency_token: unique("token"), items: [item(resource)] }
      const first = await service.placeHold({ ...request, cart_id: "cart_1" })
      const again = await service.placeHold({ ...request, cart_id: "cart_2" })
      expect(again).toMatchObject({ replay: true, booking_id: first.booking_id })
    })

    it("B6: is free again after the first attempt was rolled back", async () => {
      const resource = await build.resource()
      const request = { cart_id: "cart_1", idempotency_token: unique("token"), items: [item(resource)] }
      const crash = inTransaction(service, async (outer) => {
        await service.placeHold(request, outer)
        throw new Error("the server was killed here")
      })
      await expect(crash).rejects.toThrow("killed here")
      expect(await holdCounts(db)).toEqual({})
      expect(await service.placeHold(request)).toMatchObject({ replay: false, holds: [{ status: "ACTIVE" }] })
    })

    it("B6: is free again after the first attempt waited in vain", async () => {
      const hurried = await boot({ options: { lock_timeout_ms: 50 } })
      const resource = await build.resource()
      const request = { cart_id: "cart_1", idempotency_token: unique("token"), items: [item(resource)] }
      await whileLocked(db, resource, [day(1)], () =>
        expectRefused(db, () => hurried.placeHold(request), { code: "lock_timeout" }),
      )
      expect(await hurried.placeHold(request)).toMatchObject({ replay: false })
    })

    it("B7: of a refused request may be used again when units are free", async () => {
      const resource = await build.resource()
      const hold = await build.hold({ resource })
      const request = { cart_id: "cart_1", idempotency_token: unique("token"), items: [item(resource)] }
      await expectRefused(db, () => service.placeHold(request), { code: "insufficient_capacity" })
      await service.releaseHold(hold.id, "test")
      expect(await service.placeHold(request)).toMatchObject({ replay: false })
      // Neither does a refused request bind its token to what it asked for.
      const other = { ...request, idempotency_token: unique("token") }
      await expectRefused(db, () => service.placeHold(other), { code: "insufficient_capacity" })
      expect(await service.placeHold({ ...other, items: [item(resource, { dates: [day(3)] })] })).toMatchObject({
        replay: false,
      })
    })

    it("B13: many holds have none, and none of them is another's replay", async () => {
      const resource = await build.resource({ capacity: 3 })
      const placed = [await build.hold({ resource }), await build.hold({ resource }), await build.hold({ resource })]
      expect(new Set(placed.map(({ booking_id }) => booking_id)).size).toBe(3)
      const tokens = await db.query("select idempotency_token from resource_hold where idempotency_token is not null")
      expect(tokens).toEqual([])
    })

    it("B13: is not freed by a soft delete, which no hold can have", async () => {
      const resource = await build.resource()
      await build.hold({ resource, idempotency_token: unique("token") })
      await expect(db.query("update resource_hold set deleted_at = now()")).rejects.toMatchObject({
        constraint: "resource_hold_status_check",
      })
    })

    it("of eight and of 128 characters of every kind allowed is taken", async () => {
      const resource = await build.resource({ capacity: 2 })
      await build.hold({ resource, idempotency_token: "aZ09_.:-" })
      await build.hold({ resource, idempotency_token: "a".repeat(128) })
      expect(await holdCounts(db)).toEqual({ ACTIVE: 2 })
    })
  })

  describe("a double click without a token", () => {
    const request = (resource: { id: string }) => ({ cart_id: "cart_1", items: [item(resource)] })

    it("B8: gives the hold that is there", async () => {
      const resource = await build.resource({ capacity: 5 })
      const [first, second] = await Promise.all([
        service.placeHold(request(resource)),
        service.placeHold(request(resource)),
      ])
      expect(ids(first)).toEqual(ids(second))
      expect([first.replay, second.replay].sort()).toEqual([false, true])
      expect(await availableOn(db, resource, [day(1)])).toEqual([4])
    })

    it.each<[string, (resource: { id: string }) => PlaceHoldInput]>([
      ["another cart", (resource) => ({ ...request(resource), cart_id: "cart_2" })],
      ["another quantity", (resource) => ({ cart_id: "cart_1", items: [item(resource, { quantity: 2 })] })],
      ["another date", (resource) => ({ cart_id: "cart_1", items: [item(resource, { dates: [day(2)] })] })],
      ["a token", (resource) => ({ ...request(resource), idempotency_token: unique("token") })],
    ])("B8: is none with %s", async (_, other) => {
      const resource = await build.resource({ capacity: 5 })
      await service.placeHold(request(resource))
      expect(await service.placeHold(other(resource))).toMatchObject({ replay: false })
      expect(await holdCounts(db)).toEqual({ ACTIVE: 2 })
    })

    it.each([
      ["ten seconds later", "update resource_hold set created_at = created_at - interval '11 seconds'"],
      ["when the first is on a line of the cart", "update resource_hold set line_item_id = 'line_1'"],
    ])("B8: is none %s", async (_, statement) => {
      const resource = await build.resource({ capacity: 5 })
      await service.placeHold(request(resource))
      await db.query(statement)
      expect(await service.placeHold(request(resource))).toMatchObject({ replay: false })
      expect(await availableOn(db, resource, [day(1)])).toEqual([3])
    })

    it("B8: is none when the first was released or has lapsed", async () => {
      const resource = await build.resource()
      const first = await service.placeHold(request(resource))
      await service.releaseHold(first.holds[0]!.id, "test")
      const second = await service.placeHold(request(resource))
      await ageHold(db, second.holds[0]!.id)
      const third = await service.placeHold(request(resource))
      expect([second.replay, third.replay]).toEqual([false, false])
      expect(await holdCounts(db)).toEqual({ RELEASED: 1, EXPIRED: 1, ACTIVE: 1 })
    })

    it("B8: is none when a part of the package was given back", async () => {
      const [vehicle, guide] = [await build.resource(), await build.resource()]
      const both = { cart_id: "cart_1", items: [item(vehicle), item(guide, { dates: [day(2)] })] }
      const first = await service.placeHold(both)
      await service.releaseHold(first.holds[0]!.id, "test")
      // The guide of the first booking is still held, so the package as a whole is not to be had.
      await expect(service.placeHold(both)).rejects.toMatchObject({
        code: "insufficient_capacity",
        details: { unavailable_dates: [{ resource_id: guide.id }] },
      })
      expect(await availableOn(db, vehicle, [day(1)])).toEqual([1])
    })
  })

  describe("limits of an owner", () => {
    it("G1: an owner has so many holds and no more, and each part of a package is one", async () => {
      const strict = await boot({ options: { max_active_holds_per_owner: 3 } })
      const resource = await build.resource({ capacity: 99 })
      const take = (...dates: string[]) =>
        strict.placeHold({ cart_id: "cart_1", items: dates.map((date) => item(resource, { dates: [date] })) })
      await take(day(1), day(2))
      await expectRefused(db, () => take(day(3), day(4)), {
        code: "hold_limit_exceeded",
        details: { limit: "max_active_holds_per_owner", allowed: 3, present: 2, requested: 2 },
      })
      await take(day(3))
      await expectRefused(db, () => take(day(4)), { code: "hold_limit_exceeded" })
      expect(await holdCounts(db)).toEqual({ ACTIVE: 3 })
    })

    it("G1: an owner has so many unit-days and no more: quantity times dates", async () => {
      const strict = await boot({ options: { max_active_unit_days_per_owner: 12 } })
      const resource = await build.resource({ capacity: 99 })
      const take = (quantity: number, dates: string[]) =>
        strict.placeHold({ cart_id: "cart_1", items: [item(resource, { quantity, dates })] })
      await take(3, days(1, 3))
      await expectRefused(db, () => take(2, days(1, 2)), {
        code: "hold_limit_exceeded",
        details: { limit: "max_active_unit_days_per_owner", allowed: 12, present: 9, requested: 4 },
      })
      await take(3, [day(5)])
      expect(await availableOn(db, resource, [day(1), day(5)])).toEqual([96, 96])
    })

    it("G1: requests at once do not slip past the limit", async () => {
      const strict = await boot({ options: { max_active_holds_per_owner: 4 } })
      const resource = await build.resource({ capacity: 99 })
      const calls = Array.from({ length: 12 }, (_, i) =>
        strict.placeHold({ cart_id: "cart_1", items: [item(resource, { dates: [day(i)] })] }),
      )
      const results = await Promise.allSettled(calls)
      const refused = results.filter((result) => result.status === "rejected")
      expect(refused.map(({ reason }) => (reason as { code: string }).code)).toEqual(
        Array.from({ length: 8 }, () => "hold_limit_exceeded"),
      )
      expect(await holdCounts(db)).toEqual({ ACTIVE: 4 })
    })

    it("G5: a customer's limit is hers over all her carts; another's is untouched", async () => {
      const strict = await boot({ options: { max_active_holds_per_owner: 2 } })
      const resource = await build.resource({ capacity: 99 })
      const take = (customer_id: string, cart_id: string) =>
        strict.placeHold({ customer_id, cart_id, items: [item(resource)] })
      await take("cus_1", "cart_1")
      await take("cus_1", "cart_2")
      await expectRefused(db, () => take("cus_1", "cart_3"), { code: "hold_limit_exceeded" })
      expect(await take("cus_2", "cart_3")).toMatchObject({ replay: false })
    })

    it("G3: lapsed, released and confirmed holds do not count, swept or not; one in the checkout does", async () => {
      const strict = await boot({ options: { max_active_holds_per_owner: 1 } })
      const resource = await build.resource({ capacity: 99 })
      const take = async (date: string) =>
        (await strict.placeHold({ cart_id: "cart_1", items: [item(resource, { dates: [date] })] })).holds[0]!
      await ageHold(db, (await take(day(1))).id)
      await strict.releaseHold((await take(day(2))).id, "test")
      await strict.confirmHolds({ hold_ids: [(await take(day(3))).id] })
      const last = await take(day(4))
      await db.query("update resource_hold set claimed_at = now() where id = $1", [last.id])
      await ageHold(db, last.id)
      await expectRefused(db, () => take(day(5)), { code: "hold_limit_exceeded", details: { present: 1 } })
      expect(await holdCounts(db)).toEqual({ ACTIVE: 2, RELEASED: 1, CONFIRMED: 1 })
    })

    it("G3: extending one's own hold is not a new one", async () => {
      const strict = await boot({ options: { max_active_holds_per_owner: 1 } })
      const hold = await build.hold({ resource: await build.resource(), cart_id: "cart_1" })
      expect(await strict.extendHold(hold.id, 60)).toMatchObject({ extended: true, holds: [{ id: hold.id }] })
      expect(await holdCounts(db)).toEqual({ ACTIVE: 1 })
    })

    it("G7: a replay at the limit is answered", async () => {
      const strict = await boot({ options: { max_active_holds_per_owner: 1 } })
      const resource = await build.resource({ capacity: 9 })
      const request = { cart_id: "cart_1", idempotency_token: unique("token"), items: [item(resource)] }
      const first = await strict.placeHold(request)
      expect(await strict.placeHold(request)).toMatchObject({ replay: true, booking_id: first.booking_id })
      await expectRefused(db, () => strict.placeHold({ ...request, idempotency_token: unique("token") }), {
        code: "hold_limit_exceeded",
      })
    })

    it("G1: an address has a limit of its own over all its carts, where the option asks for one", async () => {
      const strict = await boot({ options: { max_active_unit_days_per_address: 5 } })
      const resource = await build.resource({ capacity: 99 })
      const take = (client_address: string | undefined, quantity: number) =>
        strict.placeHold({ cart_id: unique("cart"), client_address, items: [item(resource, { quantity })] })
      await take("203.0.113.7", 3)
      await expectRefused(db, () => take("203.0.113.7", 3), {
        code: "hold_limit_exceeded",
        details: { limit: "max_active_unit_days_per_address", allowed: 5, present: 3, requested: 3 },
      })
      await take("203.0.113.7", 2)
      await take("203.0.113.8", 5)
      await take(undefined, 50)
      expect(await availableOn(db, resource, [day(1)])).toEqual([99 - 60])
    })

    it("an address is not even kept where no option asks for it", async () => {
      const resource = await build.resource({ capacity: 99 })
      await service.placeHold({ cart_id: "cart_1", client_address: "203.0.113.7", items: [item(resource)] })
      expect(await db.query("select client_address from resource_hold")).toEqual([{ client_address: null }])
    })

    it("staff are under no limit", async () => {
      const strict = await boot({ options: { max_active_holds_per_owner: 1, max_active_unit_days_per_owner: 1 } })
      const resource = await build.resource({ capacity: 9 })
      const request = { created_by: "user_1", customer_id: "cus_1", items: [item(resource, { quantity: 3 })] }
      await strict.placeStaffHold(request)
      await strict.placeStaffHold(request)
      expect(await availableOn(db, resource, [day(1)])).toEqual([3])
    })

    it("G1: the owner's lock is waited for within the bound, and only by the same owner", async () => {
      const hurried = await boot({ options: { lock_timeout_ms: 100 } })
      const resource = await build.resource({ capacity: 9 })
      const take = (cart_id: string) => hurried.placeHold({ cart_id, items: [item(resource)] })
      await whileOpen(
        db,
        "select rb_lock_owner_1('cart:cart_1', clock_timestamp() + interval '1 second')",
        [],
        async () => {
          await expectRefused(db, () => take("cart_1"), { code: "lock_timeout" })
          expect(await take("cart_2")).toMatchObject({ replay: false })
        },
      )
    })
  })
})
