import { ageHold, day, days, unique } from "../helpers/build"
import { whileLocked, whileOpen } from "../helpers/held-locks"
import { until, untilBlocked } from "../helpers/locks"
import { moduleSuite } from "../helpers/module-suite"
import { inTransaction } from "../helpers/outer-transaction"
import { availableOn, everyRow, expectRefused, holdCounts } from "../helpers/rows"

const MINUTE = 60_000
const minutesLeft = ({ expires_at }: { expires_at: string }, now: string) =>
  (Date.parse(expires_at) - Date.parse(now)) / MINUTE

moduleSuite(({ build, db, service, boot }) => {
  const claim = (holdId: string, line = "line_1") =>
    db.query("update resource_hold set claimed_at = clock_timestamp(), line_item_id = $2 where id = $1", [holdId, line])
  const packageOf = async (...resources: { id: string }[]) =>
    await service.placeHold({
      cart_id: unique("cart"),
      items: resources.map(({ id }) => ({ resource_id: id, dates: days(1, 2), quantity: 1 })),
    })

  describe("reading", () => {
    it("a hold is read with the database's clock, and an unknown one is not found", async () => {
      const hold = await build.hold({ resource: await build.resource() })
      const answer = await service.getHold(hold.id)
      expect(answer.hold).toEqual(hold)
      expect(minutesLeft(hold, answer.now)).toBeGreaterThan(25)
      await expect(service.getHold("hold_nobody")).rejects.toMatchObject({
        code: "hold_not_found",
        details: { hold_id: "hold_nobody" },
      })
    })

    it("C3: a lapsed hold reads EXPIRED at once, while its row waits for the clean-up", async () => {
      const hold = await build.hold({ resource: await build.resource() })
      await ageHold(db, hold.id)
      expect((await service.getHold(hold.id)).hold).toMatchObject({ status: "EXPIRED", expired_at: null })
      expect((await service.getBookingHolds(hold.booking_id)).holds).toMatchObject([{ status: "EXPIRED" }])
      expect(await holdCounts(db)).toEqual({ ACTIVE: 1 })
    })

    it("nothing internal leaves with a hold", async () => {
      const hold = await build.hold({ resource: await build.resource(), idempotency_token: unique("token") })
      for (const row of [hold, (await service.getHold(hold.id)).hold]) {
        expect(Object.keys(row)).not.toEqual(
          expect.arrayContaining([expect.stringMatching(/token|hash|owner|address|raw_|notified|deleted/)]),
        )
      }
    })
  })

  describe("extending", () => {
    it("moves the deadline to so many minutes from now", async () => {
      const hold = await build.hold({ resource: await build.resource() })
      const { holds, extended, now } = await service.extendHold(hold.id, 45)
      expect(extended).toBe(true)
      expect(minutesLeft(holds[0]!, now)).toBe(45)
      expect((await service.getHold(hold.id)).hold.expires_at).toBe(holds[0]!.expires_at)
    })

    it("without minutes gives the shortest term of the booking's resources again", async () => {
      const { holds } = await packageOf(
        await build.resource({ hold_ttl_minutes: 50 }),
        await build.resource({ hold_ttl_minutes: 40 }),
      )
      for (const { id } of holds) await ageHold(db, id, -60)
      const extended = await service.extendHold(holds[0]!.id)
      expect(extended.holds.map((hold) => minutesLeft(hold, extended.now))).toEqual([40, 40])
    })

    it("moves the whole booking, and its deadlines stay one", async () => {
      const { holds } = await packageOf(await build.resource(), await build.resource(), await build.resource())
      const { holds: extended } = await service.extendHold(holds[1]!.id, 50)
      expect(extended.map(({ id }) => id)).toEqual(holds.map(({ id }) => id))
      expect(await db.query("select distinct expires_at from resource_hold")).toHaveLength(1)
    })

    it("leaves the parts that were given back alone", async () => {
      const { holds } = await packageOf(await build.resource(), await build.resource())
      const released = await service.releaseHold(holds[0]!.id, "test")
      const extended = await service.extendHold(holds[1]!.id, 50)
      expect(extended.holds.map(({ id }) => id)).toEqual([holds[1]!.id])
      expect((await service.getHold(holds[0]!.id)).hold).toEqual(released.hold)
    })

    it("never goes backwards", async () => {
      const hold = await build.hold({ resource: await build.resource() })
      const answer = await service.extendHold(hold.id, 5)
      expect(answer).toMatchObject({ extended: false, holds: [{ id: hold.id, expires_at: hold.expires_at }] })
    })

    it("ends at max_hold_minutes after the booking was made, however often it is asked for", async () => {
      const hold = await build.hold({ resource: await build.resource() })
      const last = Date.parse(hold.created_at) + 120 * MINUTE
      for (const minutes of [119, 500, 10_080]) await service.extendHold(hold.id, minutes)
      const again = await service.extendHold(hold.id, 500)
      expect(again.extended).toBe(false)
      expect(Date.parse(again.holds[0]!.expires_at)).toBe(last)
    })

    it("C9: does not bring back what is near its end of life", async () => {
      const hold = await build.hold({ resource: await build.resource() })
      await db.query("update resource_hold set created_at = created_at - interval '115 minutes'")
      const { holds, now } = await service.extendHold(hold.id, 30)
      expect(Date.parse(holds[0]!.expires_at)).toBe(Date.parse(hold.expires_at))
      expect(minutesLeft(holds[0]!, now)).toBeLessThan(30)
    })

    it("by staff reaches seven days", async () => {
      const hold = await build.hold({ resource: await build.resource() })
      const { holds, now } = await service.extendStaffHold(hold.id, 5000)
      expect(minutesLeft(holds[0]!, now)).toBe(5000)
      const capped = await service.extendStaffHold(hold.id, 10_080)
      expect(minutesLeft(capped.holds[0]!, hold.created_at)).toBe(10_080)
      // The storefront cannot shorten what staff gave.
      expect((await service.extendHold(hold.id, 30)).holds[0]!.expires_at).toBe(capped.holds[0]!.expires_at)
    })

    it.each([0, -5, 1.5, 10_081, Number.NaN])("C14: %s minutes are refused", async (minutes) => {
      const hold = await build.hold({ resource: await build.resource() })
      await expectRefused(db, () => service.extendHold(hold.id, minutes), {
        code: "invalid_data",
        details: { field: "minutes" },
      })
    })

    it("C4: a lapsed hold cannot be extended, swept or not", async () => {
      const hold = await build.hold({ resource: await build.resource() })
      await ageHold(db, hold.id)
      const expected = { code: "hold_expired", details: { hold_id: hold.id, expires_at: expect.stringMatching(/Z$/) } }
      await expectRefused(db, () => service.extendHold(hold.id), expected)
      await service.expireHolds()
      await expectRefused(db, () => service.extendHold(hold.id), expected)
    })

    it("E14: at the last moment keeps its resource from being deleted before that is committed", async () => {
      const resource = await build.resource()
      const hold = await build.hold({ resource })
      await ageHold(db, hold.id, -1)
      let deletion: Promise<string> | undefined
      await inTransaction(service, async (context) => {
        await service.extendHold(hold.id, 10, context)
        await until(
          async () => (await db.query("select 1 from resource_hold where expires_at < now()")).length > 0,
          "the deadline to pass that everybody else still sees",
        )
        deletion = service.deleteResource(resource.id).then(
          () => "deleted",
          ({ code }: { code: string }) => code,
        )
        await Promise.race([untilBlocked(db, 1), deletion])
      })
      expect(await deletion).toBe("resource_in_use")
    })

    it("a hold that was released, confirmed or claimed cannot be extended, an unknown one neither", async () => {
      const resource = await build.resource({ capacity: 9 })
      const [released, confirmed, claimed] = [
        await build.hold({ resource }),
        await build.hold({ resource }),
        await build.hold({ resource }),
      ]
      await service.releaseHold(released.id, "test")
      await service.confirmHolds({ hold_ids: [confirmed.id] })
      await claim(claimed.id)
      await expectRefused(db, () => service.extendHold(released.id), {
        code: "hold_not_active",
        details: { hold_id: released.id, status: "RELEASED" },
      })
      await expectRefused(db, () => service.extendHold(confirmed.id), {
        code: "hold_not_active",
        details: { status: "CONFIRMED" },
      })
      await expectRefused(db, () => service.extendHold(claimed.id), {
        code: "hold_in_checkout",
        details: { hold_id: claimed.id },
      })
      await expectRefused(db, () => service.extendHold("hold_x"), {
        code: "hold_not_found",
        details: { hold_id: "hold_x" },
      })
    })
  })

  describe("releasing", () => {
    it("gives the units back once, and answers the same again", async () => {
      const resource = await build.resource({ capacity: 3 })
      const hold = await build.hold({ resource, dates: days(1, 2), quantity: 2 })
      const first = await service.releaseHold(hold.id, "user_1")
      expect(first).toMatchObject({
        replay: false,
        hold: { status: "RELEASED", released_by: "user_1", released_at: first.now },
      })
      const again = await service.releaseHold(hold.id, "user_2")
      expect(again).toMatchObject({ replay: true, hold: first.hold })
      expect(await availableOn(db, resource, days(1, 2))).toEqual([3, 3])
    })

    it("ten at once give the units back once", async () => {
      const resource = await build.resource({ capacity: 3 })
      const hold = await build.hold({ resource, quantity: 2 })
      const answers = await Promise.all(Array.from({ length: 10 }, () => service.releaseHold(hold.id, "test")))
      expect(answers.filter(({ replay }) => !replay)).toHaveLength(1)
      expect(await availableOn(db, resource, [day(1)])).toEqual([3])
    })

    it("is not for what has lapsed, is in the checkout, confirmed or unknown", async () => {
      const resource = await build.resource({ capacity: 9 })
      const [lapsed, claimed, confirmed] = [
        await build.hold({ resource }),
        await build.hold({ resource }),
        await build.hold({ resource }),
      ]
      await ageHold(db, lapsed.id)
      await claim(claimed.id)
      await service.confirmHolds({ hold_ids: [confirmed.id] })
      await expectRefused(db, () => service.releaseHold(lapsed.id, "test"), { code: "hold_expired" })
      await expectRefused(db, () => service.releaseHold(claimed.id, "test"), { code: "hold_in_checkout" })
      await expectRefused(db, () => service.releaseHold(confirmed.id, "test"), {
        code: "hold_not_active",
        details: { status: "CONFIRMED" },
      })
      await expectRefused(db, () => service.releaseHold("hold_x", "test"), { code: "hold_not_found" })
    })

    it("of a wide hold waits for a buyer of one of its dates", async () => {
      const hurried = await boot({ options: { lock_timeout_ms: 100 } })
      const resource = await build.resource({ capacity: 2 })
      const hold = await build.hold({ resource, dates: days(1, 40) })
      await whileLocked(db, resource, [day(7)], () =>
        expectRefused(db, () => hurried.releaseHold(hold.id, "test"), { code: "lock_timeout" }),
      )
      await hurried.releaseHold(hold.id, "test")
      expect(await availableOn(db, resource, [day(1), day(7), day(40)])).toEqual([2, 2, 2])
    })
  })

  describe("the clean-up", () => {
    it("ends what is over, gives its units back and says how much that was", async () => {
      const resource = await build.resource({ capacity: 9 })
      const over = [
        await build.hold({ resource, dates: days(1, 3), quantity: 2 }),
        await build.hold({ resource, quantity: 3 }),
      ]
      const [alive, claimed] = [await build.hold({ resource }), await build.hold({ resource })]
      await claim(claimed.id)
      for (const [i, { id }] of [...over, claimed].entries()) await ageHold(db, id, 10 - i)
      await ageHold(db, alive.id, -60)

      const result = await service.expireHolds()
      expect(result).toMatchObject({ expired_count: 2, capacity_restored: 9, duration_ms: expect.any(Number) })
      expect(result.holds).toEqual(
        over.map(({ id, booking_id, resource_id, start_date, end_date, quantity, cart_id }) => ({
          ...{ id, booking_id, resource_id, start_date, end_date, quantity, cart_id },
          customer_id: null,
          status: "EXPIRED",
          expires_at: expect.stringMatching(/^\d{4}-.*Z$/),
        })),
      )
      expect(await holdCounts(db)).toEqual({ ACTIVE: 2, EXPIRED: 2 })
      expect(await availableOn(db, resource, days(1, 3))).toEqual([7, 9, 9])
    })

    it("does nothing twice", async () => {
      const resource = await build.resource()
      await ageHold(db, (await build.hold({ resource })).id)
      await service.expireHolds()
      const before = await everyRow(db)
      expect(await service.expireHolds()).toMatchObject({ expired_count: 0, capacity_restored: 0, holds: [] })
      expect(await everyRow(db)).toEqual(before)
    })

    it("C10: on many servers at once ends each hold once", async () => {
      const resource = await build.resource({ capacity: 40 })
      const other = await boot({ options: { cleanup_batch_size: 3 } })
      for (const date of days(1, 20)) await ageHold(db, (await build.hold({ resource, dates: [date] })).id)
      const results = await Promise.all([service, other, other].map((server) => server.expireHolds()))
      const ended = results.flatMap(({ holds }) => holds.map(({ id }) => id))
      expect(new Set(ended).size).toBe(ended.length)
      await service.expireHolds()
      expect(await holdCounts(db)).toEqual({ EXPIRED: 20 })
      expect(new Set(await availableOn(db, resource, days(1, 20)))).toEqual(new Set([40]))
    })

    it("C11: goes on in small batches until nothing is left", async () => {
      const small = await boot({ options: { cleanup_batch_size: 2 } })
      const resource = await build.resource({ capacity: 9 })
      for (let i = 0; i < 7; i++) await ageHold(db, (await build.hold({ resource })).id)
      expect(await small.expireHolds()).toMatchObject({ expired_count: 7, capacity_restored: 7 })
      expect(await holdCounts(db)).toEqual({ EXPIRED: 7 })
    })

    it("C11: a batch has so many dates at most, but one huge hold does not stop it", async () => {
      const resource = await build.resource({ capacity: 99, days: 92 })
      for (let i = 0; i < 12; i++) await ageHold(db, (await build.hold({ resource, dates: days(0, 91) })).id)
      expect(await service.expireHolds()).toMatchObject({ expired_count: 12, capacity_restored: 12 * 92 })
      expect(await availableOn(db, resource, [day(0), day(91)])).toEqual([99, 99])
    })

    it("does not wait for a hold that somebody else is changing, and takes it the next time", async () => {
      const resource = await build.resource({ capacity: 2 })
      const [busy, free] = [
        await build.hold({ resource, dates: [day(1)] }),
        await build.hold({ resource, dates: [day(2)] }),
      ]
      for (const { id } of [busy, free]) await ageHold(db, id)
      await whileOpen(db, "select 1 from resource_hold where id = $1 for update", [busy.id], async () => {
        expect((await service.expireHolds()).holds.map(({ id }) => id)).toEqual([free.id])
      })
      expect((await service.expireHolds()).holds.map(({ id }) => id)).toEqual([busy.id])
    })

    it("C12: after a day without it, confirmed holds are as they were", async () => {
      const resource = await build.resource({ capacity: 9 })
      const [confirmed, over] = [await build.hold({ resource }), await build.hold({ resource })]
      await service.confirmHolds({ hold_ids: [confirmed.id] })
      for (const { id } of [confirmed, over]) await ageHold(db, id, 86_400)
      expect(await service.expireHolds()).toMatchObject({ expired_count: 1, holds: [{ id: over.id }] })
      expect(await holdCounts(db)).toEqual({ CONFIRMED: 1, EXPIRED: 1 })
    })
  })

  describe("confirming", () => {
    it("makes the allocation of the very same claim, with whom and what it is for", async () => {
      const resource = await build.resource({ capacity: 3 })
      const hold = await build.hold({
        resource,
        dates: days(1, 2),
        quantity: 2,
        customer_id: "cus_1",
        customer_email: "ann@example.com",
      })
      const { allocations, replay, now } = await service.confirmHolds({
        hold_ids: [hold.id],
        order_id: "order_1",
        line_item_id: "line_1",
        contact_name: "Ann",
        note: "two seats",
        metadata: { channel: "web" },
      })
      expect(replay).toBe(false)
      expect(allocations).toEqual([
        {
          id: expect.stringMatching(/^alloc_/),
          hold_id: hold.id,
          booking_id: hold.booking_id,
          resource_id: resource.id,
          dates: days(1, 2),
          start_date: day(1),
          end_date: day(2),
          booking_unit: "DAY",
          days: 2,
          quantity: 2,
          order_id: "order_1",
          line_item_id: "line_1",
          customer_id: "cus_1",
          contact_name: "Ann",
          contact_email: "ann@example.com",
          contact_phone: null,
          note: "two seats",
          unit_label: null,
          source: "STORE",
          created_by: null,
          cancelled_at: null,
          cancelled_by: null,
          cancel_reason: null,
          replaces_id: null,
          metadata: { channel: "web" },
          created_at: now,
          updated_at: now,
        },
      ])
      expect((await service.getHold(hold.id)).hold).toMatchObject({ status: "CONFIRMED", confirmed_at: now })
      expect(await availableOn(db, resource, days(1, 2))).toEqual([1, 1])
    })

    it("B9: twice, and ten times at once, gives the same allocation", async () => {
      const hold = await build.hold({ resource: await build.resource() })
      const input = { hold_ids: [hold.id], order_id: "order_1", line_item_id: "line_1" }
      const answers = await Promise.all(Array.from({ length: 10 }, () => service.confirmHolds(input)))
      answers.push(await service.confirmHolds({ ...input, note: "again" }))
      expect(answers.filter(({ replay }) => !replay)).toHaveLength(1)
      expect(new Set(answers.map(({ allocations }) => JSON.stringify(allocations))).size).toBe(1)
      expect(await holdCounts(db)).toEqual({ CONFIRMED: 1 })
    })

    it("answers again with the cancelled allocation, and never makes a second one", async () => {
      const hold = await build.hold({ resource: await build.resource() })
      const { allocations } = await service.confirmHolds({ hold_ids: [hold.id], order_id: "order_1" })
      await service.cancelAllocations({ allocation_ids: [allocations[0]!.id], cancelled_by: "test" })
      const again = await service.confirmHolds({ hold_ids: [hold.id], order_id: "order_1" })
      expect(again).toMatchObject({
        replay: true,
        allocations: [{ id: allocations[0]!.id, cancelled_at: expect.any(String) }],
      })
    })

    it("of another order or line is refused once it stands", async () => {
      const hold = await build.hold({ resource: await build.resource() })
      await service.confirmHolds({ hold_ids: [hold.id], order_id: "order_1", line_item_id: "line_1" })
      for (const other of [
        { order_id: "order_2", line_item_id: "line_1" },
        { order_id: "order_1", line_item_id: "line_2" },
        {},
      ]) {
        await expectRefused(db, () => service.confirmHolds({ hold_ids: [hold.id], ...other }), {
          code: "hold_not_active",
          details: { hold_id: hold.id, status: "CONFIRMED" },
        })
      }
    })

    it("D10: all holds of a line or none: one lapsed part refuses the package", async () => {
      const { holds } = await packageOf(await build.resource(), await build.resource())
      await ageHold(db, holds[1]!.id)
      await expectRefused(
        db,
        () => service.confirmHolds({ hold_ids: holds.map(({ id }) => id), order_id: "order_1" }),
        {
          code: "hold_expired",
          details: { hold_id: holds[1]!.id },
        },
      )
    })

    it("a package gives one allocation for each part, in the order asked for", async () => {
      const { holds, booking_id } = await packageOf(await build.resource(), await build.resource())
      const hold_ids = holds.map(({ id }) => id).reverse()
      const { allocations } = await service.confirmHolds({
        hold_ids: [...hold_ids, hold_ids[0]!],
        order_id: "o",
        line_item_id: "l",
      })
      expect(allocations.map(({ hold_id }) => hold_id)).toEqual(hold_ids)
      expect(new Set(allocations.map((allocation) => allocation.booking_id))).toEqual(new Set([booking_id]))
    })

    it("finishes a package of which one part was confirmed before", async () => {
      const { holds } = await packageOf(await build.resource(), await build.resource())
      const input = { order_id: "order_1", line_item_id: "line_1" }
      const first = await service.confirmHolds({ hold_ids: [holds[0]!.id], ...input })
      const both = await service.confirmHolds({ hold_ids: holds.map(({ id }) => id), ...input })
      expect(both).toMatchObject({ replay: false, allocations: [first.allocations[0], { hold_id: holds[1]!.id }] })
    })

    it("C4: a lapsed hold cannot be confirmed, swept or not; a released or unknown one neither", async () => {
      const resource = await build.resource({ capacity: 9 })
      const [lapsed, released] = [await build.hold({ resource }), await build.hold({ resource })]
      await ageHold(db, lapsed.id)
      await service.releaseHold(released.id, "test")
      await expectRefused(db, () => service.confirmHolds({ hold_ids: [lapsed.id] }), { code: "hold_expired" })
      await service.expireHolds()
      await expectRefused(db, () => service.confirmHolds({ hold_ids: [lapsed.id] }), { code: "hold_expired" })
      await expectRefused(db, () => service.confirmHolds({ hold_ids: [released.id] }), {
        code: "hold_not_active",
        details: { status: "RELEASED" },
      })
      await expectRefused(db, () => service.confirmHolds({ hold_ids: ["hold_x"] }), {
        code: "hold_not_found",
        details: { hold_id: "hold_x" },
      })
    })

    it("what the checkout has claimed is confirmed after its deadline", async () => {
      const hold = await build.hold({ resource: await build.resource() })
      await claim(hold.id)
      await ageHold(db, hold.id, 3600)
      const input = { hold_ids: [hold.id], line_item_id: "line_1" }
      expect(await service.confirmClaimedHolds(input)).toMatchObject({ replay: false })
      expect(await holdCounts(db)).toEqual({ CONFIRMED: 1 })
    })

    it("what the checkout has claimed is its own to confirm, and nobody else's", async () => {
      const hold = await build.hold({ resource: await build.resource() })
      await claim(hold.id)
      await expectRefused(db, () => service.confirmHolds({ hold_ids: [hold.id], line_item_id: "line_1" }), {
        code: "hold_in_checkout",
        details: { hold_id: hold.id },
      })
    })

    it("D14: the storefront confirms only what its checkout has claimed, for that very line", async () => {
      const resource = await build.resource({ capacity: 9 })
      const hold = await build.hold({ resource })
      const confirm = (line_item_id: string) =>
        service.confirmClaimedHolds({ hold_ids: [hold.id], order_id: "order_1", line_item_id })
      await expectRefused(db, () => confirm("line_1"), { code: "hold_not_claimed", details: { hold_id: hold.id } })
      await db.query("update resource_hold set line_item_id = 'line_1'")
      await expectRefused(db, () => confirm("line_1"), { code: "hold_not_claimed" })
      await claim(hold.id, "line_1")
      await expectRefused(db, () => confirm("line_2"), { code: "hold_not_claimed" })
      expect(await confirm("line_1")).toMatchObject({ replay: false })
      expect(await confirm("line_1")).toMatchObject({ replay: true })
    })

    it("a line that has its allocation of the resource already is refused", async () => {
      const resource = await build.resource({ capacity: 3 })
      const [one, two] = [await build.hold({ resource }), await build.hold({ resource })]
      const line = { order_id: "order_1", line_item_id: "line_1" }
      const { allocations } = await service.confirmHolds({ hold_ids: [one.id], ...line })
      await expectRefused(db, () => service.confirmHolds({ hold_ids: [two.id], ...line }), {
        code: "booking_line_invalid",
      })
      await service.cancelAllocations({ allocation_ids: [allocations[0]!.id], cancelled_by: "test" })
      expect(await service.confirmHolds({ hold_ids: [two.id], ...line })).toMatchObject({ replay: false })
    })

    it("C6: confirm, release and clean-up of one hold at once leave one winner", async () => {
      const resource = await build.resource({ capacity: 20 })
      for (const date of days(1, 8)) {
        const hold = await build.hold({ resource, dates: [date] })
        const results = await Promise.allSettled([
          service.confirmHolds({ hold_ids: [hold.id] }),
          service.releaseHold(hold.id, "test"),
        ])
        const won = results.map(({ status }) => status)
        expect(won.sort()).toEqual(["fulfilled", "rejected"])
      }
      const { CONFIRMED = 0, RELEASED = 0 } = await holdCounts(db)
      expect(CONFIRMED + RELEASED).toBe(8)
    })

    it("C5: who waits to confirm while the hold is being released is told so", async () => {
      const resource = await build.resource()
      const hold = await build.hold({ resource })
      let refused: Promise<void> | undefined
      await inTransaction(service, async (outer) => {
        await service.releaseHold(hold.id, "test", outer)
        refused = expect(service.confirmHolds({ hold_ids: [hold.id] })).rejects.toMatchObject({
          code: "hold_not_active",
        })
        await untilRowBlocked()
      })
      await refused
      expect(await holdCounts(db)).toEqual({ RELEASED: 1 })
      expect(await availableOn(db, resource, [day(1)])).toEqual([1])
    })
  })

  describe("the expiring notice", () => {
    it("comes once for each hold that ends within ten minutes", async () => {
      const resource = await build.resource({ capacity: 9 })
      const [soon, later] = [await build.hold({ resource }), await build.hold({ resource })]
      await ageHold(db, soon.id, -9 * 60)
      await ageHold(db, later.id, -11 * 60)
      expect(await service.markExpiringHolds()).toMatchObject([{ id: soon.id, status: "ACTIVE" }])
      expect(await service.markExpiringHolds()).toEqual([])
    })

    it("C12: does not come for claimed, ended or long gone holds", async () => {
      const resource = await build.resource({ capacity: 9 })
      const holds = await Promise.all(Array.from({ length: 4 }, () => build.hold({ resource })))
      const [claimed, released, confirmed, gone] = holds.map(({ id }) => id)
      await claim(claimed!)
      await service.releaseHold(released!, "test")
      await service.confirmHolds({ hold_ids: [confirmed!] })
      for (const id of [claimed!, released!, confirmed!]) await ageHold(db, id, -60)
      await ageHold(db, gone!, 1)
      expect(await service.markExpiringHolds()).toEqual([])
    })

    it("comes from one server only", async () => {
      const resource = await build.resource({ capacity: 20 })
      const other = await boot()
      for (const date of days(1, 10)) await ageHold(db, (await build.hold({ resource, dates: [date] })).id, -60)
      const marked = (await Promise.all([service, other, other].map((server) => server.markExpiringHolds()))).flat()
      expect(new Set(marked.map(({ id }) => id)).size).toBe(10)
      expect(marked).toHaveLength(10)
    })
  })

  describe("retention", () => {
    it("deletes ended holds of long ago, and never one that is alive or has an allocation", async () => {
      const resource = await build.resource({ capacity: 9 })
      const holds = await Promise.all(Array.from({ length: 5 }, () => build.hold({ resource })))
      const [released, expired, confirmed, alive, fresh] = holds.map(({ id }) => id)
      await service.releaseHold(released!, "test")
      await ageHold(db, expired!)
      await service.expireHolds()
      await service.confirmHolds({ hold_ids: [confirmed!] })
      await db.query(
        `update resource_hold set released_at = released_at - interval '31 days', expired_at = expired_at - interval '31 days',
           confirmed_at = confirmed_at - interval '31 days', created_at = created_at - interval '31 days'`,
      )
      await service.releaseHold(fresh!, "test")
      // The confirmed one stays with whom it is for, and loses the keys that limits and replays no longer need.
      expect(await service.applyRetention()).toEqual({ holds_deleted: 2, holds_blanked: 1 })
      expect(await service.applyRetention()).toEqual({ holds_deleted: 0, holds_blanked: 0 })
      const left = await db.query<{ id: string }>("select id from resource_hold order by id")
      expect(left.map(({ id }) => id)).toEqual([confirmed!, alive!, fresh!].sort())
    })

    it("blanks whom an ended hold was for, earlier, and only that", async () => {
      const strict = await boot({ options: { personal_data_days: 7, cleanup_batch_size: 2 } })
      const resource = await build.resource({ capacity: 9 })
      const input = { resource, customer_email: "ann@example.com", metadata: { phone: "1" } }
      const [alive, fresh, confirmed, ...old] = await Promise.all(Array.from({ length: 6 }, () => build.hold(input)))
      await service.confirmHolds({ hold_ids: [confirmed!.id] })
      for (const { id } of [fresh!, ...old]) await service.releaseHold(id, "test")
      await db.query(
        `update resource_hold set released_at = released_at - interval '8 days', confirmed_at = confirmed_at - interval '8 days'
         where id <> $1`,
        [fresh!.id],
      )
      expect(await strict.applyRetention()).toEqual({ holds_deleted: 0, holds_blanked: 4 })
      expect(await strict.applyRetention()).toEqual({ holds_deleted: 0, holds_blanked: 0 })
      const kept = await db.query<{ id: string }>(
        "select id from resource_hold where customer_email is not null and metadata is not null order by id",
      )
      expect(kept.map(({ id }) => id)).toEqual([alive!.id, fresh!.id, confirmed!.id].sort())
      const keyed = await db.query<{ id: string }>(
        "select id from resource_hold where owner_key is not null order by id",
      )
      expect(keyed.map(({ id }) => id)).toEqual([alive!.id, fresh!.id].sort())
    })

    it("a customer who asks to be forgotten is forgotten, her bookings and everybody else's stay", async () => {
      const resource = await build.resource({ capacity: 9 })
      const contact = {
        contact_name: "Ann",
        contact_email: "ann@example.com",
        contact_phone: "07 1",
        note: "allergic",
        metadata: { a: 1 },
      }
      const hold = await build.hold({
        resource,
        customer_id: "cus_1",
        customer_email: "ann@example.com",
        metadata: { a: 1 },
      })
      const booking = await build.booking({
        resource,
        contact: { customer_id: "cus_1", unit_label: "Red", ...contact },
      })
      const other = await build.booking({ resource, contact: { customer_id: "cus_2", ...contact } })
      const units = await availableOn(db, resource, [day(1)])

      expect(await service.eraseCustomer({ customer_id: "cus_1" })).toEqual({ holds: 1, allocations: 1 })
      expect((await service.getHold(hold.id)).hold).toMatchObject({
        customer_email: null,
        metadata: null,
        status: "ACTIVE",
      })
      expect(await service.getAllocation(booking.id)).toMatchObject({
        ...{ contact_name: null, contact_email: null, contact_phone: null, note: null, metadata: null },
        ...{ unit_label: "Red", cancelled_at: null, dates: [day(1)] },
      })
      expect(await service.getAllocation(other.id)).toMatchObject(contact)
      expect(await availableOn(db, resource, [day(1)])).toEqual(units)
      const everything = JSON.stringify(
        await db.query("select * from resource_hold where customer_id = 'cus_1' or id = $1", [booking.hold_id]),
      )
      expect(everything).not.toContain("ann@example.com")
    })

    it("with her e-mail, what she held and booked as a guest is forgotten too, and no trace of it is left", async () => {
      const resource = await build.resource({ capacity: 9 })
      const guest = { customer_email: "Ann@Example.com" }
      const [released, expired] = [
        await build.hold({ resource, ...guest }),
        await build.hold({ resource, dates: [day(2)], ...guest }),
      ]
      const other = await build.hold({ resource, customer_email: "bob@example.com" })
      const booking = await build.booking({ resource, contact: { contact_email: "ann@EXAMPLE.com" } })
      await service.releaseHold(released.id, "test")
      await ageHold(db, expired.id)
      await service.expireHolds()

      expect(await service.eraseCustomer({ customer_id: "cus_1", email: "ann@example.com" })).toEqual({
        holds: 2,
        allocations: 1,
      })
      const rows = JSON.stringify([
        await db.query("select * from resource_hold where id <> $1", [other.id]),
        await db.query("select * from resource_allocation"),
      ])
      expect(rows).not.toMatch(/ann@example/i)
      expect(await service.getAllocation(booking.id)).toMatchObject({ cancelled_at: null, contact_email: null })
      expect((await service.getHold(other.id)).hold.customer_email).toBe("bob@example.com")
    })
  })

  describe("A17: inside somebody else's transaction", () => {
    it("every verb commits with it", async () => {
      const resource = await build.resource({ capacity: 5 })
      const old = await build.booking({ resource, dates: [day(9)] })
      const result = await inTransaction(service, async (outer) => {
        const items = [{ resource_id: resource.id, dates: [day(1)], quantity: 1 }]
        const { holds } = await service.placeHold({ cart_id: "cart_1", items }, outer)
        const id = holds[0]!.id
        await service.extendHold(id, 50, outer)
        const { allocations } = await service.confirmHolds({ hold_ids: [id], order_id: "order_1" }, outer)
        await service.updateAllocation(allocations[0]!.id, { note: "n" }, outer)
        const { allocation } = await service.reviseAllocation(
          { allocation_id: allocations[0]!.id, dates: [day(2)], by: "u" },
          outer,
        )
        await service.cancelAllocations({ allocation_ids: [old.id], cancelled_by: "u" }, outer)
        await service.setCapacity(
          { resource_id: resource.id, start_date: day(3), end_date: day(3), max_capacity: 8 },
          outer,
        )
        await service.createBlackout({ start_date: day(4), end_date: day(4), reason: "r" }, { by: "u" }, outer)
        expect(await holdCounts(db)).toEqual({ CONFIRMED: 1 })
        return allocation
      })
      expect(await service.getAllocation(result.id)).toMatchObject({ dates: [day(2)], note: "n", order_id: "order_1" })
      expect(await availableOn(db, resource, [day(1), day(2), day(3), day(9)])).toEqual([5, 4, 8, 5])
      expect(await holdCounts(db)).toEqual({ CONFIRMED: 3 })
    })

    it("every verb rolls back with it, and nobody saw it", async () => {
      const resource = await build.resource({ capacity: 5, hold_ttl_minutes: 30 })
      const [hold, lapsed] = [await build.hold({ resource }), await build.hold({ resource, dates: [day(2)] })]
      const booking = await build.booking({ resource, dates: [day(9)] })
      await ageHold(db, lapsed.id)
      const before = await everyRow(db)
      const crash = inTransaction(service, async (outer) => {
        const items = [{ resource_id: resource.id, dates: [day(1)], quantity: 1 }]
        await service.placeHold({ cart_id: "cart_1", items }, outer)
        await service.placeStaffHold({ created_by: "u", items }, outer)
        await service.placeStaffBooking({ created_by: "u", contact: {}, items }, outer)
        await service.releaseHold(hold.id, "u", outer)
        await service.expireHolds(outer)
        await service.reviseAllocation({ allocation_id: booking.id, dates: [day(8)], by: "u" }, outer)
        await service
          .cancelAllocations({ allocation_ids: [booking.id], cancelled_by: "u" }, outer)
          .catch(() => undefined)
        await service.setCapacity(
          { resource_id: resource.id, start_date: day(3), end_date: day(3), max_capacity: 8 },
          outer,
        )
        const { blackout } = await service.createBlackout(
          { start_date: day(4), end_date: day(4), reason: "r" },
          { by: "u" },
          outer,
        )
        await service.updateBlackout(blackout!.id, { reason: "s" }, { by: "u" }, outer)
        await service.updateResource(resource.id, { name: "Other" }, outer)
        await service.eraseCustomer({ customer_id: "cus_1" }, outer)
        throw new Error("rolled back")
      })
      await expect(crash).rejects.toThrow("rolled back")
      expect(await everyRow(db)).toEqual(before)
    })

    it("a resource can be created and opened there, and is gone when it rolls back", async () => {
      const input = { name: "Boat", type: "vehicle", default_capacity: 3, open_days_ahead: 2 }
      const created = await inTransaction(service, (outer) => service.createResource(input, outer))
      expect(created).toMatchObject({ name: "Boat", type: "VEHICLE", id: expect.stringMatching(/^res_/) })
      expect(await availableOn(db, created, days(0, 3))).toEqual([3, 3, 3])

      const before = await everyRow(db)
      const crash = inTransaction(service, async (outer) => {
        await service.createResource(input, outer)
        throw new Error("rolled back")
      })
      await expect(crash).rejects.toThrow("rolled back")
      expect(await everyRow(db)).toEqual(before)
    })

    it("a refusal leaves the transaction usable, as it is an answer and no error of the database", async () => {
      const resource = await build.resource({ capacity: 1 })
      await build.hold({ resource })
      const placed = await inTransaction(service, async (outer) => {
        const request = (date: string) => ({
          cart_id: "cart_1",
          items: [{ resource_id: resource.id, dates: [date], quantity: 1 }],
        })
        await expect(service.placeHold(request(day(1)), outer)).rejects.toMatchObject({ code: "insufficient_capacity" })
        return await service.placeHold(request(day(2)), outer)
      })
      expect((await service.getHold(placed.holds[0]!.id)).hold.status).toBe("ACTIVE")
    })

    it("its locks are kept to its end: others wait for the date, and for no other", async () => {
      const resource = await build.resource({ capacity: 2 })
      let waiting: Promise<unknown> | undefined
      await inTransaction(service, async (outer) => {
        const items = [{ resource_id: resource.id, dates: [day(1)], quantity: 1 }]
        await service.placeHold({ cart_id: "cart_1", items }, outer)
        await build.hold({ resource, dates: [day(2)] })
        waiting = build.hold({ resource, dates: [day(1)] })
        await untilBlocked(db, 1)
      })
      await waiting
      expect(await availableOn(db, resource, days(1, 2))).toEqual([0, 1])
    })
  })

  async function untilRowBlocked(): Promise<void> {
    await until(async () => {
      const { waiting } = await db.one<{ waiting: number }>(
        `select count(*) as waiting from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and wait_event in ('tuple', 'transactionid')`,
      )
      return waiting > 0
    }, "somebody to wait for the row")
  }
})
