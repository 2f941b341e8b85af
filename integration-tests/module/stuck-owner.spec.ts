import type ResourceBookingModuleService from "../../src/modules/resource_booking/service"
import type { PlaceHoldInput } from "../../src/modules/resource_booking/types"
import { day, unique } from "../helpers/build"
import { whileLocked, whileOpen } from "../helpers/held-locks"
import { until, untilBlocked } from "../helpers/locks"
import { moduleSuite } from "../helpers/module-suite"
import { availableOn } from "../helpers/rows"

// Longer than a test may take: whoever waits for the stuck owner here fails by the test's own timeout.
const PATIENT = { lock_timeout_ms: 60_000 }
const LOCK_OWNER = "select rb_lock_owner_1('cart:cart_stuck', clock_timestamp() + interval '1 second')"
const LOCK_ADDRESS = "select rb_lock_address_1('192.0.2.7', clock_timestamp() + interval '1 second')"

moduleSuite(({ build, db, boot }) => {
  const placing =
    (service: ResourceBookingModuleService, resource: { id: string }) =>
    (input: Partial<PlaceHoldInput> = {}, dates = [day(1)]) =>
      service.placeHold({
        cart_id: unique("cart"),
        items: [{ resource_id: resource.id, dates, quantity: 1 }],
        ...input,
      })
  const stuck = { cart_id: "cart_stuck" }
  const blocked = async () =>
    (
      await db.one<{ blocked: number }>(
        `select count(*) as blocked from pg_locks where locktype = 'advisory' and not granted
           and database = (select oid from pg_database where datname = current_database())`,
      )
    ).blocked

  it.each([
    ["an owner's", LOCK_OWNER, stuck],
    ["an address's", LOCK_ADDRESS, { client_address: "192.0.2.7" }],
  ])("%s lock that is stuck keeps nobody else of a batch waiting, nor the batches after it", async (_, lock, whose) => {
    const service = await boot({ options: { ...PATIENT, max_active_unit_days_per_address: 100 } })
    const resource = await build.resource({ capacity: 20 })
    const place = placing(service, resource)
    await whileOpen(db, lock, [], async (release) => {
      const { first, late, strangers, staff } = await whileLocked(db, resource, [day(1)], async () => {
        const first = place()
        await untilBlocked(db, 1)
        const late = place(whose)
        const strangers = Array.from({ length: 5 }, (_, i) => place({ client_address: `192.0.2.${10 + i}` }))
        const staff = service.placeStaffHold({
          created_by: "user_1",
          items: [{ resource_id: resource.id, dates: [day(1)], quantity: 1 }],
        })
        return { first, late, strangers, staff }
      })
      await Promise.all([first, staff, ...strangers])
      await untilBlocked(db, 1)
      await place()
      await release()
      expect(await late).toMatchObject({ replay: false, holds: [{ status: "ACTIVE" }] })
    })
    expect(await availableOn(db, resource, [day(1)])).toEqual([20 - 9])
  })

  it("who is stuck and comes first keeps nobody of his date waiting", async () => {
    const service = await boot({ options: PATIENT })
    const resource = await build.resource({ capacity: 20 })
    const place = placing(service, resource)
    await whileOpen(db, LOCK_OWNER, [], async (release) => {
      const late = place(stuck)
      await Promise.all(Array.from({ length: 5 }, () => place()))
      await untilBlocked(db, 1)
      await release()
      expect(await late).toMatchObject({ replay: false })
    })
    expect(await availableOn(db, resource, [day(1)])).toEqual([14])
  })

  it("however often he asks he has one place in the database, and one booking for one token", async () => {
    const service = await boot({ options: PATIENT })
    const resource = await build.resource({ capacity: 20 })
    const place = placing(service, resource)
    const again = { ...stuck, idempotency_token: unique("token") }
    await whileOpen(db, LOCK_OWNER, [], async (release) => {
      const late = [1, 2, 3, 1, 1, 2, 2, 3].map((n) =>
        place(n === 1 ? again : { ...stuck, idempotency_token: unique("token") }, [day(n)]),
      )
      await untilBlocked(db, 1)
      for (const n of [1, 2, 3]) await Promise.all(Array.from({ length: 5 }, () => place({}, [day(n)])))
      expect(await blocked()).toBe(1)
      await release()
      const placed = await Promise.all(late)
      expect(new Set(placed.map(({ booking_id }) => booking_id)).size).toBe(6)
    })
    expect(await availableOn(db, resource, [day(1), day(2), day(3)])).toEqual([14, 12, 13])
  })

  it("who is set aside waits no longer for his owner than one alone", async () => {
    const service = await boot({ options: { lock_timeout_ms: 200 } })
    const resource = await build.resource({ capacity: 20 })
    const place = placing(service, resource)
    await whileOpen(db, LOCK_OWNER, [], async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, () => place(stuck).catch(({ code }: { code: string }) => code)),
      )
      expect(outcomes[0]).toBe("lock_timeout")
      expect(outcomes.filter((code) => code !== "lock_timeout" && code !== "busy")).toEqual([])
    })
    await until(async () => (await blocked()) === 0, "nobody to be left waiting")
    expect(await place(stuck)).toMatchObject({ replay: false })
  })
})
