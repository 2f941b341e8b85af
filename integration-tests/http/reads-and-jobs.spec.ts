import type { IEventBusModuleService, IWorkflowEngineService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { WorkflowScheduler } from "@medusajs/framework/orchestration"
import { alarmsOf, jobRun } from "../../src/api/admin/resource-booking/health/alarms"
import { BOOKING_JOURNAL_MODULE } from "../../src/modules/booking_journal"
import type BookingJournalModuleService from "../../src/modules/booking_journal/service"
import runCleanup from "../../src/scripts/cleanup-expired-holds"
import { expectOk } from "../helpers/api"
import { ageHold, day, days, unique, type BuiltLine } from "../helpers/build"
import { databaseUrl, openDb } from "../helpers/database"
import type { HttpClient, Reply } from "../helpers/http-client"
import { httpSuite } from "../helpers/http-suite"
import { withoutTable } from "../helpers/mutate"
import { until } from "../helpers/locks"
import { medusa } from "../helpers/medusa-command"
import { refusedWith } from "../helpers/refused-with"

type Json = Record<string, unknown>
type Date_ = { date: string; status: string; available_capacity: number; is_available: boolean; public_note?: string }
type Availability = { resource: Json; available_dates: Date_[]; all_dates_available: boolean }

const STORE = "/store/resource-booking"
const ADMIN = "/admin/resource-booking"
const DAY_S = 24 * 60 * 60
const OPTIONS = {
  cleanup_batch_size: 25,
  personal_data_days: 7,
  hold_retention_days: 30,
  max_active_holds_per_owner: 3,
}

/** A path with its query; an array is given as PHP and Medusa do, `key[]=`. */
const at = (path: string, query: Record<string, string | number | boolean | string[]> = {}) => {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    Array.isArray(value) ? value.map((one) => [`${key}[]`, one]) : [[key, String(value)]],
  )
  return `${path}?${new URLSearchParams(pairs).toString()}`
}

const LONG = "x".repeat(10_000)
/** What a client may send where text is expected; every one of them must be answered, and never with a 5xx. */
const ODD_TEXTS = [
  "\0",
  "a\0b",
  LONG,
  "'; drop table resource_hold; --",
  "%",
  "\\",
  "_",
  "💥",
  "null",
  "undefined",
  "-1",
  "NaN",
]
const ODD_QUERIES = [
  "start_date=2027-02-30&end_date=2027-03-01",
  "start_date=2027-1-1&end_date=2027-01-02",
  "start_date=9999-12-31&end_date=9999-12-31",
  "start_date=9999-12-01&end_date=10000-01-01",
  "start_date=0000-00-00&end_date=0000-00-00",
  "start_date=-271821-04-20&end_date=2027-01-01",
  "start_date=2027-01-02&end_date=2027-01-01",
  "start_date=2027-01-01&end_date=2037-01-01",
  "start_date[]=2027-01-01&start_date[]=2027-01-02&end_date=2027-01-02",
  "start_date[a]=2027-01-01&end_date=2027-01-02",
  "start_date=&end_date=",
  "date=tomorrow",
  "date[]=2027-01-01",
  "from=2027-01-02&to=2027-01-01",
  "from=0&to=NaN",
  "quantity=-1",
  "quantity=0",
  "quantity=1.5",
  "quantity=1e99",
  "quantity=99999999999999999999",
  "quantity[]=1",
  "limit=-1",
  "limit=0",
  "limit=100000",
  "limit=abc",
  "offset=-5",
  "offset=99999999999999999999",
  "order=; drop table resource",
  "order=-",
  "order[]=id",
  "fields=*,resource.metadata,../secret",
  "open=maybe",
  "kind=NONSENSE",
  "by=decade",
  "status=LOST",
  "__proto__[x]=1",
  "constructor=1",
  "q[$ne]=1",
  "q[]=a&q[]=b",
  "resource_id[]=a&resource_id[]=b",
  "resource_id[x]=a",
  "%00=1",
  "q=%00",
  "q=%E0%A4%A",
  "=",
  "&&&",
]

httpSuite(
  ({ api, build, db, service, container }) => {
    const journal = () => container.resolve<BookingJournalModuleService>(BOOKING_JOURNAL_MODULE)
    const bus = () => container.resolve<IEventBusModuleService>(Modules.EVENT_BUS)
    let seen: { name: string; data: { id?: string; status?: string } }[] = []

    // Only what a test runs itself may run, or a minute striking in the middle of it would do its work first.
    beforeAll(async () => {
      await new WorkflowScheduler().clear()
      for (const name of ["resource-hold.expired", "resource-hold.expiring", "test.last"]) {
        bus().subscribe(name, async ({ data }) => void seen.push({ name, data: data as { id?: string } }), {
          subscriberId: `seen-${name}`,
        })
      }
    })
    beforeEach(() => {
      seen = []
    })

    /** The ids that events of a name were about, once everything emitted so far has arrived. */
    const eventsOf = async (name: string): Promise<(string | undefined)[]> => {
      await bus().emit({ name: "test.last", data: {} })
      await until(
        () => seen.some((event) => event.name === "test.last"),
        () => "the last event has arrived",
      )
      return seen.filter((event) => event.name === name).map(({ data }) => data.id)
    }

    const availability = (query: Record<string, string | number>, store: HttpClient = api.store) =>
      store.get<Availability>(at(`${STORE}/availability`, query))
    /** As the scheduler runs it when its hour has come. */
    const runJob = async (name: string): Promise<void> => {
      await container
        .resolve<IWorkflowEngineService>(Modules.WORKFLOW_ENGINE)
        .run(`job-resource-booking-${name}`, { input: {} })
    }
    /** As staff run it. */
    const run = async (job: string) => expectOk(await api.admin.post<{ result: Json }>(`${ADMIN}/jobs/${job}`)).result
    const statusOf = async (holdId: string) =>
      (await db.one<{ status: string }>("select status from resource_hold where id = $1", [holdId])).status
    const expectInvalid = (reply: Reply<unknown>, field: string) =>
      expect(reply).toMatchObject({
        status: 400,
        error: { type: "invalid_data", code: "invalid_data", details: { field } },
      })
    const holdOf = (resource: { id: string }, body: Json, store: HttpClient = api.store) =>
      store.post(`${STORE}/holds`, { resource_id: resource.id, dates: [day(1)], ...body })

    /** Fails with the list of requests that were answered with a 5xx, or with a 4xx that is not our error body. */
    const expectNoOddAnswer = async (client: HttpClient, paths: string[]) => {
      const odd: string[] = []
      for (const path of paths) {
        const { status, error } = await client.get(path)
        const isOurs =
          status === 200 || (status < 500 && typeof error.code === "string" && typeof error.message === "string")
        if (!isOurs) odd.push(`${path.slice(0, 200)} -> ${status} ${JSON.stringify(error).slice(0, 200)}`)
      }
      expect(odd).toEqual([])
    }

    describe("GET /store/resource-booking/availability", () => {
      it("says of each date what is left of it in the industry's words", async () => {
        const resource = await build.resource({ capacity: 4, days: 5, metadata: { cost: "secret" } })
        await build.booking({ resource, dates: [day(1)], quantity: 3 })
        await build.booking({ resource, dates: [day(2)], quantity: 4 })
        await build.blackout({
          resource_id: resource.id,
          start_date: day(3),
          reason: "Gearbox",
          public_note: "In the workshop",
        })

        const reply = await availability({ resource_id: resource.id, start_date: day(-1), end_date: day(5) })

        expect(reply.status).toBe(200)
        expect(reply.body.available_dates).toEqual([
          { date: day(-1), max_capacity: 0, available_capacity: 0, is_available: false, status: "CLOSED" },
          { date: day(0), max_capacity: 4, available_capacity: 4, is_available: true, status: "AVAILABLE" },
          { date: day(1), max_capacity: 4, available_capacity: 1, is_available: true, status: "LIMITED" },
          { date: day(2), max_capacity: 4, available_capacity: 0, is_available: false, status: "SOLD_OUT" },
          {
            date: day(3),
            max_capacity: 4,
            available_capacity: 0,
            is_available: false,
            status: "CLOSED",
            public_note: "In the workshop",
          },
          { date: day(4), max_capacity: 4, available_capacity: 4, is_available: true, status: "AVAILABLE" },
          { date: day(5), max_capacity: 0, available_capacity: 0, is_available: false, status: "CLOSED" },
        ])
        expect(reply.body.all_dates_available).toBe(false)
      })

      it("lets no metadata, staff reason or setting of the desk leave", async () => {
        const resource = await build.resource({ metadata: { cost: "secret" }, default_capacity: 1 })
        await build.blackout({ resource_id: resource.id, reason: "Owner on leave" })
        const { body } = await availability({ resource_id: resource.id, start_date: day(0), end_date: day(2) })
        expect(Object.keys(body).sort()).toEqual(["all_dates_available", "available_dates", "resource"])
        expect(Object.keys(body.resource).sort()).toEqual(
          ["id", "name", "type", "description", "timezone", "booking_unit", "min_days", "max_days"].sort(),
        )
        expect(JSON.stringify(body)).not.toMatch(/secret|Owner on leave/)
      })

      it("asks every date for the quantity wanted", async () => {
        const resource = await build.resource({ capacity: 3 })
        await build.booking({ resource, dates: [day(2)] })
        const range = { resource_id: resource.id, start_date: day(1), end_date: day(2) }
        expect((await availability({ ...range, quantity: 2 })).body.all_dates_available).toBe(true)
        const three = (await availability({ ...range, quantity: 3 })).body
        expect(three.available_dates.map(({ is_available }) => is_available)).toEqual([true, false])
        expect(three.all_dates_available).toBe(false)
      })

      it("C3: a hold that has expired takes nothing from availability before any clean-up", async () => {
        const resource = await build.resource()
        const hold = await build.hold({ resource })
        const range = { resource_id: resource.id, start_date: day(1), end_date: day(1) }
        expect((await availability(range)).body.available_dates[0]).toMatchObject({ status: "SOLD_OUT" })

        await ageHold(db, hold.id)

        expect((await availability(range)).body.available_dates[0]).toMatchObject({
          status: "AVAILABLE",
          available_capacity: 1,
        })
        expect(await statusOf(hold.id)).toBe("ACTIVE")
        expect(await holdOf(resource, { customer_email: "next@example.com" })).toMatchObject({ status: 201 })
      })

      it("counts what a cart holds itself as available to it, and to nobody else", async () => {
        const resource = await build.resource()
        const [mine, other] = [await api.cart(), await api.cart()]
        await build.hold({ resource, cart_id: mine.id })
        const range = { resource_id: resource.id, start_date: day(1), end_date: day(1) }
        expect((await availability({ ...range, cart_id: mine.id })).body.all_dates_available).toBe(true)
        expect((await availability({ ...range, cart_id: other.id })).body.all_dates_available).toBe(false)
        expect((await availability(range)).body.all_dates_available).toBe(false)
      })

      it("knows no cart that is completed, another customer's, of another channel, or not there", async () => {
        const resource = await build.resource()
        const customer = await api.customer()
        const his = await api.cart({}, customer.store)
        const done = await api.cart()
        await db.query("update cart set completed_at = now() where id = $1", [done.id])
        const elsewhere = await api.cart()
        const [channel] = await container
          .resolve(Modules.SALES_CHANNEL)
          .createSalesChannels([{ name: unique("channel") }])
        await db.query("update cart set sales_channel_id = $2 where id = $1", [elsewhere.id, channel!.id])
        const range = { resource_id: resource.id, start_date: day(1), end_date: day(1) }

        for (const cart_id of [his.id, done.id, elsewhere.id, "cart_none", LONG.slice(0, 255)]) {
          expect(await availability({ ...range, cart_id })).toMatchObject({
            status: 404,
            error: { code: "cart_not_found" },
          })
        }
        expect(await availability({ ...range, cart_id: his.id }, customer.store)).toMatchObject({ status: 200 })
      })

      it("calls every date of an inactive resource closed, and knows no deleted or unknown one", async () => {
        const inactive = await build.resource({ is_active: false, days: 3 })
        const deleted = await build.resource()
        await service.deleteResource(deleted.id)
        const range = { start_date: day(0), end_date: day(2) }
        const { body } = await availability({ resource_id: inactive.id, ...range })
        expect(new Set(body.available_dates.map(({ status }) => status))).toEqual(new Set(["CLOSED"]))
        for (const resource_id of [deleted.id, "res_none"]) {
          expect(await availability({ resource_id, ...range })).toMatchObject({
            status: 404,
            error: { type: "not_found", code: "resource_not_found" },
          })
        }
      })

      it("names nights by their first day and refuses a stay of none", async () => {
        const resource = await build.resource({ booking_unit: "NIGHT" })
        const { body } = await availability({ resource_id: resource.id, start_date: day(1), end_date: day(3) })
        expect(body.available_dates.map(({ date }) => date)).toEqual([day(1), day(2)])
        expectInvalid(
          await availability({ resource_id: resource.id, start_date: day(1), end_date: day(1) }),
          "end_date",
        )
      })

      it("F7: answers for 365 days and refuses the 366th", async () => {
        const resource = await build.resource({ days: 366 })
        const year = await availability({ resource_id: resource.id, start_date: day(0), end_date: day(364) })
        expect(year.body.available_dates).toHaveLength(365)
        expect(year.body.all_dates_available).toBe(true)
        expectInvalid(
          await availability({ resource_id: resource.id, start_date: day(0), end_date: day(365) }),
          "end_date",
        )
      })

      it("F7: refuses odd requests in words that name the field", async () => {
        const good = { resource_id: "res_none", start_date: day(1), end_date: day(2) }
        const cases: [string, string | number][] = [
          ["start_date", "2027-02-29"],
          ["start_date", ""],
          ["end_date", day(-3)],
          ["end_date", "12/24/2027"],
          ["quantity", 0],
          ["quantity", -1],
          ["quantity", 1.5],
          ["quantity", "many"],
          ["quantity", 1_000_000],
          ["resource_id", ""],
          ["resource_id", LONG],
          ["resource_id", "\0"],
          ["cart_id", "\0"],
          ["surprise", "1"],
        ]
        for (const [field, value] of cases) {
          expectInvalid(await availability({ ...good, [field]: value }), field)
        }
        for (const field of Object.keys(good)) {
          const { [field as keyof typeof good]: _left, ...rest } = good
          expectInvalid(await availability(rest), field)
        }
        expect(await api.anonymous.get(at(`${STORE}/availability`, good))).toMatchObject({ status: 400 })
      })
    })

    describe("GET /store/resource-booking/resources", () => {
      type Found = { resources: Json[]; count: number; limit: number; offset: number }
      const resources = (query: Record<string, string | number | boolean> = {}) =>
        api.store.get<Found>(at(`${STORE}/resources`, query))

      it("lists active resources by type and words, page by page, without what is the desk's", async () => {
        const camper = await build.resource({
          name: "Camper",
          description: "Rooftop tent",
          metadata: { cost: "secret" },
        })
        const boat = await build.resource({ name: "Boat", type: "BOAT" })
        const gone = await build.resource({ name: "Gone" })
        await build.resource({ name: "Resting", is_active: false })
        await service.deleteResource(gone.id)

        const all = await resources()
        expect(all.body).toMatchObject({ count: 2, limit: 20, offset: 0 })
        expect(all.body.resources.map(({ id }) => id)).toEqual([boat.id, camper.id])
        expect(JSON.stringify(all.body)).not.toMatch(/secret|metadata|created_at/)
        expect((await resources({ type: "boat" })).body.resources).toMatchObject([{ id: boat.id }])
        expect((await resources({ q: "rooftop" })).body.resources).toMatchObject([{ id: camper.id }])
        expect((await resources({ q: "%" })).body.count).toBe(0)
        expect((await resources({ limit: 1, offset: 1 })).body).toMatchObject({
          count: 2,
          resources: [{ id: camper.id }],
        })
      })

      it("says which can take the whole range in that quantity", async () => {
        const free = await build.resource({ name: "A free", capacity: 2 })
        const taken = await build.resource({ name: "B taken in the middle", capacity: 2 })
        await build.booking({ resource: taken, dates: [day(2)] })
        const expired = await build.resource({ name: "C expired" })
        await ageHold(db, (await build.hold({ resource: expired, dates: [day(2)] })).id)
        const range = { start_date: day(1), end_date: day(3) }

        const two = await resources({ ...range, quantity: 2 })
        expect(two.body.resources.map(({ id, is_available }) => [id, is_available])).toEqual([
          [free.id, true],
          [taken.id, false],
          [expired.id, false],
        ])
        const one = await resources({ ...range, available_only: true })
        expect(one.body.resources.map(({ id, available_capacity }) => [id, available_capacity])).toEqual([
          [free.id, 2],
          [taken.id, 1],
          [expired.id, 1],
        ])
      })

      it("refuses half a range, a reversed one and fields it does not know", async () => {
        expectInvalid(await resources({ start_date: day(1) }), "end_date")
        expectInvalid(await resources({ end_date: day(1) }), "start_date")
        expectInvalid(await resources({ start_date: day(2), end_date: day(1) }), "end_date")
        expectInvalid(await resources({ limit: 201 }), "limit")
        expectInvalid(await resources({ is_active: false }), "is_active")
        expectInvalid(await resources({ available_only: "maybe" }), "available_only")
        expectInvalid(await resources({ available_only: true }), "available_only")
        expectInvalid(await resources({ quantity: 2 }), "quantity")
        expect((await resources({ available_only: false })).status).toBe(200)
      })

      it("F7: answers whatever is sent to the store's reads without a 5xx", async () => {
        const { id } = await build.resource()
        const range = `start_date=${day(1)}&end_date=${day(2)}`
        await expectNoOddAnswer(api.store, [
          ...ODD_QUERIES.map((query) => `${STORE}/resources?${query}`),
          ...ODD_TEXTS.flatMap((odd) => [
            at(`${STORE}/resources`, { q: odd }),
            at(`${STORE}/resources`, { type: odd }),
          ]),
          ...ODD_QUERIES.map(
            (query) =>
              `${STORE}/availability?resource_id=${id}&${query.startsWith("start") ? "" : `${range}&`}${query}`,
          ),
          ...ODD_TEXTS.map((odd) =>
            at(`${STORE}/availability`, { resource_id: odd, start_date: day(1), end_date: day(1) }),
          ),
          ...ODD_TEXTS.map(
            (odd) => `${STORE}/availability?resource_id=${id}&${range}&cart_id=${encodeURIComponent(odd)}`,
          ),
        ])
      })
    })

    describe("lost demand", () => {
      type Demand = { resource_id: string | null; date: string | null; code: string; count: number }
      const demand = async (query: Record<string, string> = {}) =>
        expectOk(await api.admin.get<{ demand: Demand[] }>(at(`${ADMIN}/reports/demand`, query))).demand

      it("counts each refused date, by reason, and what was asked wrongly not at all", async () => {
        const resource = await build.resource({ days: 5 })
        await build.booking({ resource, dates: [day(1)] })
        await build.blackout({ resource_id: resource.id, start_date: day(2) })
        const customer_email = "wants@example.com"
        for (const dates of [[day(1)], [day(0), day(1)], [day(2)], [day(40)]]) {
          expect(await holdOf(resource, { dates, customer_email })).toMatchObject({ status: 409 })
        }
        expect(await holdOf(resource, { dates: [day(-1)], customer_email })).toMatchObject({ status: 400 })
        expect(await holdOf({ id: "res_none" }, { customer_email })).toMatchObject({ status: 404 })

        const rows = await demand({ resource_id: resource.id })

        expect(rows).toEqual([
          { resource_id: resource.id, date: day(1), code: "insufficient_capacity", count: 2 },
          { resource_id: resource.id, date: day(2), code: "date_blacked_out", count: 1 },
          { resource_id: resource.id, date: day(40), code: "capacity_not_initialised", count: 1 },
        ])
        expect(await demand({ resource_id: "res_none" })).toEqual([])
      })

      it("counts a refused limit and an inactive resource too, and filters by the day wanted and the moment refused", async () => {
        const inactive = await build.resource({ is_active: false })
        const customer_email = "keen@example.com"
        expect(await holdOf(inactive, { customer_email })).toMatchObject({
          status: 409,
          error: { code: "resource_inactive" },
        })
        const busy = await build.resource()
        const free = await build.resource({ capacity: 9 })
        for (let i = 0; i < OPTIONS.max_active_holds_per_owner; i++) {
          expect(await holdOf(free, { customer_email, dates: [day(i)] })).toMatchObject({ status: 201 })
        }
        expect(await holdOf(free, { customer_email, dates: [day(9)] })).toMatchObject({
          status: 429,
          error: { code: "hold_limit_exceeded" },
        })
        await build.booking({ resource: busy })
        await holdOf(busy, { customer_email: "other@example.com" })

        expect(await demand({ resource_id: inactive.id })).toEqual([
          { resource_id: inactive.id, date: null, code: "resource_inactive", count: 1 },
        ])
        expect((await demand()).filter(({ code }) => code === "hold_limit_exceeded")).toMatchObject([
          { resource_id: null },
        ])
        const mine = { resource_id: busy.id }
        expect(await demand({ ...mine, start_date: day(1), end_date: day(1) })).toHaveLength(1)
        expect(await demand({ ...mine, start_date: day(2) })).toHaveLength(0)
        expect(await demand({ ...mine, from: "1999-01-01T00:00:00Z", to: "2000-01-01T00:00:00Z" })).toHaveLength(0)
        expect(await demand({ ...mine, from: "2000-01-01T10:00:00+10:00" })).toHaveLength(1)
      })
    })

    describe("the desk's reads", () => {
      it("shows many resources and a range in one calendar", async () => {
        const car = await build.resource({ name: "Car", capacity: 3, days: 3 })
        const tour = await build.resource({ name: "Tour", type: "TOUR" })
        await build.booking({ resource: car })
        await build.hold({ resource: car })
        await ageHold(db, (await build.hold({ resource: car })).id)
        const blackout = await build.blackout({ resource_id: car.id, start_date: day(2), reason: "Service" })
        const range = { start_date: day(1), end_date: day(3) }

        const { body } = await api.admin.get<{ resources: { resource: Json; dates: Json[] }[]; count: number }>(
          at(`${ADMIN}/calendar`, { ...range, resource_id: [car.id, tour.id] }),
        )

        expect(body).toMatchObject({ count: 2, limit: 100, offset: 0 })
        expect(body.resources[0]).toMatchObject({
          resource: { id: car.id },
          dates: [
            { date: day(1), max_capacity: 3, available_capacity: 1, held: 1, expired: 1, allocated: 1, blackouts: [] },
            { date: day(2), status: "CLOSED", blackouts: [{ id: blackout.id, reason: "Service" }] },
            { date: day(3), max_capacity: null, available_capacity: 0, status: "CLOSED" },
          ],
        })
        const calendar = (query: Record<string, string>) =>
          api.admin.get(at(`${ADMIN}/calendar`, { ...range, ...query }))
        expect((await calendar({ type: "tour" })).body).toMatchObject({
          count: 1,
          resources: [{ resource: { id: tour.id } }],
        })
        expect((await calendar({ limit: "1", offset: "1" })).body).toMatchObject({ count: 2, limit: 1, offset: 1 })
        expectInvalid(await calendar({ end_date: day(0) }), "end_date")
        expectInvalid(await calendar({ end_date: day(400) }), "end_date")
        expectInvalid(await calendar({ end_date: day(366), limit: "1000" }), "limit")
      })

      it("draws a calendar with one request: bars, holds with the time they have left, and blackouts", async () => {
        const car = await build.resource({ name: "Car", capacity: 5 })
        const cabin = await build.resource({ name: "Cabin", type: "CABIN", booking_unit: "NIGHT", is_active: false })
        const contact = { contact_name: "Ana", contact_phone: "0400 111 222", note: "secret", order_id: "order_gone" }
        const bar = await build.booking({ resource: car, dates: days(1, 2), contact })
        const outside = await build.booking({ resource: car, dates: [day(9)] })
        const cancelled = await build.booking({ resource: car })
        await service.cancelAllocations({ allocation_ids: [cancelled.id], cancelled_by: "user_test" })
        const hold = await build.hold({ resource: car, dates: [day(3)], customer_email: "ana@example.com" })
        await ageHold(db, (await build.hold({ resource: car, dates: [day(3)] })).id)
        const own = await build.blackout({ resource_id: car.id, start_date: day(2), reason: "Service" })
        const ofType = await build.blackout({ resource_type: "BOAT", start_date: day(2) })
        const all = await build.blackout({ start_date: day(3), end_date: day(5), reason: "Holiday" })
        type Calendar = { resources: { resource: Json }[]; holds: Json[]; now: string } & Json
        const calendar = (query: Record<string, string | string[]>) =>
          api.admin.get<Calendar>(at(`${ADMIN}/calendar`, { start_date: day(1), end_date: day(3), ...query }))

        const { body } = await calendar({ with: "claims" })
        expect(body).toMatchObject({
          truncated: false,
          allocations: [
            {
              id: bar.id,
              resource_id: car.id,
              dates: days(1, 2),
              quantity: 1,
              contact_name: "Ana",
              contact_phone: "0400 111 222",
              order_id: "order_gone",
              order_display_id: null,
            },
          ],
          holds: [{ id: hold.id, expires_at: hold.expires_at, status: "ACTIVE", customer_email: "ana@example.com" }],
          blackouts: [{ id: own.id }, { id: all.id, reason: "Holiday", updated_at: all.updated_at }],
        })
        const left = (Date.parse(hold.expires_at) - Date.parse(body.now)) / 1000
        expect(body.holds[0]!.time_remaining_seconds).toBe(Math.floor(left))
        expect(JSON.stringify(body)).not.toMatch(new RegExp(`secret|${outside.id}|${cancelled.id}|${ofType.id}`))

        const names = async (query: Record<string, string | string[]>) =>
          expectOk(await calendar(query)).resources.map(({ resource }) => resource.name)
        expect(await names({ order: "type" })).toEqual(["Cabin", "Car"])
        await build.resource({ name: "Aboat", type: "DINGHY" })
        expect(await names({})).toEqual(["Aboat", "Cabin", "Car"])
        expect(await names({ order: "type" })).toEqual(["Cabin", "Aboat", "Car"])
        expect(await names({ q: "CAB" })).toEqual(["Cabin"])
        expect(await names({ is_active: "true" })).toEqual(["Aboat", "Car"])
        expect((await calendar({ q: "nobody", with: "claims" })).body).toMatchObject({
          count: 0,
          allocations: [],
          blackouts: [{ id: all.id }],
        })
        expect(await calendar({ resource_id: [cabin.id], with: "claims" })).toMatchObject({
          body: { allocations: [], holds: [] },
        })
        expect((await calendar({})).body).not.toHaveProperty("allocations")
        expectInvalid(await calendar({ order: "id" }), "order")
        expectInvalid(await calendar({ with: "desk" }), "with")
      })

      describe("one date of a resource", () => {
        type Day = {
          reasons: { code: string; message: string; blackout_id?: string; opens_on?: string }[]
          holds: Json[]
          allocations: Json[]
          log: { action: string; actor: string; actor_name: string | null; selector: Json }[]
        } & Json
        const dayOf = async (resource: { id: string }, date: string) =>
          expectOk(await api.admin.get<Day>(`${ADMIN}/resources/${resource.id}/dates/${date}`))
        const codes = async (resource: { id: string }, date: string) =>
          (await dayOf(resource, date)).reasons.map(({ code }) => code)

        it("says everything that keeps it closed, and nothing of one that can be booked", async () => {
          const car = await build.resource({ capacity: 2, days: 10, default_capacity: 2, open_days_ahead: 9 })
          await build.booking({ resource: car, dates: [day(2)], quantity: 2 })
          await build.hold({ resource: car, dates: [day(1)] })
          await service.setCapacity({ resource_id: car.id, start_date: day(3), end_date: day(3), max_capacity: 0 })
          const blackout = await build.blackout({ resource_type: "VEHICLE", start_date: day(3), reason: "Strike" })
          expect(await codes(car, day(1))).toEqual([])
          expect((await dayOf(car, day(2))).reasons).toEqual([
            { code: "full", message: "All 2 units are taken: 2 booked and 0 held" },
          ])
          expect((await dayOf(car, day(3))).reasons).toEqual([
            { code: "blackout", message: "A blackout covers it: Strike", blackout_id: blackout.id },
            { code: "no_units", message: "Its capacity is set to 0" },
          ])
          expect((await dayOf(car, day(12))).reasons).toMatchObject([{ code: "beyond_window", opens_on: day(3) }])
          expect(await codes(car, day(-1))).toEqual(["past", "not_opened"])
          const bare = await build.resource({ days: 0, is_active: false })
          expect(await codes(bare, day(1))).toEqual(["resource_inactive", "not_opened"])
          expectInvalid(await api.admin.get(`${ADMIN}/resources/${car.id}/dates/2027-02-30`), "date")
          expectInvalid(await api.admin.get(`${ADMIN}/resources/${car.id}/dates/${day(1)}?fields=id`), "fields")
          expect(await api.admin.get(`${ADMIN}/resources/res_none/dates/${day(1)}`)).toMatchObject({
            status: 404,
            error: { code: "resource_not_found" },
          })
        })

        it("shows what stands on it, of a night not who departs", async () => {
          const cabin = await build.resource({ booking_unit: "NIGHT", capacity: 5 })
          const booking = await build.booking({ resource: cabin, dates: days(1, 2) })
          const hold = await build.hold({ resource: cabin, dates: [day(2)] })
          const blackout = await build.blackout({ resource_id: cabin.id, start_date: day(3) })
          expect(await dayOf(cabin, day(2))).toMatchObject({
            resource: { id: cabin.id },
            today: day(0),
            day: { date: day(2), held: 1, allocated: 1 },
            revision: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
            holds: [{ id: hold.id, status: "ACTIVE", resource_name: cabin.name }],
            allocations: [{ id: booking.id, order_display_id: null }],
            blackouts: [],
          })
          expect(await dayOf(cabin, day(3))).toMatchObject({
            holds: [],
            allocations: [],
            blackouts: [{ id: blackout.id }],
          })
        })

        it("has the log of what staff did to it and to nothing else, the newest first", async () => {
          const [car, other] = [await build.resource({ capacity: 3 }), await build.resource({ capacity: 3 })]
          const admin = async (method: "post" | "delete", path: string, body?: Json) =>
            expectOk(await api.admin[method]<Json>(`${ADMIN}/${path}`, body as never))
          const range = { start_date: day(1), end_date: day(9) }
          const [weekday, nextDay] = [2, 3].map((n) => new Date(day(n)).getUTCDay() || 7)
          await admin("post", `resources/${car.id}`, { description: "Blue" })
          await admin("post", `resources/${car.id}/capacity`, { ...range, max_capacity: 4, weekdays: [weekday] })
          await admin("post", `resources/${car.id}/capacity`, { ...range, max_capacity: 5, weekdays: [nextDay] })
          await admin("post", `resources/${other.id}/capacity`, { ...range, max_capacity: 6 })
          const blackout = { start_date: day(2), end_date: day(2), reason: "Storm" }
          const { blackout: closed } = await admin("post", "blackouts", { ...blackout, resource_type: "VEHICLE" })
          await admin("delete", `blackouts/${(closed as Json).id as string}`)
          const items = [car, other].map(({ id }) => ({ resource_id: id, dates: [day(2)], quantity: 1 }))
          const { allocations } = (await admin("post", "allocations", { items })) as { allocations: { id: string }[] }
          await admin("post", "blackouts", { ...blackout, resource_id: other.id, on_conflict: "keep" })
          await admin("post", `allocations/${allocations[0]!.id}`, { unit_label: "123 ABC" })
          await admin("post", `allocations/${allocations[0]!.id}/move`, { dates: [day(4)] })
          await admin("post", "allocations", { resource_id: car.id, dates: [day(5)] })
          const { hold } = (await admin("post", "holds", { resource_id: car.id, dates: [day(2)] })) as {
            hold: { id: string }
          }
          await admin("post", `holds/${hold.id}/release`)
          // What staff did to a customer's hold is told as well when the customer has let it go.
          const customers = await build.hold({ resource: car, dates: [day(2)] })
          await admin("post", `holds/${customers.id}/extend`, { minutes: 90 })
          await service.releaseHold(customers.id, "customer")

          const { log } = await dayOf(car, day(2))
          expect(log.map(({ action }) => action)).toEqual([
            "hold.extend",
            "hold.release",
            "hold.create",
            "allocation.move",
            "allocation.update",
            "allocation.create",
            "blackout.delete",
            "blackout.create",
            "capacity.set",
            "resource.update",
          ])
          expect(new Set(log.map(({ actor }) => actor))).toEqual(new Set([api.shop.admin_user_id]))
          expect(log[0]!.actor_name).toBe("desk@example.com")
          expect(log[8]!.selector).toMatchObject({ weekdays: [weekday] })
          expect((await dayOf(car, day(4))).log.map(({ action }) => action)).toEqual([
            "allocation.move",
            "resource.update",
          ])
        })
      })

      it("lists one day's departures, returns and what is in use", async () => {
        const car = await build.resource({ name: "Car", capacity: 5 })
        const departs = await build.booking({ resource: car, dates: days(2, 4), contact: { contact_name: "Dee" } })
        const returns = await build.booking({ resource: car, dates: days(0, 2) })
        const later = await build.booking({ resource: car, dates: [day(5)] })
        const cancelled = await build.booking({ resource: car, dates: [day(2)] })
        await service.cancelAllocations({ allocation_ids: [cancelled.id], cancelled_by: "user_test" })

        const { body } = await api.admin.get<{
          run_sheet: Record<"departures" | "returns" | "in_use", { id: string }[]>
        }>(at(`${ADMIN}/run-sheet`, { date: day(2) }))

        const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).sort()
        expect(body.run_sheet).toMatchObject({
          date: day(2),
          departures: [{ contact_name: "Dee", resource_name: "Car" }],
        })
        expect(ids(body.run_sheet.departures)).toEqual([departs.id])
        expect(ids(body.run_sheet.returns)).toEqual([returns.id])
        expect(ids(body.run_sheet.in_use)).toEqual([departs.id, returns.id].sort())
        expect(JSON.stringify(body)).not.toContain(later.id)
        expect((await api.admin.get(`${ADMIN}/run-sheet`)).body).toMatchObject({ run_sheet: { date: day(0) } })
        expectInvalid(await api.admin.get(`${ADMIN}/run-sheet?date=today`), "date")
      })

      it("names on the run sheet who goes along with a booking, and no order where there is none", async () => {
        const car = await build.resource({ name: "Car" })
        const kim = await build.resource({ name: "Kim", type: "GUIDE" })
        const gone = await build.resource({ name: "Gone", type: "GUIDE" })
        const { allocations } = await service.placeStaffBooking({
          items: [car, kim, gone].map(({ id }) => ({ resource_id: id, quantity: 1, dates: [day(1)] })),
          created_by: "user_test",
          contact: { contact_name: "Ana", unit_label: "Hilux 3", order_id: "order_gone" },
        })
        await service.cancelAllocations({ allocation_ids: [allocations[2]!.id], cancelled_by: "user_test" })
        const { body } = await api.admin.get<{ run_sheet: { departures: Json[] } }>(
          at(`${ADMIN}/run-sheet`, { date: day(1), type: "vehicle" }),
        )
        expect(body.run_sheet.departures).toMatchObject([
          {
            resource_name: "Car",
            contact_name: "Ana",
            unit_label: "Hilux 3",
            order_display_id: null,
            payment: null,
            booked_with: [{ id: allocations[1]!.id, resource_name: "Kim", resource_type: "GUIDE", quantity: 1 }],
          },
        ])
      })

      it("exports allocations as a file whose cells no spreadsheet executes", async () => {
        const car = await build.resource({ name: '=HYPERLINK("http://evil")', capacity: 9 })
        const contact = {
          contact_name: "=cmd|' /C calc'!A0",
          contact_email: "@SUM(1+1)*cmd",
          contact_phone: "+61 400 000 000",
          note: '-2+3, said "him"\nand left',
        }
        const booking = await build.booking({ resource: car, contact })
        const other = await build.booking({ resource: car, dates: [day(9)] })

        const reply = await api.admin.get<{ text: string }>(
          at(`${ADMIN}/allocations/export`, { resource_id: car.id, end_date: day(2) }),
        )

        expect(reply.status).toBe(200)
        expect(reply.headers["content-type"]).toMatch(/^text\/csv; charset=utf-8/)
        expect(reply.headers["content-disposition"]).toBe('attachment; filename="allocations.csv"')
        expect(reply.headers["x-truncated"]).toBe("false")
        const lines = reply.body.text.split("\r\n")
        expect(lines[0]).toMatch(/^id,booking_id,status,resource_name,.*,order_id,order_display_id,/)
        expect(lines[1]).toContain(booking.id)
        expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil"")"`)
        expect(lines[1]).toContain(",'=cmd|' /C calc'!A0,'@SUM(1+1)*cmd,'+61 400 000 000,")
        expect(lines[1]).toContain(`"'-2+3, said ""him""\nand left"`)
        expect(reply.body.text).not.toContain(other.id)
        expect(reply.body.text.split(/[,\r\n]/).filter((cell) => /^"?[=+\-@\t]/.test(cell))).toEqual([])
        expectInvalid(await api.admin.get(at(`${ADMIN}/allocations/export`, { status: "LOST" })), "status[0]")
      })

      it("exports what the list of allocations shows for the same filters", async () => {
        const car = await build.resource({ capacity: 9 })
        const [live, cancelled] = [await build.booking({ resource: car }), await build.booking({ resource: car })]
        await service.cancelAllocations({ allocation_ids: [cancelled.id], cancelled_by: "user_test" })
        const filters = { status: ["CONFIRMED", "CANCELLED"], q: " ", type: "vehicle" }
        const list = expectOk(await api.admin.get<{ count: number }>(at(`${ADMIN}/allocations`, filters)))
        expect(list.count).toBe(2)
        const { text } = expectOk(await api.admin.get<{ text: string }>(at(`${ADMIN}/allocations/export`, filters)))
        expect([text.includes(live.id), text.includes(cancelled.id)]).toEqual([true, true])
        expectInvalid(await api.admin.get(at(`${ADMIN}/allocations/export`, { limit: "5" })), "limit")
      })

      describe("whom to tell", () => {
        type Contacts = { contacts: ({ allocations: Json[] } & Json)[]; count: number; truncated: boolean }
        const contacts = (query: Record<string, string | string[]>) =>
          api.admin.get<Contacts>(at(`${ADMIN}/contacts`, query))
        const whom = async (query: Record<string, string | string[]>) =>
          expectOk(await contacts(query)).contacts.map(({ contact_name, allocations }) => [
            contact_name,
            allocations.length,
          ])

        it("is each person once, with what is theirs on the dates of a change", async () => {
          const car = await build.resource({ name: "Car", capacity: 9 })
          const cabin = await build.resource({ name: "Cabin", type: "CABIN", booking_unit: "NIGHT", capacity: 9 })
          const ana = { contact_name: "Ana", contact_email: "ana@example.com", contact_phone: "0400 111 222" }
          const first = await build.booking({ resource: car, dates: days(1, 3), contact: ana })
          await build.booking({
            resource: cabin,
            dates: [day(2)],
            contact: { ...ana, contact_email: "ANA@example.com" },
          })
          await build.booking({ resource: cabin, dates: [day(1)], contact: { contact_name: "Departs that day" } })
          await build.booking({ resource: car, dates: [day(5)], contact: { contact_name: "Later" } })
          await build.booking({
            resource: car,
            dates: [day(2)],
            contact: { contact_name: "Bob", contact_phone: "123" },
          })
          const cancelled = await build.booking({ resource: car, dates: [day(2)], contact: { contact_name: "Gone" } })
          await service.cancelAllocations({ allocation_ids: [cancelled.id], cancelled_by: "user_test" })
          const on = { start_date: day(2), end_date: day(2) }

          expect(expectOk(await contacts(on))).toMatchObject({
            count: 2,
            truncated: false,
            contacts: [
              {
                contact_name: "Ana",
                contact_phone: "0400 111 222",
                allocations: [
                  { id: first.id, resource_name: "Car", dates: [day(2)], start_date: day(1), order_display_id: null },
                  { resource_name: "Cabin" },
                ],
              },
              { contact_name: "Bob" },
            ],
          })
          const onAll = { start_date: day(1), end_date: day(5) }
          expect(await whom({ ...onAll, type: "cabin" })).toEqual([
            ["Departs that day", 1],
            ["Ana", 1],
          ])
          expect(
            await whom({ ...onAll, resource_id: [car.id], weekdays: String(new Date(day(5)).getUTCDay() || 7) }),
          ).toEqual([["Later", 1]])
          const ofCar = await build.blackout({ resource_id: car.id, start_date: day(4), end_date: day(5) })
          expect(await whom({ blackout_id: ofCar.id })).toEqual([["Later", 1]])
          const ofType = await build.blackout({ resource_type: "CABIN", start_date: day(2) })
          expect(await whom({ blackout_id: ofType.id })).toEqual([["Ana", 1]])
          const ofAll = await build.blackout({ start_date: day(2) })
          expect(await whom({ blackout_id: ofAll.id })).toEqual([
            ["Ana", 2],
            ["Bob", 1],
          ])

          const file = await api.admin.get<{ text: string }>(at(`${ADMIN}/contacts/export`, { blackout_id: ofAll.id }))
          expect(file.headers["content-type"]).toMatch(/^text\/csv; charset=utf-8/)
          expect(file.headers["content-disposition"]).toBe('attachment; filename="contacts.csv"')
          expect(file.headers["x-truncated"]).toBe("false")
          const lines = file.body.text.split("\r\n")
          expect(lines).toHaveLength(5)
          expect(lines[1]).toBe(
            `Ana,ana@example.com,0400 111 222,Car,${day(1)},${day(3)},${day(2)},1,,${first.booking_id},${first.id}`,
          )
        })

        it("is refused without dates, with dates that are none, and beside a blackout", async () => {
          const { id } = await build.blackout({})
          expectInvalid(await contacts({}), "start_date")
          expectInvalid(await contacts({ start_date: day(1) }), "end_date")
          expectInvalid(await contacts({ start_date: day(2), end_date: day(1) }), "end_date")
          expectInvalid(await contacts({ start_date: day(0), end_date: day(400) }), "end_date")
          expectInvalid(await contacts({ start_date: day(0), end_date: day(1), weekdays: "8" }), "weekdays[0]")
          expectInvalid(await contacts({ blackout_id: id, type: "CAR" }), "type")
          for (const path of ["contacts", "contacts/export"]) {
            expect(await api.admin.get(at(`${ADMIN}/${path}`, { blackout_id: "blk_none" }))).toMatchObject({
              status: 404,
              error: { code: "blackout_not_found" },
            })
            expectInvalid(await api.admin.get(`${ADMIN}/${path}?limit=5`), "limit")
          }
        })
      })

      it("reports utilisation by resource, week and month", async () => {
        const car = await build.resource({ name: "Car", capacity: 2, days: 10 })
        await build.booking({ resource: car, dates: days(0, 4) })
        const range = { start_date: day(0), end_date: day(9) }
        const utilisation = (query: Record<string, string>) =>
          api.admin.get(at(`${ADMIN}/reports/utilisation`, { ...range, ...query }))
        expect(await utilisation({ by: "resource" })).toMatchObject({
          status: 200,
          body: {
            by: "resource",
            utilisation: [{ key: car.id, label: "Car", capacity: 20, allocated: 5, held: 0, utilisation: 0.25 }],
          },
        })
        const weeks = expectOk(await utilisation({})).utilisation as { capacity: number }[]
        expect(weeks.reduce((sum, { capacity }) => sum + capacity, 0)).toBe(20)
        expect(await utilisation({ by: "month", type: "tour" })).toMatchObject({ status: 200, body: { by: "month" } })
        await build.resource({ type: "TOUR", capacity: 1, days: 10 })
        expect(await utilisation({ by: "month", split: "type", type: "tour" })).not.toMatchObject({
          body: { utilisation: [{ type: "VEHICLE" }] },
        })
        const split = expectOk(await utilisation({ split: "type" })).utilisation as {
          key: string
          type: string
          capacity: number
        }[]
        const sumOf = (wanted: string) =>
          split.filter(({ type }) => type === wanted).reduce((sum, { capacity }) => sum + capacity, 0)
        expect([sumOf("VEHICLE"), sumOf("TOUR")]).toEqual([20, 10])
        expect(split.map(({ key, type }) => key + type)).toEqual(split.map(({ key, type }) => key + type).sort())
        expectInvalid(await utilisation({ split: "name" }), "split")
        expectInvalid(await utilisation({ by: "decade" }), "by")
        expectInvalid(await utilisation({ end_date: day(-1) }), "end_date")
      })

      it("reports what became of the storefront's holds, day by day", async () => {
        const car = await build.resource({ capacity: 9 })
        const [confirmed, released, expired] = [
          await build.hold({ resource: car }),
          await build.hold({ resource: car }),
          await build.hold({ resource: car }),
        ]
        await build.hold({ resource: car })
        await service.confirmHolds({ hold_ids: [confirmed.id] })
        await service.releaseHold(released.id, "user_test")
        await ageHold(db, expired.id)
        const conversion = (query: Record<string, string>) => api.admin.get(at(`${ADMIN}/reports/conversion`, query))
        type Row = Record<"placed" | "confirmed" | "released" | "expired" | "active", number>
        const { body } = await api.admin.get<{ conversion: Row[]; complete_from: string }>(
          at(`${ADMIN}/reports/conversion`, { from: day(-1), to: day(0) }),
        )
        expect(body.complete_from).toBe(day(-29))
        // A hold that was aged over midnight was placed yesterday.
        const sum = (field: keyof Row) => body.conversion.reduce((total, row) => total + row[field], 0)
        expect([sum("placed"), sum("confirmed"), sum("released"), sum("expired"), sum("active")]).toEqual([
          4, 1, 1, 1, 1,
        ])
        expectInvalid(await conversion({ from: day(0) }), "to")
        expectInvalid(await conversion({ from: day(0), to: day(-1) }), "to")
        expectInvalid(await conversion({ from: day(0), to: day(800) }), "to")
      })

      it("lists incidents by kind, state and words, and resolves each once", async () => {
        const { incident: drift } = await journal().openIncident({
          kind: "DRIFT",
          ref: "res_a",
          details: { found: "x-ray" },
        })
        const { incident: unpaid } = await journal().openIncident({ kind: "UNPAID", ref: "order_b" })
        const incidents = async (query: Record<string, string>) =>
          expectOk(await api.admin.get<{ incidents: Json[]; count: number }>(at(`${ADMIN}/incidents`, query)))

        expect(await incidents({})).toMatchObject({ count: 2, limit: 20, offset: 0 })
        expect((await incidents({ kind: "DRIFT" })).incidents).toMatchObject([{ id: drift.id, resolved_at: null }])
        expect((await incidents({ q: "X-RAY" })).incidents).toMatchObject([{ id: drift.id }])
        expect((await incidents({ order: "ref" })).incidents.map(({ ref }) => ref)).toEqual(["order_b", "res_a"])
        expect((await incidents({ fields: "ref", limit: "1", order: "-ref" })).incidents).toEqual([
          { id: drift.id, ref: "res_a" },
        ])

        const resolve = (note: string) => api.admin.post(`${ADMIN}/incidents/${unpaid.id}/resolve`, { note })
        const first = await resolve("paid in cash")
        expect(first).toMatchObject({
          status: 200,
          body: { incident: { resolved_by: api.shop.admin_user_id, note: "paid in cash" } },
        })
        expect((await resolve("again")).body).toEqual(first.body)
        expect((await incidents({ open: "true" })).incidents).toMatchObject([{ id: drift.id }])
        expect((await incidents({ open: "false" })).incidents).toMatchObject([{ id: unpaid.id }])
        expect(await api.admin.post(`${ADMIN}/incidents/inc_none/resolve`)).toMatchObject({
          status: 404,
          error: { type: "not_found", code: "incident_not_found" },
        })
        expectInvalid(await api.admin.post(`${ADMIN}/incidents/${drift.id}/resolve`, { note: "\0" }), "note")
        expectInvalid(await api.admin.post(`${ADMIN}/incidents/${drift.id}/resolve`, { remark: "x" }), "remark")
      })

      it("lets nobody in who is not staff", async () => {
        const customer = await api.customer()
        const reads = [
          "calendar",
          "run-sheet",
          "allocations/export",
          "contacts",
          "contacts/export",
          "variants",
          "resource-types",
          "reports/utilisation",
          "reports/conversion",
          "reports/demand",
          "incidents",
          "audit",
          "health",
        ]
        for (const client of [api.anonymous, api.store, customer.store]) {
          for (const path of reads) {
            expect([path, (await client.get(`${ADMIN}/${path}`)).status]).toEqual([path, 401])
          }
          expect((await client.post(`${ADMIN}/jobs/cleanup-expired-holds`)).status).toBe(401)
          expect((await client.post(`${ADMIN}/incidents/inc_1/resolve`)).status).toBe(401)
        }
      })

      it("F7: answers whatever is sent to the desk's reads without a 5xx", async () => {
        const range = `start_date=${day(1)}&end_date=${day(2)}`
        const good: Record<string, string> = {
          calendar: range,
          "run-sheet": `date=${day(1)}`,
          "allocations/export": range,
          contacts: range,
          "contacts/export": range,
          variants: "id=variant_none",
          "reports/utilisation": range,
          "reports/conversion": `from=${day(1)}&to=${day(2)}`,
          "reports/demand": range,
          incidents: "open=true",
        }
        const odd = Object.entries(good).flatMap(([path, query]) => [
          `${ADMIN}/${path}?${query}`,
          ...ODD_QUERIES.flatMap(
            (more) => `${ADMIN}/${path}?${/^(start|date|from)/.test(more) ? "" : `${query}&`}${more}`,
          ),
        ])
        const texts = ODD_TEXTS.flatMap((text) =>
          ["calendar", "run-sheet", "allocations/export", "incidents", "reports/utilisation", "reports/demand"].flatMap(
            (path) =>
              ["q", "type", "ref", "resource_id"].map(
                (field) => `${ADMIN}/${path}?${good[path]}&${field}=${encodeURIComponent(text)}`,
              ),
          ),
        )
        await expectNoOddAnswer(api.admin, [...odd, ...texts, `${ADMIN}/audit?repair=true`, `${ADMIN}/health?q=%00`])
      })

      it("F7: answers odd incident ids, job names and bodies without a 5xx", async () => {
        const answers: [string, number, string][] = []
        for (const odd of ["%00", "a".repeat(3000), "..%2f..", "%27%3B--"]) {
          for (const path of [`incidents/${odd}/resolve`, `jobs/${odd}`]) {
            const { status, error } = await api.admin.post(`${ADMIN}/${path}`)
            answers.push([path, status, typeof error.message])
          }
        }
        for (const body of ["[]", "null", "1", '{"a":', '{"__proto__":{"x":1}}', `{"note":"${LONG}"}`]) {
          const { status, error } = await api.admin.post(`${ADMIN}/incidents/inc_none/resolve`, body)
          answers.push([body.slice(0, 30), status, typeof error.message])
        }
        expect(answers.filter(([, status, message]) => status < 400 || status >= 500 || message !== "string")).toEqual(
          [],
        )
      })
    })

    describe("the audit", () => {
      type Audit = { audit: { ok: boolean; drift: Json[] } }
      const audit = async () => expectOk(await api.admin.get<Audit>(`${ADMIN}/audit`)).audit
      const open = async (kind: "DRIFT" | "OVERCOMMITTED") =>
        (await journal().listIncidents({ kind, open: true })).incidents

      it("finds nothing in sound books", async () => {
        const resource = await build.resource({ capacity: 2 })
        await build.booking({ resource })
        await ageHold(db, (await build.hold({ resource })).id)
        expect(await audit()).toMatchObject({ ok: true, drift: [] })
        expect(await open("DRIFT")).toEqual([])
      })

      it("opens one DRIFT incident for each resource, raises the alarm, and resolves it when the drift is gone", async () => {
        const resource = await build.resource({ capacity: 3 })
        const drift = (by: number) =>
          db.query(
            `update resource_capacity set available_capacity = available_capacity + $2
             where resource_id = $1 and date = any ($3::date[])`,
            [resource.id, by, [day(1), day(2)]],
          )
        await drift(-1)
        try {
          for (let again = 0; again < 2; again++) {
            expect(await audit()).toMatchObject({
              ok: false,
              drift: [
                { resource_id: resource.id, date: day(1), available: 2, expected: 3 },
                { resource_id: resource.id, date: day(2) },
              ],
            })
          }
          expect(await open("DRIFT")).toMatchObject([
            { ref: resource.id, details: { drift: [{ date: day(1) }, { date: day(2) }] } },
          ])
          const { body } = await api.admin.get(`${ADMIN}/health`)
          expect(body).toMatchObject({
            status: "alarm",
            drift: { open_incidents: 1 },
            alarms: [expect.stringContaining("DRIFT")],
          })
        } finally {
          await drift(1)
        }
        expect(await audit()).toMatchObject({ ok: true })
        expect(await open("DRIFT")).toEqual([])
        expect((await journal().listIncidents({ kind: "DRIFT" })).incidents).toMatchObject([
          { ref: resource.id, resolved_by: "system" },
        ])
        expect((await api.admin.get(`${ADMIN}/health`)).body).toMatchObject({ status: "ok" })
      })

      it("resolves nothing that a full list may have left out", async () => {
        const large = await build.resource({ days: 201 })
        const small = await build.resource({ days: 1 })
        const drift = (resource: { id: string }, by: number) =>
          db.query("update resource_capacity set available_capacity = available_capacity + $2 where resource_id = $1", [
            resource.id,
            by,
          ])
        const refs = async () => (await open("DRIFT")).map(({ ref }) => ref).sort()
        try {
          await drift(small, -1)
          await audit()
          expect(await refs()).toEqual([small.id])
          await drift(large, -1)
          expect((await audit()).drift).toHaveLength(200)
          expect(await refs()).toEqual([small.id, large.id].sort())
        } finally {
          await db.query("update resource_capacity set available_capacity = max_capacity")
        }
        expect(await audit()).toMatchObject({ ok: true })
        expect(await refs()).toEqual([])
      })

      it("keeps an OVERCOMMITTED incident open from one daily round to the next, until the date is solved", async () => {
        const resource = await build.resource({ capacity: 2 })
        const booking = await build.booking({ resource, quantity: 2 })
        await service.setCapacity({
          resource_id: resource.id,
          start_date: day(1),
          end_date: day(1),
          max_capacity: 1,
          clamp: true,
        })

        expect(await run("keep-capacity-open")).toMatchObject({ books_in_order: true, overcommitted_dates: 1 })
        expect(await open("OVERCOMMITTED")).toMatchObject([
          { ref: resource.id, details: { overcommitted: [{ date: day(1), max: 2, target: 1 }] } },
        ])
        expect((await api.admin.get(`${ADMIN}/health`)).body).toMatchObject({ status: "ok", overcommitted_dates: 1 })

        await service.cancelAllocations({ allocation_ids: [booking.id], cancelled_by: "user_test" })
        await run("keep-capacity-open")
        expect(await open("OVERCOMMITTED")).toEqual([])
      })

      it("warns of an owner above a limit, which is no fault of the books and wakes nobody", async () => {
        const resource = await build.resource({ capacity: 9 })
        const customer_email = "greedy@example.com"
        const holds = []
        for (let i = 0; i < OPTIONS.max_active_holds_per_owner; i++)
          holds.push(await build.hold({ resource, customer_email }))
        const extra = await build.hold({ resource, customer_email: "other@example.com" })
        const owner = (email: string) =>
          db.query("update resource_hold set owner_key = $2 where id = $1", [extra.id, `email:${email}`])
        await owner(customer_email)
        try {
          expect(await audit()).toMatchObject({
            ok: true,
            owners_over_limit: [{ owner_key: `email:${customer_email}`, holds: 4 }],
          })
          expect(await open("DRIFT")).toEqual([])
          expect((await api.admin.get(`${ADMIN}/health`)).body).toMatchObject({ status: "ok", alarms: [] })
        } finally {
          await owner("other@example.com")
        }
      })

      it("answers all the same when the journal cannot be written", async () => {
        const resource = await build.resource({ capacity: 2 })
        await build.booking({ resource, quantity: 2 })
        await service.setCapacity({
          resource_id: resource.id,
          start_date: day(1),
          end_date: day(1),
          max_capacity: 1,
          clamp: true,
        })
        const found = await withoutTable(db, "booking_incident", audit)
        expect(found).toMatchObject({ ok: true, overcommitted: [{ resource_id: resource.id }] })
      })
    })

    describe("health", () => {
      type Health = Json & { database: Json; cleanup: Json; versions: Json; alarms: string[] }
      const health = () => api.admin.get<Health>(`${ADMIN}/health`)

      it("is ok after a clean-up and tells what it saw", async () => {
        const resource = await build.resource({ days: 5, name: "Closing" })
        await build.resource({ days: 90 })
        await build.hold({ resource })
        await run("cleanup-expired-holds")
        await run("reconcile-bookings")
        const reply = await health()
        expect(reply.status).toBe(200)
        expect(reply.body).toMatchObject({
          status: "ok",
          alarms: [],
          database: { ok: true, latency_ms: expect.any(Number) as number },
          holds: { live: 1, expired_backlog: 0, expired_oldest_age_seconds: 0 },
          cleanup: { is_late: false, figures: { expired_count: 0, capacity_restored: 0 } },
          reconciliation: { is_late: false, figures: { failed: 0 } },
          drift: { open_incidents: 0 },
          overcommitted_dates: 0,
          overcommitted: [],
          closing_resources: [{ resource_id: resource.id, name: "Closing", last_open_date: day(4), today: day(0) }],
          closing_resources_count: 1,
          versions: {
            medusa: "2.21.2",
            plugin: expect.stringMatching(/^\d+\.\d+/) as string,
            node: process.versions.node,
          },
        })
        expect(reply.body.versions.postgresql).toMatch(/^\d+/)
      })

      it("raises the alarm when a job has not run for 15 minutes", async () => {
        const ageRun = (action: string, minutes: number) =>
          db.query("update booking_log set at = clock_timestamp() - $1 * interval '1 minute' where action = $2", [
            minutes,
            action,
          ])
        for (const [job, action, member, words] of [
          ["cleanup-expired-holds", "cleanup.run", "cleanup", "clean-up"],
          ["reconcile-bookings", "reconcile.run", "reconciliation", "reconciliation"],
        ] as const) {
          await run("cleanup-expired-holds")
          await run("reconcile-bookings")
          await ageRun(action, 14)
          expect((await health()).body).toMatchObject({ status: "ok", [member]: { is_late: false } })
          await ageRun(action, 16)
          expect(await health()).toMatchObject({
            status: 200,
            body: { status: "alarm", [member]: { is_late: true }, alarms: [expect.stringContaining(words)] },
          })
          await runJob(job)
          expect((await health()).body).toMatchObject({ status: "ok", [member]: { is_late: false } })
        }
      })

      it("gives a server that has just started its time for the first clean-up", () => {
        const now = new Date().toISOString()
        expect(jobRun(null, now, 15 * 60)).toEqual({ last_run_at: null, age_seconds: null, is_late: false })
        expect(jobRun(null, now, 15 * 60 + 1)).toMatchObject({ is_late: true })
        const watched = { expired_backlog: 0, expired_oldest_age_seconds: 0, drift: 0 }
        const late = jobRun(null, now, 901)
        expect(alarmsOf({ ...watched, cleanup: late, reconciliation: late })).toEqual([
          expect.stringContaining("The clean-up of expired holds has never run"),
          expect.stringContaining("The reconciliation of orders with their bookings has never run"),
        ])
      })

      it("raises the alarm when expired holds are left behind, and says how old they are", async () => {
        const resource = await build.resource({ capacity: 2 })
        await ageHold(db, (await build.hold({ resource })).id, 60)
        await run("notify-expiring-holds")
        expect((await health()).body).toMatchObject({ status: "ok", holds: { live: 0, expired_backlog: 1 } })
        await ageHold(db, (await build.hold({ resource })).id, 20 * 60)
        const { body } = await health()
        expect(body).toMatchObject({
          status: "alarm",
          holds: { expired_backlog: 2 },
          alarms: [expect.stringMatching(/2 expired holds/)],
        })
      })

      it("answers 503 within seconds when the database is gone, and recovers with it", async () => {
        const server = openDb(databaseUrl("postgres"))
        const name = new URL(db.url).pathname.slice(1)
        try {
          await server.query(`alter database "${name}" allow_connections false`)
          await server.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name])
          const started = performance.now()
          const replies = await Promise.all([health(), health(), health()])
          expect(performance.now() - started).toBeLessThan(5000)
          for (const reply of replies) {
            expect(reply).toMatchObject({
              status: 503,
              body: {
                status: "alarm",
                alarms: ["The database does not answer: nothing can be booked"],
                database: { ok: false },
              },
            })
            expect(reply.body.versions.medusa).toBe("2.21.2")
          }
        } finally {
          await server.query(`alter database "${name}" allow_connections true`)
          await server.close()
        }
        await until(
          async () => (await health()).status === 200,
          () => "health recovers",
          30_000,
        )
      })

      it("blames a database that answers for nothing", async () => {
        const reply = await withoutTable(db, "booking_log", health)
        expect(reply).toMatchObject({
          status: 503,
          body: { alarms: [expect.stringMatching(/^Health could not be read: .*booking_log/s)] },
        })
      })

      it("answers 503 within seconds when the database hangs, without piling up connections", async () => {
        const connections = async () =>
          (await db.one<{ waiting: number }>("select count(*) as waiting from pg_locks where not granted")).waiting
        await db.rolledBack(async (session) => {
          await session.query("lock table resource_hold in access exclusive mode")
          const replies = await Promise.all(Array.from({ length: 20 }, health))
          expect(new Set(replies.map(({ status, body }) => `${status} ${body.alarms.join()}`))).toEqual(
            new Set(["503 The database does not answer: nothing can be booked"]),
          )
          expect(await connections()).toBeLessThanOrEqual(1)
        })
        await until(
          async () => (await health()).status === 200,
          () => "health recovers",
        )
      })
    })

    describe("the clean-up", () => {
      it("gives back what expired, says how much, and leaves its figures in the journal even when that was nothing", async () => {
        const resource = await build.resource({ capacity: 5 })
        const expired = await build.hold({ resource, dates: days(1, 3), quantity: 2 })
        const live = await build.hold({ resource })
        await ageHold(db, expired.id)

        const figures = await run("cleanup-expired-holds")

        expect(figures).toEqual({ expired_count: 1, capacity_restored: 6, duration_ms: expect.any(Number) as number })
        expect([await statusOf(expired.id), await statusOf(live.id)]).toEqual(["EXPIRED", "ACTIVE"])
        expect(await eventsOf("resource-hold.expired")).toEqual([expired.id])
        expect(await journal().lastLog("cleanup.run")).toMatchObject({ actor: "system", after: figures })
        expect(await run("cleanup-expired-holds")).toMatchObject({ expired_count: 0, capacity_restored: 0 })
        expect(await journal().lastLog("cleanup.run")).toMatchObject({ after: { expired_count: 0 } })
      })

      it("C10: several clean-ups at once expire each hold once, with one event each", async () => {
        const resource = await build.resource({ capacity: 120 })
        const holds = await Promise.all(Array.from({ length: 120 }, () => build.hold({ resource })))
        await db.query(
          "update resource_hold set created_at = created_at - interval '1 hour', expires_at = expires_at - interval '31 minutes'",
        )

        const runs = await Promise.all(Array.from({ length: 4 }, () => run("cleanup-expired-holds")))

        // A sweep that met another's leaves it to that one, so that the four together have done the whole.
        expect(runs.reduce((sum, { expired_count }) => sum + (expired_count as number), 0)).toBe(120)
        expect(runs.reduce((sum, { capacity_restored }) => sum + (capacity_restored as number), 0)).toBe(120)
        expect((await eventsOf("resource-hold.expired")).sort()).toEqual(holds.map(({ id }) => id).sort())
        const { free } = await db.one<{ free: number }>(
          "select available_capacity as free from resource_capacity where resource_id = $1 and date = $2",
          [resource.id, day(1)],
        )
        expect(free).toBe(120)
      })

      it("C12: after a day's stop touches nothing confirmed or claimed and sends no stale events", async () => {
        const resource = await build.resource({ capacity: 9 })
        const confirmed = await build.hold({ resource })
        const claimed = await build.hold({ resource })
        const old = await build.hold({ resource })
        const fresh = await build.hold({ resource })
        await service.confirmHolds({ hold_ids: [confirmed.id] })
        await build.booking({ resource })
        await db.query("update resource_hold set claimed_at = clock_timestamp() where id = $1", [claimed.id])
        for (const { id } of [confirmed, claimed, old]) await ageHold(db, id, DAY_S)
        await ageHold(db, fresh.id, 30 * 60)
        const untouched = () =>
          db.query(
            `select to_jsonb(h) as hold, to_jsonb(a) as allocation
             from resource_hold h left join resource_allocation a on a.hold_id = h.id
             where h.status = 'CONFIRMED' or h.id = $1 order by h.id`,
            [claimed.id],
          )
        const before = await untouched()
        expect(before).toHaveLength(3)

        expect(await run("cleanup-expired-holds")).toMatchObject({ expired_count: 2, capacity_restored: 2 })

        expect(await untouched()).toEqual(before)
        expect([await statusOf(old.id), await statusOf(fresh.id)]).toEqual(["EXPIRED", "EXPIRED"])
        expect(await eventsOf("resource-hold.expired")).toEqual([fresh.id])
      })

      it("is told of once where a cart's claim was there first, and not of what nobody waits for any more", async () => {
        const resource = await build.resource({ capacity: 3 })
        const claim = ({ cart_id, line }: BuiltLine) => service.claimCart({ cart_id, lines: [line], claim: true })
        const [fresh, old, refused] = [
          await build.line({ of: [{ resource }] }),
          await build.line({ of: [{ resource }] }),
          await build.line({ of: [{ resource }] }),
        ]
        for (const { holds } of [fresh, refused]) await ageHold(db, holds[0]!.id)
        await ageHold(db, old.holds[0]!.id, 2 * 60 * 60)
        for (const line of [fresh, old]) await claim(line)
        await service.updateResource(resource.id, { is_active: false })
        for (let i = 0; i < 2; i++) await refusedWith(claim(refused), "resource_inactive")
        await run("cleanup-expired-holds")
        expect(await eventsOf("resource-hold.expired")).toEqual([fresh, refused].map(({ holds }) => holds[0]!.id))
      })

      it("does its work when the journal cannot be written, as a job and as a script", async () => {
        const resource = await build.resource({ capacity: 2 })
        const [first, second] = [await build.hold({ resource }), await build.hold({ resource })]
        await withoutTable(db, "booking_log", async () => {
          await ageHold(db, first.id)
          await runJob("cleanup-expired-holds")
          await ageHold(db, second.id)
          await runCleanup({ container: container.createScope() as MedusaContainer, args: [] })
        })
        expect([await statusOf(first.id), await statusOf(second.id)]).toEqual(["EXPIRED", "EXPIRED"])
        expect((await eventsOf("resource-hold.expired")).sort()).toEqual([first.id, second.id].sort())
      })

      it("runs from the command line", async () => {
        const resource = await build.resource()
        const hold = await build.hold({ resource })
        await ageHold(db, hold.id)
        const said = await medusa(["exec", "./src/scripts/cleanup-expired-holds.ts"], db.url)
        expect(said).toMatch(/cleanup-expired-holds: .*expired_count\W+1\W+capacity_restored\W+1\W/)
        expect(await statusOf(hold.id)).toBe("EXPIRED")
        expect(await journal().lastLog("cleanup.run")).toMatchObject({ after: { expired_count: 1 } })
      }, 180_000)

      it("refuses a job that there is not, and fields that it does not take", async () => {
        expectInvalid(await api.admin.post(`${ADMIN}/jobs/constructor`), "name")
        expectInvalid(await api.admin.post(`${ADMIN}/jobs/cleanup-expired-holds`, { force: true }), "force")
      })
    })

    describe("the other jobs", () => {
      it("gives notice once of a hold that is about to lapse, and none of a backlog, a claimed or a confirmed one", async () => {
        const resource = await build.resource({ capacity: 9 })
        const soon = await build.hold({ resource })
        const [later, lapsed, claimed, confirmed] = [
          await build.hold({ resource }),
          await build.hold({ resource }),
          await build.hold({ resource }),
          await build.hold({ resource }),
        ]
        await service.confirmHolds({ hold_ids: [confirmed.id] })
        await db.query("update resource_hold set claimed_at = clock_timestamp() where id = $1", [claimed.id])
        for (const { id } of [soon, claimed, confirmed]) await ageHold(db, id, -9 * 60)
        await ageHold(db, later.id, -12 * 60)
        await ageHold(db, lapsed.id, 60)

        const runs = [await run("notify-expiring-holds"), await run("notify-expiring-holds")]

        expect(runs).toEqual([{ notified_count: 1 }, { notified_count: 0 }])
        expect(await eventsOf("resource-hold.expiring")).toEqual([soon.id])
        expect(await journal().lastLog("expiring_notice.run")).toMatchObject({ after: { notified_count: 0 } })
      })

      it("gives notice of more holds than one batch has, by two workers at once, each once", async () => {
        const resource = await build.resource({ capacity: 60 })
        const holds = await Promise.all(Array.from({ length: 60 }, () => build.hold({ resource })))
        await db.query("update resource_hold set expires_at = clock_timestamp() + interval '5 minutes'")
        const runs = await Promise.all([run("notify-expiring-holds"), run("notify-expiring-holds")])
        expect(runs.reduce((sum, { notified_count }) => sum + (notified_count as number), 0)).toBe(60)
        expect((await eventsOf("resource-hold.expiring")).sort()).toEqual(holds.map(({ id }) => id).sort())
      })

      it("keeps dates open ahead and never changes one that exists", async () => {
        const resource = await build.resource({ days: 0, default_capacity: 3, open_days_ahead: 9 })
        await service.setCapacity({ resource_id: resource.id, start_date: day(2), end_date: day(2), max_capacity: 7 })
        await service.setCapacity({ resource_id: resource.id, start_date: day(3), end_date: day(3), max_capacity: 0 })
        await build.booking({ resource, dates: [day(4)] })
        await db.query("delete from resource_capacity where resource_id = $1 and date > $2", [resource.id, day(6)])
        const rows = () =>
          db.query<{ date: string; max_capacity: number }>(
            "select * from resource_capacity where resource_id = $1 order by date",
            [resource.id],
          )
        const before = await rows()

        expect(await run("keep-capacity-open")).toMatchObject({ resources: 1, dates_opened: 3 })

        const after = await rows()
        expect(after.slice(0, before.length)).toEqual(before)
        expect(after.slice(before.length)).toMatchObject([7, 8, 9].map((n) => ({ date: day(n), max_capacity: 3 })))
        expect(await run("keep-capacity-open")).toMatchObject({ resources: 0, dates_opened: 0 })
        expect(await rows()).toEqual(after)
      })

      it("forgets ended holds in two steps, and nothing that is live or confirmed", async () => {
        const resource = await build.resource({ capacity: 9 })
        const hold = () =>
          build.hold({ resource, customer_email: `${unique("guest")}@example.com`, metadata: { flight: "QF1" } })
        const ended = async (daysAgo: number) => {
          const { id } = await hold()
          await service.releaseHold(id, "user_test")
          await db.query(
            "update resource_hold set released_at = clock_timestamp() - $2 * interval '1 day' where id = $1",
            [id, daysAgo],
          )
          return id
        }
        const [young, blank, old] = [await ended(6), await ended(8), await ended(31)]
        const [live, confirmed] = [(await hold()).id, (await hold()).id]
        await service.confirmHolds({ hold_ids: [confirmed] })
        await db.query("update resource_hold set created_at = created_at - interval '90 days' where id = any ($1)", [
          [live, confirmed],
        ])
        await journal().writeLog({ actor: "system", action: "cleanup.run" })
        await journal().writeLog({ actor: "user_1", action: "capacity.set" })
        await db.query("update booking_log set at = at - interval '15 days'")

        await runJob("apply-retention")

        expect(await journal().lastLog("retention.run")).toMatchObject({
          after: { holds_deleted: 1, holds_blanked: 1 },
        })
        const left = await db.query<{ id: string; known: boolean }>(
          "select id, customer_email is not null and metadata is not null as known from resource_hold",
        )
        expect(new Map(left.map(({ id, known }) => [id, known]))).toEqual(
          new Map([
            [young, true],
            [blank, false],
            [live, true],
            [confirmed, true],
          ]),
        )
        expect(left.map(({ id }) => id)).not.toContain(old)
        expect(await journal().lastLog("cleanup.run")).toBeNull()
        expect(await journal().lastLog("capacity.set")).not.toBeNull()
        expect(await run("apply-retention")).toMatchObject({ holds_deleted: 0, holds_blanked: 0 })
      })

      it("erases the contact data of a customer who is deleted, and keeps the dates taken", async () => {
        const resource = await build.resource({ capacity: 3 })
        const customer = await api.customer()
        const other = await build.booking({ resource, contact: { customer_id: "cus_other", contact_name: "Stays" } })
        const booking = await build.booking({
          resource,
          contact: {
            customer_id: customer.id,
            contact_name: "Ada",
            contact_phone: "0400",
            note: "allergic",
            contact_email: customer.email,
          },
        })
        expectOk(
          await holdOf(resource, { customer_email: customer.email, metadata: { flight: "QF1" } }, customer.store),
        )

        expectOk(await api.admin.delete(`/admin/customers/${customer.id}`))

        const contact = () =>
          db.one<{ contact_name: string | null }>(
            "select contact_name, contact_email, contact_phone, note from resource_allocation where id = $1",
            [booking.id],
          )
        await until(
          async () => (await contact()).contact_name === null,
          () => "the contact data is erased",
        )
        expect(await contact()).toEqual({ contact_name: null, contact_email: null, contact_phone: null, note: null })
        expect(
          await db.one("select customer_email, metadata, status from resource_hold where status = 'ACTIVE'"),
        ).toEqual({
          customer_email: null,
          metadata: null,
          status: "ACTIVE",
        })
        expect(await service.getAllocation(other.id)).toMatchObject({ contact_name: "Stays" })
        const range = { resource_id: resource.id, start_date: day(1), end_date: day(1) }
        expect((await availability(range)).body.available_dates).toMatchObject([{ available_capacity: 0 }])
      })
    })
  },
  { options: OPTIONS },
)
