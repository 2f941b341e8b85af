import type { CartLineClaim } from "../../src/modules/resource_booking/types"
import { ageHold, day, days, unique, type BuiltLine } from "../helpers/build"
import { whileLocked } from "../helpers/held-locks"
import { moduleSuite } from "../helpers/module-suite"
import { inTransaction } from "../helpers/outer-transaction"
import { availableOn, capacityOn, everyRow, expectRefused, holdCounts } from "../helpers/rows"

const MINUTE = 60_000
const minutesLeft = ({ expires_at }: { expires_at: string }, now: string) =>
  (Date.parse(expires_at) - Date.parse(now)) / MINUTE

moduleSuite(({ build, db, service, boot }) => {
  /** Everything a cart has is claimed, as its completion does; or only looked after, as before the card form. */
  const claim = (...built: BuiltLine[]) =>
    service.claimCart({ cart_id: built[0]!.cart_id, lines: built.map(({ line }) => line), claim: true })
  const keep = (...built: BuiltLine[]) =>
    service.claimCart({ cart_id: built[0]!.cart_id, lines: built.map(({ line }) => line), claim: false })
  const lapse = async (...built: BuiltLine[]) => {
    for (const { id } of built.flatMap(({ holds }) => holds)) await ageHold(db, id)
  }
  const ageClaims = (by: string) => db.query(`update resource_hold set claimed_at = claimed_at - $1::interval`, [by])
  const holdOf = async (id: string) => (await service.getHold(id)).hold

  describe("attaching", () => {
    it("writes onto each hold whose line it is and what was agreed, and takes nothing more", async () => {
      const [seats, guide] = [await build.resource({ capacity: 9 }), await build.resource()]
      const { holds, agreed, cart_id } = await build.line({
        of: [{ resource: seats, quantity: 4 }, { resource: guide }],
      })
      expect(holds).toMatchObject([
        { resource_id: seats.id, quantity: 4, per: "UNIT", units: 4, item_no: 0 },
        { resource_id: guide.id, quantity: 1, per: "UNIT", units: 1, item_no: 1 },
      ])
      for (const hold of holds) {
        expect(hold).toMatchObject({
          ...{ cart_id, line_item_id: agreed.line_item_id, variant_id: "variant_van", region_id: "reg_au" },
          ...{ unit_price: 120.5, currency_code: "aud", status: "ACTIVE", claimed_at: null },
        })
        expect(await holdOf(hold.id)).toEqual(hold)
      }
      expect(await availableOn(db, seats, [day(1)])).toEqual([5])
    })

    it("keeps a price exactly, whatever a number would make of it", async () => {
      const value = "0.12345678901234567890"
      const { holds } = await build.line({
        of: [{ resource: await build.resource() }],
        unit_price: { value, precision: 20 },
      })
      const kept = await db.one("select unit_price::text, raw_unit_price from resource_hold where id = $1", [
        holds[0]!.id,
      ])
      expect(kept).toEqual({ unit_price: value, raw_unit_price: { value, precision: 20 } })
    })

    it("to the same line again answers the same", async () => {
      const { holds, agreed } = await build.line({ of: [{ resource: await build.resource() }] })
      const again = await service.attachHolds(agreed)
      expect(again.holds).toEqual(holds.map((hold) => ({ ...hold, updated_at: again.now })))
    })

    it("to another line is refused, unless it comes in the place of the first", async () => {
      const { holds, agreed } = await build.line({ of: [{ resource: await build.resource() }] })
      const other = { ...agreed, line_item_id: "cali_other", unit_price: { value: "99" }, region_id: "reg_nz" }
      await expectRefused(db, () => service.attachHolds(other), {
        code: "booking_line_invalid",
        message: `Hold ${holds[0]!.id} belongs to another line of this cart: give another hold, or none`,
        details: { rule: "attached" },
      })
      await expectRefused(db, () => service.attachHolds({ ...other, from_line_item_id: "cali_third" }), {
        code: "booking_line_invalid",
      })
      const moved = await service.attachHolds({ ...other, from_line_item_id: agreed.line_item_id })
      expect(moved.holds).toMatchObject([{ line_item_id: "cali_other", unit_price: 99, region_id: "reg_nz" }])
    })

    it("is for live holds of this very cart that no checkout has, all of them or none", async () => {
      const resource = await build.resource({ capacity: 9 })
      const cart_id = unique("cart")
      let dates = 0
      const hold = () => build.hold({ resource, cart_id, dates: [day(++dates)] })
      const [fine, lapsed, released, foreign] = [
        await hold(),
        await hold(),
        await hold(),
        await build.hold({ resource }),
      ]
      await ageHold(db, lapsed.id)
      await service.releaseHold(released.id, "test")
      const claimed = await build.line({ of: [{ resource }], cart_id })
      await claim(claimed)
      const attach = (id: string, line_item_id = "cali_1") =>
        service.attachHolds({
          ...claimed.agreed,
          holds: [fine.id, id].map((hold_id) => ({ hold_id, per: "UNIT", units: 1 })),
          line_item_id,
        })
      for (const id of [foreign.id, "hold_x"]) {
        await expectRefused(db, () => attach(id), {
          code: "hold_not_found",
          message: `There is no hold ${id}`,
          details: { hold_id: id },
        })
      }
      await expectRefused(db, () => attach(lapsed.id), { code: "hold_expired", details: { hold_id: lapsed.id } })
      await expectRefused(db, () => attach(released.id), {
        code: "hold_not_active",
        details: { hold_id: released.id, status: "RELEASED" },
      })
      await expectRefused(db, () => attach(claimed.holds[0]!.id, claimed.line.line_item_id), {
        code: "hold_in_checkout",
        details: { hold_id: claimed.holds[0]!.id },
      })
    })

    it("ends the double click: the cart's next request for the same is another booking", async () => {
      const resource = await build.resource({ capacity: 9 })
      const first = await build.line({ of: [{ resource }], cart_id: "cart_1" })
      const second = await build.line({ of: [{ resource }], cart_id: "cart_1" })
      expect(second.line.booking_id).not.toBe(first.line.booking_id)
      expect(await availableOn(db, resource, [day(1)])).toEqual([7])
    })
  })

  describe("a token of a cart's line", () => {
    const request = (resource: { id: string }, variant_id?: string) => ({
      items: [{ resource_id: resource.id, dates: [day(1)], quantity: 1 }],
      cart_id: "cart_1",
      idempotency_token: "token-of-a-line",
      ...(variant_id && { cart_line: { variant_id } }),
    })

    it("is the cart's own, apart from its plain holds' tokens, and means one variant", async () => {
      const resource = await build.resource({ capacity: 9 })
      const line = await service.placeHold(request(resource, "variant_1"))
      const plain = await service.placeHold(request(resource))
      expect(plain).toMatchObject({ replay: false })
      expect(await service.placeHold(request(resource, "variant_1"))).toMatchObject({
        replay: true,
        booking_id: line.booking_id,
      })
      await expectRefused(db, () => service.placeHold(request(resource, "variant_2")), {
        code: "idempotency_key_reused",
      })
      // Also where the cart has got a customer meanwhile: the request is not the same any more, and shows nothing.
      await expectRefused(db, () => service.placeHold({ ...request(resource, "variant_1"), customer_id: "cus_1" }), {
        code: "idempotency_key_reused",
      })
    })

    it("is free again where the request failed after its holds were placed", async () => {
      const resource = await build.resource()
      const first = await service.placeHold(request(resource, "variant_1"))
      const withdrawn = await service.withdrawHold(first.holds[0]!.id)
      expect(withdrawn).toMatchObject({ replay: false, hold: { status: "RELEASED", released_by: "system" } })
      expect(await availableOn(db, resource, [day(1)])).toEqual([1])
      const again = await service.placeHold(request(resource, "variant_1"))
      expect(again.replay).toBe(false)
      expect(again.booking_id).not.toBe(first.booking_id)
    })

    it("is kept where a retry of the failed request has got its line meanwhile", async () => {
      const { holds, cart_id } = await build.line({ of: [{ resource: await build.resource() }] })
      const withdrawn = await service.withdrawHold(holds[0]!.id)
      expect(withdrawn).toMatchObject({ replay: true, hold: { status: "ACTIVE", cart_id } })
      expect(await holdOf(holds[0]!.id)).toEqual(holds[0])
    })
  })

  describe("claiming", () => {
    it("stops the clock of each line's holds and names the attempt", async () => {
      const [van, guide] = [await build.resource({ capacity: 3 }), await build.resource()]
      const first = await build.line({ of: [{ resource: van, quantity: 2 }, { resource: guide }], cart_id: "cart_1" })
      const second = await build.line({ of: [{ resource: van }], dates: [day(2)], cart_id: "cart_1" })
      const loose = await build.hold({ resource: van, cart_id: "cart_1", dates: [day(3)] })
      const claimed = await claim(first, second)

      const all = [...first.holds, ...second.holds]
      expect(claimed).toMatchObject({ claim: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*\.\d{3,6}/), retaken_ids: [] })
      expect(claimed.holds.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort())
      for (const { id, expires_at } of all) {
        expect(await holdOf(id)).toMatchObject({ status: "ACTIVE", claimed_at: claimed.now, expires_at })
      }
      expect(await holdOf(loose.id)).toMatchObject({ claimed_at: null })
      expect(await availableOn(db, van, days(1, 2))).toEqual([1, 2])
    })

    it("D8: what is claimed outlives its deadline for everybody", async () => {
      const resource = await build.resource()
      const line = await build.line({ of: [{ resource }] })
      const { id } = line.holds[0]!
      await claim(line)
      await ageHold(db, id, 600)
      const inCheckout = {
        code: "hold_in_checkout",
        message: `Hold ${id} is being paid for and cannot be changed until the checkout ends`,
        details: { hold_id: id },
      }
      await expectRefused(db, () => service.releaseHold(id, "store"), inCheckout)
      await expectRefused(db, () => service.extendHold(id), inCheckout)
      await expectRefused(db, () => service.resizeHolds({ holds: [{ hold_id: id, quantity: 2 }], by: "t" }), inCheckout)
      await expectRefused(db, () => service.confirmHolds({ hold_ids: [id] }), inCheckout)
      await expectRefused(db, () => build.hold({ resource }), { code: "insufficient_capacity" })
      await build.blackout({ resource_id: resource.id, on_conflict: "release_holds" })
      expect(await service.expireHolds()).toMatchObject({ expired_count: 0 })
      expect(await service.markExpiringHolds()).toEqual([])
      expect(await holdOf(id)).toMatchObject({ status: "ACTIVE", claimed_at: expect.any(String) })
      await expectRefused(db, () => service.deleteResource(resource.id), { code: "resource_in_use" })
    })

    it("leaves a claimed hold to be confirmed, past its deadline and under a line of another id", async () => {
      const line = await build.line({ of: [{ resource: await build.resource() }] })
      await claim(line)
      await lapse(line)
      const order = { order_id: "order_1", line_item_id: "ordli_1" }
      const hold_ids = line.holds.map(({ id }) => id)
      for (const cart_line_id of [undefined, "cali_other"]) {
        await expectRefused(db, () => service.confirmClaimedHolds({ ...order, hold_ids, cart_line_id }), {
          code: "hold_not_claimed",
          details: { hold_id: hold_ids[0] },
        })
      }
      const input = { ...order, hold_ids, cart_line_id: line.line.line_item_id }
      const confirmed = await service.confirmClaimedHolds(input)
      expect(confirmed).toMatchObject({ replay: false, allocations: [{ ...order, hold_id: hold_ids[0] }] })
      expect(await service.confirmClaimedHolds(input)).toMatchObject({
        replay: true,
        allocations: confirmed.allocations,
      })
    })

    it.each<[rule: string, change: Partial<CartLineClaim>, says: RegExp]>([
      ["no_hold", { line_item_id: "cali_other" }, /this cart holds no dates for this line: remove the line and add it/],
      ["booking", { booking_id: "bk_other" }, /the line names another booking than the one that is held for it/],
      ["booking", { booking_id: null }, /the line names another booking/],
      ["resources", { resources: [] }, /what this product sells has changed/],
      ["quantity", { quantity: 0.1 }, /the quantity of this line is not the one that is held/],
      ["quantity", { quantity: 0 }, /the quantity of this line/],
      ["quantity", { quantity: -1 }, /the quantity of this line/],
      ["quantity", { quantity: Number.NaN }, /the quantity of this line/],
      ["price", { unit_price: "120.49" }, /the price of this line is not the one that was agreed/],
      ["price", { unit_price: "120.500000000000000001" }, /the price of this line/],
      ["price", { currency_code: "nzd" }, /the price of this line/],
      ["price", { is_custom_price: false }, /the price of this line/],
      ["price", { variant_id: "variant_cheap" }, /the price of this line/],
    ])(
      "D13: a line that breaks the rule %s (%j) is refused in words, and nothing is written",
      async (rule, change, says) => {
        const built = await build.line({ of: [{ resource: await build.resource() }] })
        await lapse(built)
        const { cart_id, line } = built
        for (const claim of [true, false]) {
          await expectRefused(db, () => service.claimCart({ cart_id, lines: [{ ...line, ...change }], claim }), {
            code: "booking_line_invalid",
            message: expect.stringMatching(new RegExp(`^Campervan: ${says.source}`)),
            details: { rule, line_item_id: change.line_item_id ?? line.line_item_id, title: "Campervan" },
          })
        }
      },
    )

    it("D13: takes a price for the same however many noughts it ends with", async () => {
      const built = await build.line({ of: [{ resource: await build.resource() }], unit_price: { value: "120" } })
      built.line.unit_price = "120.0000"
      expect((await claim(built)).claim).not.toBeNull()
    })

    it("D13: a line must be held with every unit of every resource that it sells", async () => {
      const [van, guide, other] = [
        await build.resource({ capacity: 3 }),
        await build.resource(),
        await build.resource(),
      ]
      const { cart_id, line } = await build.line({ of: [{ resource: van, quantity: 2 }, { resource: guide }] })
      const claimWith = (...resources: [{ id: string }, number][]) =>
        service.claimCart({
          cart_id,
          lines: [{ ...line, resources: resources.map(([{ id }, quantity]) => ({ resource_id: id, quantity })) }],
          claim: true,
        })
      const invalid = (rule: string) => ({ code: "booking_line_invalid", details: { rule } })
      await expectRefused(db, () => claimWith([van, 2]), invalid("resources"))
      await expectRefused(db, () => claimWith([van, 2], [van, 2]), invalid("resources"))
      await expectRefused(db, () => claimWith([van, 2], [other, 1]), invalid("resources"))
      await expectRefused(db, () => claimWith([van, 3], [guide, 1]), invalid("quantity"))
      await expectRefused(db, () => claimWith([van, 1], [guide, 1]), invalid("quantity"))
      await expectRefused(db, () => claimWith([van, 1.5], [guide, 1]), invalid("quantity"))
      expect((await claimWith([guide, 1], [van, 2])).holds).toHaveLength(2)
    })

    it("D13: a hold of another cart, without a line, or of two resources that differ in dates is no claim", async () => {
      const [van, guide] = [await build.resource({ capacity: 9 }), await build.resource({ capacity: 9 })]
      const foreign = await build.line({ of: [{ resource: van }] })
      const loose = await build.hold({ resource: van })
      await expectRefused(
        db,
        () => service.claimCart({ cart_id: loose.cart_id!, lines: [foreign.line], claim: true }),
        { code: "booking_line_invalid", details: { rule: "no_hold" } },
      )
      const cart_id = unique("cart")
      const differing = await service.placeHold({
        cart_id,
        items: [
          { resource_id: van.id, dates: [day(1), day(3)], quantity: 1 },
          { resource_id: guide.id, dates: days(1, 3), quantity: 1 },
        ],
      })
      const holds = differing.holds.map(({ id }) => ({ hold_id: id, per: "UNIT" as const, units: 1 }))
      await service.attachHolds({ ...foreign.agreed, cart_id, holds })
      const line = {
        ...foreign.line,
        booking_id: differing.booking_id,
        resources: [van, guide].map(({ id }) => ({ resource_id: id, quantity: 1 })),
      }
      await expectRefused(db, () => service.claimCart({ cart_id, lines: [line], claim: true }), {
        code: "booking_line_invalid",
        message: /dates held for this line differ from each other/,
        details: { rule: "dates" },
      })
    })

    it("a day's and a night's resource of one line agree by their range or by their dates", async () => {
      const [van, room] = [
        await build.resource({ capacity: 9 }),
        await build.resource({ booking_unit: "NIGHT", capacity: 9 }),
      ]
      const byDates = await build.line({ of: [{ resource: van }, { resource: room }], dates: days(1, 2) })
      expect((await claim(byDates)).claim).not.toBeNull()
    })

    it("D10: of two lines with one that cannot be had neither is claimed, and the one is named", async () => {
      const resource = await build.resource({ capacity: 2 })
      const fine = await build.line({ of: [{ resource }], cart_id: "cart_1" })
      const gone = await build.line({ of: [{ resource }], dates: [day(2)], cart_id: "cart_1" })
      gone.line.title = "Reef trip"
      await service.releaseHold(gone.holds[0]!.id, "store")
      await expectRefused(db, () => claim(fine, gone), {
        code: "booking_line_invalid",
        message: expect.stringMatching(
          /^Reef trip: the dates of this line were given back: remove the line and add it again/,
        ),
        details: { rule: "released", line_item_id: gone.line.line_item_id, title: "Reef trip" },
      })
    })

    it("refuses a line that is booked already", async () => {
      const line = await build.line({ of: [{ resource: await build.resource() }] })
      await service.confirmHolds({ hold_ids: [line.holds[0]!.id], order_id: "order_1" })
      await expectRefused(db, () => claim(line), {
        code: "booking_line_invalid",
        message: "Campervan: the dates of this line are booked already: remove the line",
        details: { rule: "confirmed" },
      })
    })

    it("D4: while one attempt is at it a second is refused, at either door", async () => {
      const line = await build.line({ of: [{ resource: await build.resource() }] })
      await claim(line)
      await ageClaims("119 seconds")
      const expected = {
        code: "hold_in_checkout",
        message: expect.stringMatching(/^Campervan: Hold \w+ is being paid for/),
        details: { hold_id: line.holds[0]!.id, line_item_id: line.line.line_item_id, title: "Campervan" },
      }
      await expectRefused(db, () => claim(line), expected)
      await expectRefused(db, () => keep(line), expected)
    })

    it("D6: takes over an attempt that has died, whose own compensation then undoes nothing", async () => {
      const line = await build.line({ of: [{ resource: await build.resource() }] })
      await claim(line)
      await ageClaims("121 seconds")
      const { claim: died } = await db.one<{ claim: string }>(
        "select to_jsonb(claimed_at)#>>'{}' as claim from resource_hold",
      )
      const taken = await claim(line)
      expect(taken.claim).not.toBe(died)
      expect(await service.unclaimCart(line.cart_id, died)).toEqual([])
      expect(await holdOf(line.holds[0]!.id)).toMatchObject({ claimed_at: taken.now })
    })

    it("waits for no buyer of its dates: what is held already takes no unit", async () => {
      const hurried = await boot({ options: { lock_timeout_ms: 100 } })
      const resource = await build.resource({ capacity: 2 })
      const { cart_id, line, ...alive } = await build.line({ of: [{ resource }] })
      const lapsed = await build.line({ of: [{ resource }] })
      await lapse(lapsed)
      await whileLocked(db, resource, [day(1)], async () => {
        await hurried.claimCart({ cart_id, lines: [line], claim: true })
        const retake = { cart_id: lapsed.cart_id, lines: [lapsed.line], claim: true }
        await expectRefused(db, () => hurried.claimCart(retake), { code: "lock_timeout" })
      })
      expect(await holdOf(alive.holds[0]!.id)).toMatchObject({ claimed_at: expect.any(String) })
    })

    it("A3: insists on READ COMMITTED, and inside an outer transaction goes with it", async () => {
      const built = await build.line({ of: [{ resource: await build.resource() }] })
      const { cart_id, line } = built
      const within = (isolation: "read committed" | "repeatable read", rollBack: boolean) =>
        inTransaction(
          service,
          async (context) => {
            await service.claimCart({ cart_id, lines: [line], claim: true }, context)
            if (rollBack) throw new Error("the host thinks better of it")
          },
          isolation,
        )
      await expectRefused(db, () => within("repeatable read", false), { message: /READ COMMITTED/ })
      await expectRefused(db, () => within("read committed", true), { message: "the host thinks better of it" })
      await within("read committed", false)
      expect(await holdOf(built.holds[0]!.id)).toMatchObject({ claimed_at: expect.any(String) })
    })
  })

  describe("before the card form", () => {
    it("moves a deadline past the payment and stops no clock", async () => {
      const line = await build.line({ of: [{ resource: await build.resource() }] })
      await ageHold(db, line.holds[0]!.id, -60)
      const kept = await keep(line)
      expect(kept).toMatchObject({ claim: null, retaken_ids: [], holds: [{ claimed_at: null }] })
      expect(minutesLeft(kept.holds[0]!, kept.now)).toBeCloseTo(15, 4)
    })

    it("C9: never moves it backwards, nor beyond the longest life and the payment's grace", async () => {
      const line = await build.line({ of: [{ resource: await build.resource() }] })
      const { id, expires_at } = line.holds[0]!
      expect((await keep(line)).holds).toMatchObject([{ id, expires_at }])
      await db.query(
        `update resource_hold
         set created_at = clock_timestamp() - interval '130 minutes', expires_at = clock_timestamp() + interval '1 second'`,
      )
      const { created_at } = await holdOf(id)
      const kept = await keep(line)
      expect((Date.parse(kept.holds[0]!.expires_at) - Date.parse(created_at)) / MINUTE).toBe(135)
      expect((await keep(line)).holds[0]!.expires_at).toBe(kept.holds[0]!.expires_at)
    })

    it("retakes what has lapsed for the time of the payment", async () => {
      const line = await build.line({ of: [{ resource: await build.resource() }] })
      await lapse(line)
      const kept = await keep(line)
      expect(kept).toMatchObject({ claim: null, holds: [{ source: "RETAKE", claimed_at: null }] })
      expect(minutesLeft(kept.holds[0]!, kept.now)).toBeCloseTo(15, 4)
      expect(await service.expireHolds()).toMatchObject({ expired_count: 0 })
    })
  })

  describe("retaking", () => {
    it("D1: what lapsed and is free is held anew for the same line, claimed at birth; the old row stays EXPIRED", async () => {
      const resource = await build.resource({ capacity: 2 })
      const line = await build.line({ of: [{ resource, quantity: 2 }], dates: days(1, 2), customer_id: "cus_1" })
      await lapse(line)
      const { holds, retaken_ids, now, claim: attempt } = await claim(line)
      const old = line.holds[0]!
      expect(holds).toEqual([
        {
          ...(await holdOf(old.id)),
          ...{ id: retaken_ids[0], status: "ACTIVE", source: "RETAKE", replaces_id: old.id, claimed_at: now },
          ...{ created_at: now, updated_at: now, expires_at: holds[0]!.expires_at, expired_at: null },
        },
      ])
      expect(minutesLeft(holds[0]!, now)).toBeCloseTo(15, 4)
      expect(await holdOf(old.id)).toMatchObject({ status: "EXPIRED", expired_at: now, line_item_id: old.line_item_id })
      expect(await availableOn(db, resource, days(1, 2))).toEqual([0, 0])
      expect(await service.getLineHolds(line.cart_id)).toEqual(holds)
      const hold_ids = retaken_ids
      const order = { order_id: "order_1", line_item_id: "ordli_1", cart_line_id: line.line.line_item_id }
      expect(await service.confirmClaimedHolds({ hold_ids, ...order })).toMatchObject({
        allocations: [{ quantity: 2, dates: days(1, 2), customer_id: "cus_1", source: "RETAKE" }],
      })
      expect(await service.unclaimCart(line.cart_id, attempt!)).toEqual([])
    })

    it("does the same once the clean-up has been there, and again when the retaken one has lapsed", async () => {
      const resource = await build.resource()
      const line = await build.line({ of: [{ resource }] })
      await lapse(line)
      await service.expireHolds()
      const first = await keep(line)
      await ageHold(db, first.retaken_ids[0]!)
      const second = await claim(line)
      expect(second.holds).toMatchObject([{ replaces_id: first.retaken_ids[0], claimed_at: second.now }])
      expect(await service.getLineHolds(line.cart_id)).toEqual(second.holds)
      expect(await holdCounts(db)).toEqual({ EXPIRED: 2, ACTIVE: 1 })
    })

    it("keeps a night's booking a night's, and takes more dates than are locked one by one", async () => {
      const resource = await build.resource({ booking_unit: "NIGHT" })
      const line = await build.line({ of: [{ resource }], dates: days(1, 40) })
      await lapse(line)
      const { holds } = await claim(line)
      expect(holds).toMatchObject([{ booking_unit: "NIGHT", days: 40, dates: days(1, 40), end_date: day(41) }])
      expect(await availableOn(db, resource, days(0, 41))).toEqual([1, ...Array<number>(40).fill(0), 1])
    })

    it("D2: what is sold by now is refused by the name of its line; only what was over anyway is settled", async () => {
      const resource = await build.resource()
      const line = await build.line({ of: [{ resource }], dates: days(1, 2) })
      await lapse(line)
      await build.hold({ resource, dates: [day(2)] })
      await service.releaseHold((await build.hold({ resource, dates: [day(1)] })).id, "test")
      const refused = {
        code: "insufficient_capacity",
        message: `Campervan: 1 asked for and 0 left on ${day(2)}: choose other dates or fewer units`,
        details: {
          unavailable_dates: [{ resource_id: resource.id, date: day(2), requested: 1, available: 0 }],
          line_item_id: line.line.line_item_id,
          title: "Campervan",
        },
      }
      await expectRefused(db, () => claim(line), refused)
      await expectRefused(db, () => keep(line), refused)
      expect(await holdCounts(db)).toEqual({ EXPIRED: 1, RELEASED: 1, ACTIVE: 1 })
    })

    it("expires what is over though it refuses it", async () => {
      const resource = await build.resource({ capacity: 2 })
      const [own, other] = [await build.line({ of: [{ resource }] }), await build.line({ of: [{ resource }] })]
      await lapse(own)
      await build.blackout({ resource_id: resource.id })
      await expect(claim(own)).rejects.toMatchObject({ code: "date_blacked_out" })
      expect(await holdOf(own.holds[0]!.id)).toMatchObject({ status: "EXPIRED", expired_at: expect.any(String) })
      expect(await holdOf(other.holds[0]!.id)).toMatchObject({ status: "ACTIVE" })
      expect(await availableOn(db, resource, [day(1)])).toEqual([1])
    })

    it("C3: settles what has lapsed of others first, and takes the unit", async () => {
      const resource = await build.resource()
      const line = await build.line({ of: [{ resource }] })
      await lapse(line)
      await service.expireHolds()
      const other = await build.hold({ resource })
      await ageHold(db, other.id)
      expect((await claim(line)).retaken_ids).toHaveLength(1)
      expect(await holdOf(other.id)).toMatchObject({ status: "EXPIRED" })
    })

    it("A5: two lapsed lines of one cart are counted together", async () => {
      const resource = await build.resource({ capacity: 2 })
      const lines = [
        await build.line({ of: [{ resource }], cart_id: "cart_1" }),
        await build.line({ of: [{ resource }], cart_id: "cart_1" }),
      ]
      await lapse(...lines)
      await service.expireHolds()
      const other = await build.hold({ resource })
      await expectRefused(db, () => claim(...lines), {
        code: "insufficient_capacity",
        details: { unavailable_dates: [{ resource_id: resource.id, date: day(1), requested: 2, available: 1 }] },
      })
      await service.releaseHold(other.id, "test")
      expect((await claim(...lines)).retaken_ids).toHaveLength(2)
      expect(await availableOn(db, resource, [day(1)])).toEqual([0])
    })

    it("D10: of a lapsed line that is gone and a living one the living one is not claimed", async () => {
      const resource = await build.resource()
      const [gone, alive] = [
        await build.line({ of: [{ resource }], cart_id: "cart_1" }),
        await build.line({ of: [{ resource }], dates: [day(2)], cart_id: "cart_1" }),
      ]
      gone.line.title = "Reef trip"
      await lapse(gone)
      await build.hold({ resource })
      await expectRefused(db, () => claim(alive, gone), {
        code: "insufficient_capacity",
        message: expect.stringMatching(/^Reef trip: /),
        details: { line_item_id: gone.line.line_item_id },
      })
      expect(await holdOf(alive.holds[0]!.id)).toMatchObject({ status: "ACTIVE", claimed_at: null })
    })

    it("E1: a unit that the operator wants back is not retaken, while a living hold of it is claimed", async () => {
      const resource = await build.resource({ capacity: 2 })
      const [lapsed, alive] = [await build.line({ of: [{ resource }] }), await build.line({ of: [{ resource }] })]
      await service.setCapacity({
        resource_id: resource.id,
        start_date: day(1),
        end_date: day(1),
        max_capacity: 1,
        clamp: true,
      })
      await lapse(lapsed)
      await expect(claim(lapsed)).rejects.toMatchObject({ code: "insufficient_capacity" })
      expect(await capacityOn(db, resource, [day(1)])).toEqual([{ max: 1, available: 0, target: null }])
      expect((await claim(alive)).claim).not.toBeNull()
    })

    it("E6: a living hold under a blackout is claimed, a lapsed one is not retaken", async () => {
      const resource = await build.resource({ capacity: 2 })
      const [lapsed, alive] = [await build.line({ of: [{ resource }] }), await build.line({ of: [{ resource }] })]
      await lapse(lapsed)
      await service.expireHolds()
      await build.blackout({ resource_type: "VEHICLE", on_conflict: "keep" })
      await expectRefused(db, () => claim(lapsed), {
        code: "date_blacked_out",
        message: `Campervan: Closed on ${day(1)}: choose other dates`,
        details: { resource_id: resource.id, dates: [day(1)], line_item_id: lapsed.line.line_item_id },
      })
      expect((await claim(alive)).claim).not.toBeNull()
    })

    it("an inactive resource sells nothing anew, and keeps what it has sold", async () => {
      const resource = await build.resource({ capacity: 2 })
      const [lapsed, alive] = [await build.line({ of: [{ resource }] }), await build.line({ of: [{ resource }] })]
      await lapse(lapsed)
      await service.expireHolds()
      await service.updateResource(resource.id, { is_active: false })
      await expectRefused(db, () => claim(lapsed), {
        code: "resource_inactive",
        message: `Campervan: Resource ${resource.id} takes no bookings at present: choose another one`,
      })
      expect((await claim(alive)).claim).not.toBeNull()
    })

    it("a resource that has gone meanwhile is not found", async () => {
      const resource = await build.resource()
      const line = await build.line({ of: [{ resource }] })
      await lapse(line)
      await service.deleteResource(resource.id)
      await expect(claim(line)).rejects.toMatchObject({
        code: "resource_not_found",
        details: { resource_id: resource.id, line_item_id: line.line.line_item_id },
      })
    })

    it("F6: a date that has begun to be past has ended with its hold, while a living hold may still be claimed", async () => {
      const west = "Etc/GMT+12"
      const resource = await build.resource({ timezone: west, capacity: 2 })
      const today = { of: [{ resource }], dates: [day(0, west)] }
      const [lapsed, alive] = [await build.line(today), await build.line(today)]
      await lapse(lapsed)
      // As if the resource had lived in the far east all along: there this day is over.
      await db.query("update resource set timezone = 'Etc/GMT-14'")
      await expect(claim(lapsed)).rejects.toMatchObject({
        code: "hold_expired",
        message: expect.stringMatching(/^Campervan: Hold \w+ ended at .*Z: place a new one$/),
        details: { hold_id: lapsed.holds[0]!.id, line_item_id: lapsed.line.line_item_id },
      })
      expect((await claim(alive)).claim).not.toBeNull()
    })

    it("ignores how long a booking has to be by now: what was agreed stands", async () => {
      const resource = await build.resource()
      const line = await build.line({ of: [{ resource }] })
      await lapse(line)
      await service.updateResource(resource.id, { min_days: 3 })
      expect((await claim(line)).retaken_ids).toHaveLength(1)
    })

    it("G1: is no way round the owner's limits, while what is still held counts once", async () => {
      const resource = await build.resource({ capacity: 99 })
      const owner = { cart_id: "cart_1" }
      const lines = [
        await build.line({ of: [{ resource }], ...owner }),
        await build.line({ of: [{ resource }], ...owner }),
      ]
      await lapse(...lines)
      for (let i = 0; i < 9; i++) await build.hold({ resource, dates: [day(2 + i)], ...owner })
      const refused = {
        code: "hold_limit_exceeded",
        message: expect.stringMatching(/^Campervan: max_active_holds_per_owner is 10: 9 in use, 2 more asked for/),
        details: { limit: "max_active_holds_per_owner", present: 9, requested: 2 },
      }
      await expect(claim(...lines)).rejects.toMatchObject(refused)
      await expectRefused(db, () => claim(...lines), refused)
      const alive = await claim(lines[0]!)
      expect(alive.retaken_ids).toHaveLength(1)
      expect(await service.unclaimCart("cart_1", alive.claim!)).toEqual(alive.retaken_ids)
      expect((await claim(lines[0]!)).retaken_ids).toEqual([])
    })

    it("G1: is no way round the limit of a client address either", async () => {
      const limited = await boot({ options: { max_active_unit_days_per_address: 3 } })
      const resource = await build.resource({ capacity: 99 })
      const client_address = "203.0.113.9"
      const hold = (cart_id: string, dates: string[]) =>
        limited.placeHold({
          items: [{ resource_id: resource.id, dates, quantity: 1 }],
          cart_id,
          client_address,
        })
      const { holds, booking_id } = await hold("cart_1", days(1, 2))
      const built = await build.line({ of: [{ resource }] })
      await limited.attachHolds({
        ...built.agreed,
        cart_id: "cart_1",
        holds: [{ hold_id: holds[0]!.id, per: "UNIT", units: 1 }],
      })
      await ageHold(db, holds[0]!.id)
      const other = await hold("cart_2", days(1, 2))
      const retake = { cart_id: "cart_1", lines: [{ ...built.line, booking_id }], claim: true }
      await expect(limited.claimCart(retake)).rejects.toMatchObject({
        code: "hold_limit_exceeded",
        details: { limit: "max_active_unit_days_per_address", allowed: 3, present: 2, requested: 2 },
      })
      await expect(
        limited.resizeHolds({ holds: [{ hold_id: other.holds[0]!.id, quantity: 2 }], by: "system" }),
      ).rejects.toMatchObject({ code: "hold_limit_exceeded" })
      await service.releaseHold(other.holds[0]!.id, "test")
      expect((await limited.claimCart(retake)).retaken_ids).toHaveLength(1)
    })

    it("asks for no more locks than one request may: a cart of old lines cannot fill the server's lock table", async () => {
      const narrow = await boot({ options: { max_claims_per_request: 5 } })
      const resource = await build.resource({ capacity: 9 })
      const cart_id = "cart_1"
      const lines = [
        await build.line({ of: [{ resource }], dates: days(1, 3), cart_id }),
        await build.line({ of: [{ resource }], dates: days(11, 13), cart_id }),
      ]
      expect(
        (await narrow.claimCart({ cart_id, lines: lines.map(({ line }) => line), claim: false })).holds,
      ).toHaveLength(2)
      await lapse(...lines)
      await whileLocked(db, resource, days(1, 13), () =>
        expectRefused(db, () => narrow.claimCart({ cart_id, lines: lines.map(({ line }) => line), claim: true }), {
          code: "hold_expired",
          message: expect.stringMatching(/^Campervan: Hold \w+ ended at .*: place a new one$/),
          details: { line_item_id: expect.any(String) },
        }),
      )
      expect((await narrow.claimCart({ cart_id, lines: [lines[0]!.line], claim: true })).retaken_ids).toHaveLength(1)
    })

    it("leaves nothing behind that retention would forget", async () => {
      const line = await build.line({ of: [{ resource: await build.resource() }], customer_id: "cus_1" })
      await lapse(line)
      const { retaken_ids } = await keep(line)
      await service.releaseHold(retaken_ids[0]!, "test")
      await db.query(
        `update resource_hold set expired_at = expired_at - interval '31 days', released_at = released_at - interval '31 days'`,
      )
      const careful = await boot({ options: { hold_retention_days: 90, personal_data_days: 30 } })
      expect(await careful.applyRetention()).toEqual({ holds_deleted: 0, holds_blanked: 2 })
      expect(await db.query("select distinct owner_key from resource_hold")).toEqual([{ owner_key: null }])
    })
  })

  describe("un-claiming", () => {
    it("D5: lets the clocks go on as they were, and says whose", async () => {
      const resource = await build.resource({ capacity: 3 })
      const line = await build.line({ of: [{ resource }, { resource: await build.resource() }] })
      const { claim: attempt } = await claim(line)
      expect((await service.unclaimCart(line.cart_id, attempt!)).sort()).toEqual(line.holds.map(({ id }) => id).sort())
      for (const { id, expires_at } of line.holds) {
        expect(await holdOf(id)).toMatchObject({ status: "ACTIVE", claimed_at: null, expires_at })
      }
      expect(await service.unclaimCart(line.cart_id, attempt!)).toEqual([])
      await service.releaseHold(line.holds[0]!.id, "store")
    })

    it("D5: what is past its deadline by then has lapsed", async () => {
      const resource = await build.resource()
      const line = await build.line({ of: [{ resource }] })
      await claim(line)
      await lapse(line)
      const { claim: attempt } = await db.one<{ claim: string }>(
        "select to_jsonb(claimed_at)#>>'{}' as claim from resource_hold",
      )
      await service.unclaimCart(line.cart_id, attempt)
      expect(await holdOf(line.holds[0]!.id)).toMatchObject({ status: "EXPIRED" })
      expect((await build.hold({ resource })).status).toBe("ACTIVE")
    })

    it("touches neither another attempt nor another cart nor what is booked", async () => {
      const resource = await build.resource({ capacity: 9 })
      const cart_id = "cart_1"
      const [booked, other] = [
        await build.line({ of: [{ resource }], cart_id }),
        await build.line({ of: [{ resource }], cart_id }),
      ]
      const { claim: attempt } = await claim(booked, other)
      const { line_item_id } = booked.line
      await service.confirmClaimedHolds({ hold_ids: [booked.holds[0]!.id], order_id: "order_1", line_item_id })
      const before = await everyRow(db)
      expect(await service.unclaimCart("cart_2", attempt!)).toEqual([])
      expect(await service.unclaimCart(cart_id, "2026-01-01T00:00:00.000001+00:00")).toEqual([])
      expect(await everyRow(db)).toEqual(before)
      expect(await service.unclaimCart(cart_id, attempt!)).toEqual([other.holds[0]!.id])
    })
  })

  describe("abandoned claims", () => {
    it("are those older than the payment's grace, the oldest first, by the name that undoes them", async () => {
      const resource = await build.resource({ capacity: 9 })
      const [older, old, fresh] = [
        await build.line({ of: [{ resource }, { resource: await build.resource() }] }),
        await build.line({ of: [{ resource }] }),
        await build.line({ of: [{ resource }] }),
      ]
      for (const [line, by] of [
        [old, "16 minutes"],
        [older, "14 minutes"],
      ] as const) {
        await claim(line)
        await ageClaims(by)
      }
      await claim(fresh)
      await ageClaims("2 minutes")
      const abandoned = await service.getAbandonedClaims()
      expect(abandoned).toEqual([old, older].map(({ cart_id }) => ({ cart_id, claim: expect.any(String) })))
      const [first] = abandoned
      expect(await service.unclaimCart(first!.cart_id, first!.claim)).toEqual([old.holds[0]!.id])
      expect(await service.getAbandonedClaims()).toEqual(abandoned.slice(1))
      await service.confirmHolds({ hold_ids: [old.holds[0]!.id] }).catch(() => undefined)
      const batch = await boot({ options: { cleanup_batch_size: 1 } })
      expect(await batch.getAbandonedClaims()).toHaveLength(1)
    })
  })

  describe("an order's allocations", () => {
    it("come with the terms of each, cancelled ones too, the oldest first", async () => {
      const resource = await build.resource({ capacity: 9 })
      const line = await build.line({ of: [{ resource, quantity: 3 }] })
      await claim(line)
      const order = { order_id: "order_1", line_item_id: "ordli_1" }
      const { allocations } = await service.confirmClaimedHolds({
        ...order,
        hold_ids: line.holds.map(({ id }) => id),
        cart_line_id: line.line.line_item_id,
      })
      const { allocation } = await service.reviseAllocation({
        allocation_id: allocations[0]!.id,
        quantity: 1,
        by: "user_1",
      })
      await build.booking({ resource, contact: { order_id: "order_2" } })
      expect(await service.getOrderAllocations("order_1")).toMatchObject([
        { id: allocations[0]!.id, cancel_reason: "replaced", per: "UNIT", units: 3, ...order },
        { id: allocation.id, cancelled_at: null, quantity: 1, per: "UNIT", units: 3, ...order },
      ])
      expect(await service.getLineHolds(line.cart_id)).toMatchObject([{ id: allocation.hold_id, status: "CONFIRMED" }])
      expect(await service.getOrderAllocations("order_x")).toEqual([])
    })
  })
})
