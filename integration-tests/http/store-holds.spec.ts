import { asValue } from "@medusajs/framework/awilix"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils"
import { completeCartWorkflow } from "@medusajs/medusa/core-flows"
import { BOOKING_RULES, type BookingRule } from "../../src/workflows/resource-booking/checkout/booking-rules"
import { ageHold, day, days, unique } from "../helpers/build"
import { addBooking, bookedCart, complete, completed, orderedBooking, pay } from "../helpers/checkout"
import { heardDuring } from "../helpers/heard-events"
import { httpSuite } from "../helpers/http-suite"
import { until, untilBlocked } from "../helpers/locks"
import { losing } from "../helpers/lost-event"
import { createVariant, linkVariant } from "../helpers/product"

const HOLDS = "/store/resource-booking/holds"

type Hold = { id: string; booking_id: string; status: string; expires_at: string; dates: string[]; quantity: number }
type Placed = {
  hold: Hold
  holds: Hold[]
  booking_id: string
  time_remaining_seconds: number
  now: string
  idempotent_replay?: boolean
}

httpSuite(({ api, build, db, container, service }) => {
  const guest = () => ({ customer_email: `${unique("guest")}@example.com` })
  const place = (body: object, headers?: Record<string, string>) => api.store.post<Placed>(HOLDS, body, headers)

  describe("placing", () => {
    it("answers 201 with the hold, its booking, the seconds left and the server's now", async () => {
      const resource = await build.resource()
      const { status, body } = await place({
        resource_id: resource.id,
        start_date: day(3),
        end_date: day(5),
        ...guest(),
      })
      expect(status).toBe(201)
      expect(body).toMatchObject({
        hold: {
          resource_id: resource.id,
          status: "ACTIVE",
          dates: days(3, 5),
          days: 3,
          quantity: 1,
          booking_unit: "DAY",
        },
        time_remaining_seconds: 1800,
      })
      expect(body.booking_id).toBe(body.hold.booking_id)
      expect(Date.parse(body.hold.expires_at) - Date.parse(body.now)).toBe(1800_000)
    })

    it("never shows who holds, and what staff know", async () => {
      const resource = await build.resource({ metadata: { secret: "dent on the left door" } })
      const { body } = await place({
        resource_id: resource.id,
        dates: [day(3)],
        ...guest(),
        metadata: { colour: "red" },
      })
      const text = JSON.stringify(body)
      expect(text).not.toMatch(/example\.com|dent|owner_key|token_scope|request_hash|client_address|created_by/)
      expect(text).toContain("red")
    })

    it("A9: places a package all or nothing, with one deadline", async () => {
      const [van, guide] = [
        await build.resource({ hold_ttl_minutes: 45 }),
        await build.resource({ hold_ttl_minutes: 20 }),
      ]
      const items = [van, guide].map(({ id }) => ({ resource_id: id, dates: [day(3)], quantity: 1 }))
      const { status, body } = await place({ items, ...guest() })
      expect(status).toBe(201)
      expect(new Set(body.holds.map(({ expires_at }) => expires_at)).size).toBe(1)
      expect(body.time_remaining_seconds).toBe(20 * 60)
      const again = await place({ items: [{ ...items[0], dates: [day(4)] }, items[1]], ...guest() })
      expect(again).toMatchObject({ status: 409, error: { code: "insufficient_capacity" } })
      expect(await db.query("select id from resource_hold where $1 = any (dates)", [day(4)])).toEqual([])
    })

    it("B1: answers a replay with the same booking and deadline, 200 and idempotent_replay, from the header or the body", async () => {
      const resource = await build.resource()
      const body = { resource_id: resource.id, dates: [day(3)], ...guest() }
      const token = unique("token")
      const first = await place(body, { "idempotency-key": token })
      const second = await place({ ...body, idempotency_token: token })
      expect(first.status).toBe(201)
      expect(second).toMatchObject({
        status: 200,
        body: { idempotent_replay: true, booking_id: first.body.booking_id },
      })
      expect(second.body.hold).toEqual(first.body.hold)
    })

    it("B3: answers 422 to another request with a used token and reveals nothing", async () => {
      const resource = await build.resource({ capacity: 2 })
      const who = guest()
      const idempotency_token = unique("token")
      await place({ resource_id: resource.id, dates: [day(3)], idempotency_token, ...who })
      const other = await place({ resource_id: resource.id, dates: [day(4)], idempotency_token, ...who })
      expect(other).toMatchObject({ status: 422, error: { code: "idempotency_key_reused" } })
      expect(JSON.stringify(other.body)).not.toMatch(/hold_|bk_/)
    })

    it("B5: a token of somebody else never returns his hold", async () => {
      const resource = await build.resource({ capacity: 2 })
      const idempotency_token = unique("token")
      const mine = await place({ resource_id: resource.id, dates: [day(3)], idempotency_token, ...guest() })
      const yours = await place({ resource_id: resource.id, dates: [day(3)], idempotency_token, ...guest() })
      expect([mine.status, yours.status]).toEqual([201, 201])
      expect(yours.body.booking_id).not.toBe(mine.body.booking_id)
    })

    it("refuses two different tokens in one request", async () => {
      const resource = await build.resource()
      const body = { resource_id: resource.id, dates: [day(3)], idempotency_token: unique("token"), ...guest() }
      expect(await place(body, { "idempotency-key": unique("token") })).toMatchObject({
        status: 400,
        error: { code: "invalid_data", details: { field: "idempotency_token" } },
      })
    })

    it("B8: a double click of one cart without a token holds once", async () => {
      const resource = await build.resource({ capacity: 5 })
      const cart = await api.cart()
      const body = { resource_id: resource.id, dates: [day(3)], cart_id: cart.id }
      const [a, b] = await Promise.all([place(body), place(body)])
      expect([a.status, b.status].sort()).toEqual([200, 201])
      expect(a.body.hold.id).toBe(b.body.hold.id)
    })

    it("names who is lost: 409 says what was asked, what is left and what to do", async () => {
      const resource = await build.resource({ capacity: 2 })
      await build.hold({ resource, dates: [day(3)] })
      const { status, error } = await place({
        resource_id: resource.id,
        dates: [day(3), day(4)],
        quantity: 2,
        ...guest(),
      })
      expect(status).toBe(409)
      expect(error).toEqual({
        type: "not_allowed",
        code: "insufficient_capacity",
        message: `2 asked for and 1 left on ${day(3)}: choose other dates or fewer units`,
        details: { unavailable_dates: [{ resource_id: resource.id, date: day(3), requested: 2, available: 1 }] },
      })
    })

    it("C3: sells a date whose hold has expired although nobody swept it", async () => {
      const resource = await build.resource()
      const stale = await build.hold({ resource, dates: [day(3)] })
      await ageHold(db, stale.id)
      expect(await place({ resource_id: resource.id, dates: [day(3)], ...guest() })).toMatchObject({ status: 201 })
    })

    it("G5: limits an owner, whichever way he comes, and counts only live holds", async () => {
      const resources = await Promise.all(Array.from({ length: 11 }, () => build.resource()))
      const { store } = await api.customer()
      const ask = (i: number) => store.post<Placed>(HOLDS, { resource_id: resources[i]!.id, dates: [day(3)] })
      for (let i = 0; i < 10; i++) expect((await ask(i)).status).toBe(201)
      expect(await ask(10)).toMatchObject({ status: 429, error: { code: "hold_limit_exceeded" } })
      const [{ id } = { id: "" }] = await db.query<{ id: string }>("select id from resource_hold limit 1")
      await ageHold(db, id)
      expect((await ask(10)).status).toBe(201)
    })

    it.each([
      ["no resource", {}, "resource_id"],
      ["both forms", { resource_id: "res_1", items: [{ resource_id: "res_1", dates: [day(3)] }] }, "resource_id"],
      ["no dates", { resource_id: "res_1" }, "start_date"],
      ["empty dates", { resource_id: "res_1", dates: [] }, "dates"],
      ["a day that does not exist", { resource_id: "res_1", dates: ["2027-02-29"] }, "dates"],
      ["a timestamp for a day", { resource_id: "res_1", dates: ["2027-02-28T00:00:00Z"] }, "dates"],
      ["a reversed range", { resource_id: "res_1", start_date: day(5), end_date: day(3) }, "end_date"],
      ["quantity beside items", { items: [{ resource_id: "res_1", dates: [day(3)] }], quantity: 4 }, "items"],
      ["half a range", { resource_id: "res_1", start_date: day(5) }, "end_date"],
      ["F7: a range of ten years", { resource_id: "res_1", start_date: day(5), end_date: day(3655) }, "end_date"],
      ["F7: the year 9999", { resource_id: "res_1", start_date: day(5), end_date: "9999-12-31" }, "end_date"],
      ["quantity 0", { resource_id: "res_1", dates: [day(3)], quantity: 0 }, "quantity"],
      ["quantity -1", { resource_id: "res_1", dates: [day(3)], quantity: -1 }, "quantity"],
      ["quantity 1.5", { resource_id: "res_1", dates: [day(3)], quantity: 1.5 }, "quantity"],
      ["quantity as text", { resource_id: "res_1", dates: [day(3)], quantity: "1" }, "quantity"],
      ["a huge quantity", { resource_id: "res_1", dates: [day(3)], quantity: 1e15 }, "quantity"],
      ["an unknown field", { resource_id: "res_1", dates: [day(3)], price: 1 }, "price"],
      ["a price in an item", { items: [{ resource_id: "res_1", dates: [day(3)], price: 1 }] }, "items[0].price"],
      ["a short token", { resource_id: "res_1", dates: [day(3)], idempotency_token: "abc" }, "idempotency_token"],
      [
        "a token with spaces",
        { resource_id: "res_1", dates: [day(3)], idempotency_token: "a b c d e f" },
        "idempotency_token",
      ],
      ["an e-mail that is none", { resource_id: "res_1", dates: [day(3)], customer_email: "nobody" }, "customer_email"],
      ["metadata that is no text", { resource_id: "res_1", dates: [day(3)], metadata: { a: { b: 1 } } }, "metadata"],
      ["3 kB of metadata", { resource_id: "res_1", dates: [day(3)], metadata: { a: "x".repeat(3000) } }, "metadata"],
      ["a NUL in an id", { resource_id: "res_\u0000", dates: [day(3)] }, "resource_id"],
      ["a NUL in metadata", { resource_id: "res_1", dates: [day(3)], metadata: { a: "\u0000" } }, "metadata"],
      ["half a character", { resource_id: "res_1", dates: [day(3)], metadata: { a: "\ud83d" } }, "metadata"],
      ["a list for a body", [], ""],
    ])("answers 400 to %s and names the field", async (_, body, field) => {
      const reply = await place(Array.isArray(body) ? body : { ...guest(), ...body })
      expect(reply).toMatchObject({
        status: 400,
        error: { type: "invalid_data", code: "invalid_data", details: { field } },
      })
      expect(reply.error.message.length).toBeGreaterThan(10)
    })

    it("answers 400 to what is not JSON and 413 to 10 MB, and goes on serving", async () => {
      expect(await api.store.post(HOLDS, '{"resource_id":')).toMatchObject({ status: 400 })
      expect(await api.store.post(HOLDS, JSON.stringify({ resource_id: "x".repeat(10_000_000) }))).toMatchObject({
        status: 413,
      })
      const resource = await build.resource()
      expect(await place({ resource_id: resource.id, dates: [day(3)], ...guest() })).toMatchObject({ status: 201 })
    })

    it("answers 400 to a hold that nobody owns", async () => {
      const resource = await build.resource()
      expect(await place({ resource_id: resource.id, dates: [day(3)] })).toMatchObject({
        status: 400,
        error: { code: "invalid_data", details: { field: "cart_id" } },
      })
    })

    it("answers 400 to a past day and takes today", async () => {
      const resource = await build.resource({ from: -2 })
      expect(await place({ resource_id: resource.id, dates: [day(-1)], ...guest() })).toMatchObject({
        status: 400,
        error: { code: "invalid_data", details: { date: day(-1), today: day(0) } },
      })
      expect(await place({ resource_id: resource.id, dates: [day(0)], ...guest() })).toMatchObject({ status: 201 })
    })

    it("answers every refusal of a date with its own code", async () => {
      const resource = await build.resource({ min_days: 2, max_days: 3 })
      const ask = async (dates: string[]) => (await place({ resource_id: resource.id, dates, ...guest() })).error.code
      expect(await ask([day(3)])).toBe("duration_not_allowed")
      expect(await ask(days(70, 71))).toBe("capacity_not_initialised")
      await build.blackout({ resource_id: resource.id, start_date: day(5) })
      expect(await ask(days(4, 5))).toBe("date_blacked_out")
      await service.updateResource(resource.id, { is_active: false })
      expect(await ask(days(3, 4))).toBe("resource_inactive")
      await service.deleteResource(resource.id)
      expect(await ask(days(3, 4))).toBe("resource_not_found")
    })
  })

  it("caps a store hold's first term at max_hold_minutes, whatever its resource says", async () => {
    const resource = await build.resource({ hold_ttl_minutes: 10_080 })
    const { body } = await place({ resource_id: resource.id, dates: [day(3)], ...guest() })
    expect(body.time_remaining_seconds).toBe(service.options.max_hold_minutes * 60)
  })

  it("answers 503 when the database cuts the connection in the middle, and serves the next request", async () => {
    const resource = await build.resource()
    const body = { resource_id: resource.id, dates: [day(3)], idempotency_token: unique("token"), ...guest() }
    const reply = await db.rolledBack(async (session) => {
      await session.query("select rb_lock_fleet_1(false, clock_timestamp() + interval '1 second')")
      const running = place(body)
      await untilBlocked(db, 1)
      await session.query(
        `select pg_terminate_backend(pid) from pg_locks
         where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`,
      )
      return await running
    })
    expect(reply).toMatchObject({ status: 503, error: { code: "busy" } })
    expect((await place(body)).status).toBe(201)
  })

  it("counts the demand for a date in the year 3000 once, and not each of its days", async () => {
    const resource = await build.resource()
    await place({ resource_id: resource.id, start_date: "3000-01-01", end_date: "3000-02-01", ...guest() })
    const journal = container.resolve<{ flushRefusals(): Promise<void> }>("booking_journal")
    await journal.flushRefusals()
    expect(await db.query("select date, count from booking_refusal where resource_id = $1", [resource.id])).toEqual([
      { date: null, count: 1 },
    ])
  })

  describe("whose cart and whose hold", () => {
    it("answers 404 to a cart that is not there, completed, or another customer's", async () => {
      const resource = await build.resource()
      const ask = (cart_id: string) => place({ resource_id: resource.id, dates: [day(3)], cart_id })
      const completed = await api.cart()
      await container.resolve(Modules.CART).updateCarts(completed.id, { completed_at: new Date() })
      const { store } = await api.customer()
      const foreign = await api.cart({}, store)
      for (const id of ["cart_none", completed.id, foreign.id]) {
        expect(await ask(id)).toMatchObject({ status: 404, error: { code: "cart_not_found" } })
      }
    })

    it("opens a signed-in customer's hold to that customer only", async () => {
      const resource = await build.resource()
      const [me, you] = [await api.customer(), await api.customer()]
      const { body } = await me.store.post<Placed>(HOLDS, { resource_id: resource.id, dates: [day(3)] })
      const path = `${HOLDS}/${body.hold.id}`
      for (const client of [you.store, api.store]) {
        expect(await client.get(path)).toMatchObject({ status: 404, error: { code: "hold_not_found" } })
        expect(await client.post(`${path}/extend`, {})).toMatchObject({ status: 404 })
        expect(await client.delete(path)).toMatchObject({ status: 404 })
      }
      expect(await me.store.get(path)).toMatchObject({ status: 200, body: { hold: { id: body.hold.id } } })
      expect(await me.store.delete(path)).toMatchObject({ status: 200, body: { hold: { status: "RELEASED" } } })
    })

    it("G6: answers 404 to ids that nobody has, however odd", async () => {
      for (const id of ["hold_none", "%27%3B--", "%F0%9F%9A%99", "x".repeat(3000)]) {
        expect(await api.store.get(`${HOLDS}/${id}`)).toMatchObject({ status: 404, error: { code: "hold_not_found" } })
      }
    })

    it("answers 400 to ids that are no text", async () => {
      for (const id of ["a%00b", "%E0"]) {
        for (const method of ["GET", "DELETE"]) {
          expect(await api.store.send(method, `${HOLDS}/${id}`)).toMatchObject({
            status: 400,
            error: { code: "invalid_data" },
          })
        }
      }
    })

    it("needs a publishable key", async () => {
      expect((await api.anonymous.post(HOLDS, {})).status).toBe(400)
    })
  })

  describe("a shop's own rules", () => {
    const rules = (...registered: BookingRule[]) => container.register({ [BOOKING_RULES]: asValue(registered) })
    afterEach(() => {
      container.register({ [BOOKING_RULES]: asValue(undefined) })
    })

    const notAllowed = (message: string, code?: string) => {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message, code)
    }
    const refusedBy = (rule: string | null, message: string) => ({
      status: 409,
      error: { type: "not_allowed", code: "refused_by_rule", message, details: { rule } },
    })

    it("refuse a hold in their own words, and are told who asks for what", async () => {
      const resource = await build.resource({ type: "VEHICLE" })
      const asked: unknown[] = []
      rules(
        (request) => void asked.push(request),
        async ({ items }, { container }) => {
          const query = container.resolve(ContainerRegistrationKeys.QUERY)
          const filters = { id: items.map(({ resource_id }) => resource_id) }
          const { data } = await query.graph({ entity: "booking_resource", fields: ["name", "type"], filters })
          const [wanted] = data as { name: string; type: string }[]
          if (wanted!.type === "VEHICLE") notAllowed(`${wanted!.name} stays in the yard`, "yard")
        },
      )
      const owner = guest()
      const body = { resource_id: resource.id, start_date: day(3), end_date: day(4), quantity: 2, ...owner }
      expect(await place(body)).toMatchObject(refusedBy("yard", `${resource.name} stays in the yard`))
      expect(asked).toEqual([
        {
          action: "hold",
          ...owner,
          variant_ids: [],
          items: [{ resource_id: resource.id, start_date: day(3), end_date: day(4), quantity: 2 }],
        },
      ])
      expect(await db.query("select 1 from resource_hold")).toEqual([])
    })

    it("do not refuse the answer of a booking that its token has made already", async () => {
      const resource = await build.resource()
      const { variant_id } = await createVariant(api)
      await linkVariant(api, resource.id, variant_id)
      rules(async () => {
        if ((await service.listBookingHolds({ status: "ACTIVE" })).length >= 2) notAllowed("Two at a time")
      })
      const body = { resource_id: resource.id, dates: [day(3)], idempotency_token: unique("token"), ...guest() }
      const line = { variant_id, dates: [day(4)], idempotency_token: unique("token") }
      const cart = await api.cart()
      expect(await place(body)).toMatchObject({ status: 201 })
      expect(await addBooking(api, cart.id, line)).toMatchObject({ status: 201 })
      expect(await place(body)).toMatchObject({ status: 200, body: { idempotent_replay: true } })
      expect(await addBooking(api, cart.id, line)).toMatchObject({ status: 200, body: { idempotent_replay: true } })
      const another = { ...body, idempotency_token: unique("token") }
      expect(await place(another)).toMatchObject(refusedBy(null, "Two at a time"))
    })

    it("refuse a line of a cart, which then has neither line nor hold", async () => {
      const resource = await build.resource()
      const { variant_id } = await createVariant(api)
      await linkVariant(api, resource.id, variant_id)
      rules(({ action, cart_id, variant_ids }) => notAllowed(`${action} ${cart_id} ${String(variant_ids)}`))
      const cart = await api.cart()
      expect(await addBooking(api, cart.id, { variant_id, dates: [day(3)] })).toMatchObject(
        refusedBy(null, `hold ${cart.id} ${variant_id}`),
      )
      expect(await db.query("select 1 from cart_line_item where cart_id = $1", [cart.id])).toEqual([])
      expect(await db.query("select 1 from resource_hold")).toEqual([])
    })

    it("refuse a cart before its card form, and again when it is completed", async () => {
      const resource = await build.resource()
      const { variant_id } = await createVariant(api)
      await linkVariant(api, resource.id, variant_id)
      const cart = await bookedCart(api, { variant_id, start_date: day(3), end_date: day(4) })
      const asked: unknown[] = []
      const licence: BookingRule = (request) => {
        asked.push(request)
        if (request.action === "claim") notAllowed("Tell us who drives", "licence")
      }

      rules(licence)
      const { id } = (await api.store.post<{ payment_collection: { id: string } }>("/store/payment-collections", {
        cart_id: cart.id,
      }))!.body.payment_collection
      const sessions = `/store/payment-collections/${id}/payment-sessions`
      expect(await api.store.post(sessions, { provider_id: "pp_system_default" })).toMatchObject(
        refusedBy("licence", "Tell us who drives"),
      )

      rules()
      await pay(api, cart.id)
      rules(licence)
      expect(await complete(api, cart.id)).toMatchObject({
        status: 409,
        error: { type: "not_allowed", code: "refused_by_rule", message: "Tell us who drives" },
      })
      const claim = {
        action: "claim",
        cart_id: cart.id,
        customer_email: "guest@example.com",
        variant_ids: [variant_id],
        items: [{ resource_id: resource.id, quantity: 1, dates: days(3, 4), start_date: day(3), end_date: day(4) }],
      }
      expect(asked).toEqual([expect.objectContaining(claim), expect.objectContaining(claim)])
      expect(await db.query("select status, claimed_at from resource_hold")).toEqual([
        { status: "ACTIVE", claimed_at: null },
      ])

      rules()
      await pay(api, cart.id)
      expect(await complete(api, cart.id)).toMatchObject({ status: 200, body: { type: "order" } })
    })
  })

  describe("a hold's life", () => {
    it("C4: reads EXPIRED at once, and can be neither extended nor released any more", async () => {
      const resource = await build.resource()
      const hold = await build.hold({ resource })
      await ageHold(db, hold.id)
      const path = `${HOLDS}/${hold.id}`
      expect(await api.store.get(path)).toMatchObject({
        status: 200,
        body: { hold: { status: "EXPIRED" }, is_expired: true, time_remaining_seconds: 0 },
      })
      expect(await api.store.post(`${path}/extend`, {})).toMatchObject({ status: 409, error: { code: "hold_expired" } })
      expect(await api.store.delete(path)).toMatchObject({ status: 409, error: { code: "hold_expired" } })
    })

    it("extends from now, never backwards, and at most to max_hold_minutes", async () => {
      const resource = await build.resource()
      const hold = await build.hold({ resource })
      const extend = (body: object) =>
        api.store.post<{ hold: Hold; time_remaining_seconds: number }>(`${HOLDS}/${hold.id}/extend`, body)
      expect((await extend({ minutes: 5 })).body.hold.expires_at).toBe(hold.expires_at)
      expect((await extend({ minutes: 60 })).body.time_remaining_seconds).toBe(3600)
      const most = await extend({ minutes: 1000 })
      expect(Date.parse(most.body.hold.expires_at) - Date.parse(hold.created_at)).toBe(120 * 60_000)
      expect(await extend({ minutes: 0 })).toMatchObject({ status: 400, error: { details: { field: "minutes" } } })
    })

    it("releases once and answers the same again", async () => {
      const resource = await build.resource()
      const hold = await build.hold({ resource })
      const [a, b] = [
        await api.store.delete<Placed>(`${HOLDS}/${hold.id}`),
        await api.store.delete<Placed>(`${HOLDS}/${hold.id}`),
      ]
      expect([a.status, b.status]).toEqual([200, 200])
      expect(b.body.hold).toEqual(a.body.hold)
      const row = await db.one(
        "select available_capacity from resource_capacity where resource_id = $1 and date = $2",
        [resource.id, day(1)],
      )
      expect(row).toEqual({ available_capacity: 1 })
    })

    const confirm = (id: string, body: object) =>
      api.store.post<{ allocation_id: string; hold: Hold }>(`${HOLDS}/${id}/confirm`, body)
    const notClaimed = { status: 409, error: { code: "hold_not_claimed" } }
    const bookable = async () => {
      const resource = await build.resource({ capacity: 3 })
      const { variant_id } = await createVariant(api)
      await linkVariant(api, resource.id, variant_id)
      return variant_id
    }
    const allocationOf = (hold: { id: string }) =>
      db.one<{ id: string; order_id: string; line_item_id: string }>(
        "select id, order_id, line_item_id from resource_allocation where hold_id = $1",
        [hold.id],
      )

    it("is never confirmed for free: not without an order, nor by one that its own cart has not become", async () => {
      const variant_id = await bookable()
      const cart = await bookedCart(api, { variant_id })
      const other = await orderedBooking(api, { variant_id, dates: [day(2)] })
      const theirs = { order_id: other.id, line_item_id: other.items[0]!.id }
      const lapsed = await build.hold({ resource: await build.resource() })
      await ageHold(db, lapsed.id)
      const [held] = cart.holds
      const { booking_id } = await service.getHold(held!.id).then(({ hold }) => hold)
      for (const [id, line] of [
        [held!.id, { order_id: "order_none", line_item_id: cart.line_item.id }],
        [held!.id, { order_id: cart.id, line_item_id: cart.line_item.id }],
        [held!.id, { order_id: booking_id, line_item_id: booking_id }],
        [held!.id, theirs],
        [lapsed.id, theirs],
        [(await build.hold({ resource: await build.resource(), ...guest() })).id, theirs],
      ] as const) {
        expect(await confirm(id, line)).toMatchObject({ ...notClaimed, error: { details: { hold_id: id } } })
      }
      expect(await confirm("hold_none", theirs)).toMatchObject({ status: 404, error: { code: "hold_not_found" } })
      for (const field of ["order_id", "line_item_id"]) {
        expect(await confirm(held!.id, { ...theirs, [field]: undefined })).toMatchObject({
          status: 400,
          error: { details: { field } },
        })
      }
      expect((await service.getHold(held!.id)).hold).toMatchObject({ status: "ACTIVE", claimed_at: null })
    })

    it("has become what a line of its order was sold, whichever name of the line is given, and no other line", async () => {
      const variant_id = await bookable()
      const cart = await bookedCart(api, { variant_id })
      const { body: second } = await addBooking(api, cart.id, { variant_id, dates: [day(2)] })
      await pay(api, cart.id)
      const { id: order_id } = await completed(api, cart.id)
      const [hold] = cart.holds
      await until(async () => (await service.getHold(hold!.id)).hold.status === "CONFIRMED", "the booking")
      const allocation = await allocationOf(hold!)
      for (const line_item_id of [allocation.line_item_id, cart.line_item.id]) {
        expect(await confirm(hold!.id, { order_id, line_item_id })).toMatchObject({
          status: 200,
          body: { hold: { id: hold!.id, status: "CONFIRMED" }, allocation_id: allocation.id },
        })
      }
      expect(await confirm(hold!.id, { order_id, line_item_id: second.line_item.id })).toMatchObject(notClaimed)
      expect(await confirm(second.holds[0]!.id, { order_id, line_item_id: allocation.line_item_id })).toMatchObject(
        notClaimed,
      )
    })

    it("is confirmed by the storefront where nobody else has done it, once, and both are told", async () => {
      const variant_id = await bookable()
      const cart = await bookedCart(api, { variant_id })
      await pay(api, cart.id)
      const [hold] = cart.holds
      const { result: order } = await losing(container, ["order.placed"], () =>
        completeCartWorkflow(container.createScope() as MedusaContainer).run({ input: { id: cart.id } }),
      )
      const line = { order_id: order.id, line_item_id: cart.line_item.id }
      const heard = await heardDuring(container, 2, async () => {
        const answers = await Promise.all(Array.from({ length: 4 }, () => confirm(hold!.id, line)))
        const { id } = await allocationOf(hold!)
        for (const answer of answers) {
          expect(answer).toMatchObject({
            status: 200,
            body: { hold: { id: hold!.id, status: "CONFIRMED" }, allocation_id: id, time_remaining_seconds: 0 },
          })
        }
      })
      expect(heard).toMatchObject([
        { name: "resource-hold.confirmed", data: { id: hold!.id } },
        { name: "resource-allocation.created", data: { order_id: order.id } },
      ])
      expect(heard).toHaveLength(2)
    })

    it("has ended once it is confirmed, and can be neither extended nor released", async () => {
      const resource = await build.resource()
      const hold = await build.hold({ resource })
      await service.confirmHolds({ hold_ids: [hold.id] })
      const refused = { status: 409, error: { code: "hold_not_active", details: { status: "CONFIRMED" } } }
      expect(await api.store.post(`${HOLDS}/${hold.id}/extend`, {})).toMatchObject(refused)
      expect(await api.store.delete(`${HOLDS}/${hold.id}`)).toMatchObject(refused)
    })

    it("cannot be extended or released while checkout has claimed it", async () => {
      const resource = await build.resource()
      const hold = await build.hold({ resource })
      await db.query("update resource_hold set claimed_at = clock_timestamp(), line_item_id = 'item_1' where id = $1", [
        hold.id,
      ])
      expect(await api.store.post(`${HOLDS}/${hold.id}/extend`, {})).toMatchObject({
        status: 409,
        error: { code: "hold_in_checkout" },
      })
      expect(await api.store.delete(`${HOLDS}/${hold.id}`)).toMatchObject({
        status: 409,
        error: { code: "hold_in_checkout" },
      })
    })

    it("tells subscribers after the commit what was created, extended and released, and a replay tells nothing", async () => {
      const heard: { name: string; data: Record<string, unknown> }[] = []
      const bus = container.resolve(Modules.EVENT_BUS)
      const names = ["resource-hold.created", "resource-hold.extended", "resource-hold.released"]
      const listen = async (event: { name: string; data: unknown }) => {
        heard.push(event as (typeof heard)[number])
      }
      names.forEach((name) => bus.subscribe(name, listen))
      const resource = await build.resource()
      const body = { resource_id: resource.id, dates: [day(3)], idempotency_token: unique("token"), ...guest() }
      const { body: placed } = await place(body)
      await place(body)
      await api.store.post(`${HOLDS}/${placed.hold.id}/extend`, { minutes: 40 })
      await api.store.delete(`${HOLDS}/${placed.hold.id}`)
      await until(
        () => heard.length === 3,
        () => `three events, heard ${JSON.stringify(heard)}`,
      )
      names.forEach((name) => bus.unsubscribe(name, listen))
      expect(heard.map(({ name }) => name)).toEqual(names)
      for (const { data } of heard) {
        expect(data).toMatchObject({ id: placed.hold.id, resource_id: resource.id, booking_id: placed.booking_id })
        expect(Number.isNaN(Date.parse(data.occurred_at as string))).toBe(false)
      }
    })
  })
})
