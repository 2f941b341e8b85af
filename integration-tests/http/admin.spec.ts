import type { IEventBusModuleService } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { createStep, createWorkflow, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { BOOKING_JOURNAL_MODULE } from "../../src/modules/booking_journal"
import type BookingJournalModuleService from "../../src/modules/booking_journal/service"
import type { AllocationDTO, BlackoutDTO, HoldDTO, ResourceDTO } from "../../src/modules/resource_booking/types"
import { createBlackoutWorkflow } from "../../src/workflows/resource-booking/create-blackout"
import { createResourceWorkflow } from "../../src/workflows/resource-booking/create-resource"
import { deleteResourceWorkflow } from "../../src/workflows/resource-booking/delete-resource"
import { placeStaffBookingWorkflow } from "../../src/workflows/resource-booking/place-staff-booking"
import { placeStaffHoldWorkflow } from "../../src/workflows/resource-booking/place-staff-hold"
import { updateAllocationWorkflow } from "../../src/workflows/resource-booking/update-allocation"
import { updateBlackoutWorkflow } from "../../src/workflows/resource-booking/update-blackout"
import { updateResourceWorkflow } from "../../src/workflows/resource-booking/update-resource"
import { expectOk } from "../helpers/api"
import { ageHold, day, days, unique } from "../helpers/build"
import type { Reply } from "../helpers/http-client"
import { httpSuite } from "../helpers/http-suite"
import { until } from "../helpers/locks"

const RESOURCES = "/admin/resource-booking/resources"
const BLACKOUTS = "/admin/resource-booking/blackouts"
const HOLDS = "/admin/resource-booking/holds"
const ALLOCATIONS = "/admin/resource-booking/allocations"
const ORDERS = "/admin/resource-booking/orders"

const HOUR_MS = 3_600_000
const LONG_AGO = "2020-01-01T00:00:00.000Z"

type Row = Record<string, unknown>
type Heard = { name: string; data: Row }
type CapacityDay = {
  date: string
  max_capacity: number | null
  target_capacity: number | null
  available_capacity: number
  held: number
  allocated: number
  blackouts: unknown[]
}
type Calendar = { resource_id: string; revision: string; dates: CapacityDay[] }

httpSuite(
  ({ api, build, db, service, container }) => {
    let heard: Heard[] = []
    const bus = () => container.resolve<IEventBusModuleService>(Modules.EVENT_BUS)
    const subscriber = async ({ name, data }: { name: string; data: unknown }) => {
      if (name.startsWith("resource-")) heard.push({ name, data: data as Row })
    }
    beforeEach(() => {
      heard = []
      bus().subscribe("*", subscriber, { subscriberId: "admin-spec" })
    })
    afterEach(() => {
      bus().unsubscribe("*", subscriber, { subscriberId: "admin-spec" })
    })

    const heardOf = (name: string) => heard.filter((event) => event.name === name).map(({ data }) => data)
    const hear = async (name: string, count = 1) => {
      await until(
        () => heardOf(name).length >= count,
        () => `${count} × ${name}, only ${JSON.stringify(heard)}`,
      )
      return heardOf(name)
    }
    const logged = async (action?: string) =>
      (await container.resolve<BookingJournalModuleService>(BOOKING_JOURNAL_MODULE).listLog({ actor: me(), action }))
        .entries
    const me = () => api.shop.admin_user_id

    const availableOn = async (resource: { id: string }, date: string) =>
      (
        await db.one<{ n: number }>(
          "select available_capacity as n from resource_capacity where resource_id = $1 and date = $2",
          [resource.id, date],
        )
      ).n
    const calendarOf = async (resource: { id: string }, first: number, last: number) =>
      expectOk(
        await api.admin.get<Calendar>(
          `${RESOURCES}/${resource.id}/capacity?start_date=${day(first)}&end_date=${day(last)}`,
        ),
      )
    const placeHold = async (body: Row) => expectOk(await api.admin.post<{ hold: HoldDTO }>(HOLDS, body)).hold
    const book = async (body: Row) =>
      expectOk(await api.admin.post<{ allocation: AllocationDTO }>(ALLOCATIONS, body)).allocation
    const refused = (status: number, code: string, details?: Row) => ({
      status,
      error: { code, message: expect.stringMatching(/\w+ \w+/) as string, ...(details ? { details } : {}) },
    })

    describe("resources", () => {
      it("a resource is created with its defaults, its type in upper case and a row in the journal", async () => {
        const made = await api.admin.post<{ resource: ResourceDTO }>(RESOURCES, {
          name: " Troopy ",
          type: "vehicle",
          description: " ",
        })
        expect(made).toMatchObject({
          status: 201,
          body: {
            resource: {
              id: expect.stringMatching(/^res_/),
              name: "Troopy",
              type: "VEHICLE",
              description: null,
              timezone: "Australia/Brisbane",
              booking_unit: "DAY",
              is_active: true,
              open_days_ahead: null,
              deleted_at: null,
            },
          },
        })
        expect(await logged()).toEqual([
          expect.objectContaining({
            actor: me(),
            action: "resource.create",
            resource_id: made.body.resource.id,
            after: { name: "Troopy", type: "VEHICLE" },
          }),
        ])
      })

      it("a resource that is kept open ahead has its dates at once", async () => {
        const made = await api.admin.post<{ resource: ResourceDTO }>(RESOURCES, {
          name: "Reef tour",
          type: "TOUR",
          default_capacity: 12,
          open_days_ahead: 400,
        })
        const { dates } = await calendarOf(expectOk(made).resource, 0, 365)
        expect(dates.every(({ available_capacity }) => available_capacity === 12)).toBe(true)
      })

      it("odd resources are refused with the field by name", async () => {
        const good = { name: "Troopy", type: "VEHICLE" }
        const odd: [Row, string][] = [
          [{ type: "VEHICLE" }, "name"],
          [{ ...good, name: "  " }, "name"],
          [{ ...good, name: "x".repeat(256) }, "name"],
          [{ ...good, name: "a\0b" }, "name"],
          [{ ...good, name: "\ud800" }, "name"],
          [{ ...good, name: ["a"] }, "name"],
          [{ ...good, type: "4WD!" }, "type"],
          [{ ...good, timezone: "Mars/Olympus" }, "timezone"],
          [{ ...good, booking_unit: "HOUR" }, "booking_unit"],
          [{ ...good, is_active: "yes" }, "is_active"],
          [{ ...good, hold_ttl_minutes: 0 }, "hold_ttl_minutes"],
          [{ ...good, hold_ttl_minutes: 1e12 }, "hold_ttl_minutes"],
          [{ ...good, min_days: 1.5 }, "min_days"],
          [{ ...good, min_days: 5, max_days: 4 }, "min_days"],
          [{ ...good, default_capacity: -1 }, "default_capacity"],
          [{ ...good, open_days_ahead: 1096 }, "open_days_ahead"],
          [{ ...good, metadata: [] }, "metadata"],
          [{ ...good, metadata: { note: "x".repeat(17_000) } }, "metadata"],
          [{ ...good, id: "res_mine" }, "id"],
          [{ ...good, deleted_at: LONG_AGO }, "deleted_at"],
        ]
        for (const [body, field] of odd) {
          expect(await api.admin.post(RESOURCES, body)).toMatchObject(refused(400, "invalid_data", { field }))
        }
        expect(await service.listBookingResources()).toEqual([])
      })

      it("the list filters, searches, sorts and pages", async () => {
        for (const [name, type, is_active] of [
          ["Alpha 100%", "VEHICLE", true],
          ["beta", "TOUR", true],
          ["Gamma", "VEHICLE", false],
        ] as const) {
          await service.createResource({ name, type, is_active })
        }
        const names = async (query: string) => {
          const { resources, count } = expectOk(
            await api.admin.get<{ resources: ResourceDTO[]; count: number }>(`${RESOURCES}?${query}`),
          )
          return [count, ...resources.map(({ name }) => name)]
        }
        expect(await names("order=-name&limit=2")).toEqual([3, expect.any(String), expect.any(String)])
        expect(await names("order=created_at")).toEqual([3, "Alpha 100%", "beta", "Gamma"])
        expect(await names("order=created_at&limit=1&offset=1")).toEqual([3, "beta"])
        expect(await names("order=created_at&type=vehicle")).toEqual([2, "Alpha 100%", "Gamma"])
        expect(await names("order=created_at&type=VEHICLE&type=TOUR")).toEqual([3, "Alpha 100%", "beta", "Gamma"])
        expect(await names("type=VEHICLE&is_active=true")).toEqual([1, "Alpha 100%"])
        expect(await names("q=BET")).toEqual([1, "beta"])
        expect(await names(`q=${encodeURIComponent("100%")}`)).toEqual([1, "Alpha 100%"])
        expect(await names(`q=${encodeURIComponent("' or 1=1 -- ?")}`)).toEqual([0])
        expect(await names("q=")).toEqual([3, "Alpha 100%", "Gamma", "beta"].sort())
        expect(await api.admin.get(RESOURCES)).toMatchObject({ body: { limit: 20, offset: 0 } })
      })

      it("fields choose what a list and a single resource show", async () => {
        const { id } = await build.resource({ days: 0 })
        const shown = async (path: string) =>
          Object.keys(expectOk(await api.admin.get<{ resources?: [Row]; resource?: Row }>(path)).resources?.[0] ?? {})
        expect(await shown(`${RESOURCES}?fields=name,type`)).toEqual(["id", "name", "type"])
        expect(await shown(`${RESOURCES}?fields=-metadata,-description`)).toHaveLength(14)
        expect(await shown(`${RESOURCES}?fields=*,%2Bname`)).toHaveLength(16)
        expect((await api.admin.get(`${RESOURCES}/${id}?fields=name`)).body).toEqual({
          resource: { id, name: expect.any(String) },
        })
        expect(await api.admin.get(`${RESOURCES}?fields=name,holds.customer_email`)).toMatchObject(
          refused(400, "invalid_data", { field: "fields" }),
        )
      })

      it("with=desk says of each resource where it stands today, and in the next 30 days", async () => {
        const car = await build.resource({ name: "Car", capacity: 4, days: 40 })
        await build.booking({ resource: car, dates: days(0, 2), quantity: 2 })
        await build.hold({ resource: car, dates: [day(0)] })
        await ageHold(db, (await build.hold({ resource: car, dates: [day(0)] })).id)
        await service.setCapacity({
          resource_id: car.id,
          start_date: day(35),
          end_date: day(39),
          max_capacity: 0,
        })
        const far = await build.resource({ name: "Far", timezone: "Pacific/Kiritimati", days: 2, capacity: 1 })
        await build.blackout({ resource_type: "VEHICLE", start_date: day(0, far.timezone), reason: "Storm" })
        const bare = await build.resource({ name: "Unopened", days: 0, is_active: false })

        const list = expectOk(
          await api.admin.get<{ resources: Row[] }>(`${RESOURCES}?with=desk&fields=name&order=name`),
        ).resources
        const storm = [{ id: expect.any(String) as string, reason: "Storm", public_note: null }]
        const carToday = day(0) === day(0, far.timezone) ? storm : []
        expect(list).toEqual([
          {
            id: car.id,
            name: "Car",
            desk: {
              today: {
                date: day(0),
                max_capacity: 4,
                target_capacity: null,
                available_capacity: 1,
                held: 1,
                expired: 1,
                allocated: 2,
                overcommitted: false,
                closed: carToday.length > 0,
                status: carToday.length > 0 ? "CLOSED" : "LIMITED",
                blackouts: carToday,
              },
              next_30_days: { capacity: 120, allocated: 6, held: 1, utilisation: 0.05 },
              last_open_date: day(34),
            },
          },
          {
            id: far.id,
            name: "Far",
            desk: {
              today: expect.objectContaining({
                date: day(0, far.timezone),
                status: "CLOSED",
                blackouts: storm,
              }) as unknown,
              next_30_days: { capacity: 2, allocated: 0, held: 0, utilisation: 0 },
              last_open_date: day(1, far.timezone),
            },
          },
          {
            id: bare.id,
            name: "Unopened",
            desk: {
              today: expect.objectContaining({ date: day(0), max_capacity: null, status: "CLOSED" }) as unknown,
              next_30_days: { capacity: 0, allocated: 0, held: 0, utilisation: 0 },
              last_open_date: null,
            },
          },
        ])
        const one = await api.admin.get<{ resource: Row }>(`${RESOURCES}/${car.id}?with=desk`)
        expect(one.body.resource).toMatchObject({ name: "Car", desk: list[0]!.desk })
        expect((await api.admin.get(`${RESOURCES}/${car.id}`)).body.resource).not.toHaveProperty("desk")
        for (const path of [RESOURCES, `${RESOURCES}/${car.id}`]) {
          expect(await api.admin.get(`${path}?with=everything`)).toMatchObject(
            refused(400, "invalid_data", { field: "with" }),
          )
        }
      })

      it("the types in use are listed, however many resources there are of one", async () => {
        for (const type of ["VEHICLE", "GUIDE", "VEHICLE"]) await build.resource({ type, days: 0 })
        await build.resource({ type: "VEHICLE", days: 0, is_active: false })
        await service.deleteResource((await build.resource({ type: "BOAT", days: 0 })).id)
        const path = "/admin/resource-booking/resource-types"
        expect((await api.admin.get(path)).body).toEqual({
          types: [
            { type: "GUIDE", count: 1, active_count: 1 },
            { type: "VEHICLE", count: 3, active_count: 2 },
          ],
        })
        expect(await api.admin.get(`${path}?q=a`)).toMatchObject(refused(400, "invalid_data", { field: "q" }))
      })

      it("PUT and POST edit a resource alike, and the journal keeps what changed", async () => {
        const { id } = await build.resource({ name: "Before", days: 0 })
        for (const [method, name] of [
          ["PUT", "Put"],
          ["POST", "Post"],
        ] as const) {
          const reply = await api.admin.send(method, `${RESOURCES}/${id}`, { name, metadata: { plate: "ABC" } })
          expect(reply).toMatchObject({ status: 200, body: { resource: { id, name, metadata: { plate: "ABC" } } } })
        }
        const [second, first] = await logged("resource.update")
        expect(first).toMatchObject({
          actor: me(),
          resource_id: id,
          before: { name: "Before", metadata: null },
          after: { name: "Put", metadata: { plate: "ABC" } },
        })
        expect(second).toMatchObject({ before: { name: "Put" }, after: { name: "Post" } })
        expect(await api.admin.put(`${RESOURCES}/res_none`, { name: "x" })).toMatchObject(
          refused(404, "resource_not_found"),
        )
      })

      it("an edit of what somebody else has changed since is refused with the present values", async () => {
        const resource = await build.resource({ days: 0 })
        expect(
          await api.admin.put(`${RESOURCES}/${resource.id}`, {
            name: "Mine",
            expected_updated_at: resource.updated_at,
          }),
        ).toMatchObject({ status: 200 })
        expect(
          await api.admin.put(`${RESOURCES}/${resource.id}`, {
            name: "Late",
            expected_updated_at: resource.updated_at,
          }),
        ).toMatchObject(refused(409, "stale_edit", { present: { id: resource.id, name: "Mine" } }))
        for (const odd of ["yesterday", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", 5]) {
          expect(await api.admin.put(`${RESOURCES}/${resource.id}`, { expected_updated_at: odd })).toMatchObject(
            refused(400, "invalid_data", { field: "expected_updated_at" }),
          )
        }
      })

      it("POST refuses an edit of a resource as PUT does", async () => {
        const resource = await build.resource()
        await build.hold({ resource })
        for (const method of ["PUT", "POST"]) {
          const edit = (body: Row) => api.admin.send(method, `${RESOURCES}/${resource.id}`, body)
          expect(await edit({ timezone: "Europe/Vienna" })).toMatchObject(refused(409, "resource_in_use"))
          expect(await edit({ name: "Late", expected_updated_at: LONG_AGO })).toMatchObject(refused(409, "stale_edit"))
        }
      })

      it("min_days above the max_days that the resource already has is refused", async () => {
        const { id } = await build.resource({ days: 0, max_days: 5 })
        expect(await api.admin.put(`${RESOURCES}/${id}`, { min_days: 6 })).toMatchObject(
          refused(400, "invalid_data", { field: "min_days" }),
        )
      })

      it("a resource with live claims keeps its unit and its zone", async () => {
        const resource = await build.resource({ capacity: 2 })
        const hold = await build.hold({ resource })
        const booking = await build.booking({ resource })
        for (const patch of [{ booking_unit: "NIGHT" }, { timezone: "Europe/Vienna" }]) {
          expect(await api.admin.put(`${RESOURCES}/${resource.id}`, patch)).toMatchObject(
            refused(409, "resource_in_use", { holds: [{ id: hold.id }], allocations: [{ id: booking.id }] }),
          )
        }
        expect(await api.admin.put(`${RESOURCES}/${resource.id}`, { name: "Still editable" })).toMatchObject({
          status: 200,
        })
      })

      it("a resource with live claims is not deleted, and says which they are", async () => {
        const resource = await build.resource({ capacity: 2 })
        const hold = await build.hold({ resource })
        const booking = await build.booking({ resource })
        expect(await api.admin.delete(`${RESOURCES}/${resource.id}`)).toMatchObject(
          refused(409, "resource_in_use", { holds: [{ id: hold.id }], allocations: [{ id: booking.id }] }),
        )
        expect(await api.admin.get(`${RESOURCES}/${resource.id}`)).toMatchObject({ status: 200 })
      })

      it("a deleted resource is gone from lists and sales until it is restored", async () => {
        const { id } = await build.resource()
        expect(await api.admin.delete(`${RESOURCES}/${id}`)).toMatchObject({
          status: 200,
          body: { id, object: "resource", deleted: true },
        })
        expect(await api.admin.delete(`${RESOURCES}/${id}`)).toMatchObject(refused(404, "resource_not_found"))
        expect(await api.admin.get(`${RESOURCES}/${id}`)).toMatchObject(refused(404, "resource_not_found"))
        expect(await api.admin.get(`${RESOURCES}/${id}?with_deleted=true`)).toMatchObject({ status: 200 })
        expect(await api.admin.get(RESOURCES)).toMatchObject({ body: { count: 0 } })
        expect(await api.admin.get(`${RESOURCES}?with_deleted=true`)).toMatchObject({
          body: { count: 1, resources: [{ id }] },
        })
        expect(await api.admin.post(HOLDS, { resource_id: id, dates: [day(1)] })).toMatchObject(
          refused(404, "resource_not_found"),
        )

        expect(await api.admin.post(`${RESOURCES}/${id}/restore`)).toMatchObject({
          status: 200,
          body: { resource: { id, deleted_at: null } },
        })
        await placeHold({ resource_id: id, dates: [day(1)] })
        expect(await api.admin.post(`${RESOURCES}/res_none/restore`)).toMatchObject(refused(404, "resource_not_found"))
        expect((await logged()).map(({ action }) => action)).toEqual([
          "hold.create",
          "resource.restore",
          "resource.delete",
        ])
      })
    })

    describe("capacity", () => {
      it("a range is opened on the chosen weekdays only", async () => {
        const resource = await build.resource({ days: 0 })
        const opened = await api.admin.post(`${RESOURCES}/${resource.id}/capacity`, {
          start_date: day(0),
          end_date: day(6),
          max_capacity: 3,
          weekdays: [6, 7],
        })
        expect(opened).toMatchObject({ status: 200, body: { resource_id: resource.id, dry_run: false, changed: 2 } })
        const open = (await calendarOf(resource, 0, 6)).dates.filter(({ max_capacity }) => max_capacity !== null)
        expect(open.map(({ date }) => new Date(date).getUTCDay()).sort()).toEqual([0, 6])
        expect(open[0]).toMatchObject({
          max_capacity: 3,
          available_capacity: 3,
          held: 0,
          allocated: 0,
          target_capacity: null,
        })
        expect(await hear("resource-capacity.changed")).toEqual([
          { resource_id: resource.id, start_date: day(0), end_date: day(6), occurred_at: expect.any(String) },
        ])
        expect(await logged("capacity.set")).toEqual([
          expect.objectContaining({
            actor: me(),
            resource_id: resource.id,
            selector: { start_date: day(0), end_date: day(6), weekdays: [6, 7] },
            before: { dates_by_capacity: { closed: 2 } },
            after: { max_capacity: 3, dates: 2, overcommitted_dates: 0 },
          }),
        ])
      })

      it("the calendar tells holds, allocations and blackouts of each date apart", async () => {
        const resource = await build.resource({ capacity: 5 })
        await build.hold({ resource, dates: days(1, 2), quantity: 2 })
        await build.booking({ resource, dates: days(2, 3) })
        await build.blackout({ resource_id: resource.id, start_date: day(3) })
        const { dates } = await calendarOf(resource, 1, 4)
        expect(
          dates.map(({ date, held, allocated, available_capacity }) => [date, held, allocated, available_capacity]),
        ).toEqual([
          [day(1), 2, 0, 3],
          [day(2), 2, 1, 2],
          [day(3), 0, 1, 4],
          [day(4), 0, 0, 5],
        ])
        expect(dates.map(({ blackouts }) => blackouts.length)).toEqual([0, 0, 1, 0])
        expect(await api.admin.get(`${RESOURCES}/${resource.id}/capacity?start_date=${day(0)}`)).toMatchObject(
          refused(400, "invalid_data", { field: "end_date" }),
        )
        expect(
          await api.admin.get(`${RESOURCES}/res_none/capacity?start_date=${day(0)}&end_date=${day(1)}`),
        ).toMatchObject(refused(404, "resource_not_found"))
      })

      it("capacity below what is taken is refused with the dates and with what is on them", async () => {
        const resource = await build.resource({ capacity: 4 })
        const hold = await build.hold({ resource, dates: days(1, 2), quantity: 2, customer_email: "guest@example.com" })
        const booking = await build.booking({ resource, dates: [day(2)], contact: { contact_name: "Mia" } })
        const reply = await api.admin.post(`${RESOURCES}/${resource.id}/capacity`, {
          start_date: day(1),
          end_date: day(5),
          max_capacity: 1,
        })
        expect(reply).toMatchObject(
          refused(409, "capacity_in_use", {
            dates: [
              { date: day(1), requested: 1, taken: 2 },
              { date: day(2), requested: 1, taken: 3 },
            ],
            holds: [{ id: hold.id, quantity: 2, customer_email: "guest@example.com" }],
            allocations: [{ id: booking.id, contact_name: "Mia" }],
          }),
        )
        expect(await availableOn(resource, day(5))).toBe(4)
        expect(await logged()).toEqual([])
      })

      it("clamp keeps the wish as target, and every return of units lowers the date towards it", async () => {
        const resource = await build.resource({ capacity: 4 })
        const booking = await build.booking({ resource, dates: [day(1)], quantity: 3 })
        const clamped = await api.admin.post(`${RESOURCES}/${resource.id}/capacity`, {
          start_date: day(1),
          end_date: day(2),
          max_capacity: 1,
          clamp: true,
        })
        expect(clamped).toMatchObject({
          status: 200,
          body: {
            changed: 2,
            conflicts: { dates: [{ date: day(1), requested: 1, taken: 3 }], allocations: [{ id: booking.id }] },
          },
        })
        const { dates } = await calendarOf(resource, 1, 2)
        expect(dates).toMatchObject([
          { max_capacity: 3, target_capacity: 1, available_capacity: 0 },
          { max_capacity: 1, target_capacity: null, available_capacity: 1 },
        ])
        await api.admin.post(`${ALLOCATIONS}/${booking.id}/cancel`, {})
        expect((await calendarOf(resource, 1, 1)).dates).toMatchObject([
          { max_capacity: 1, target_capacity: null, available_capacity: 1 },
        ])
      })

      it("a dry run answers the same list and changes, tells and logs nothing", async () => {
        const resource = await build.resource({ capacity: 2 })
        const hold = await build.hold({ resource, dates: [day(1)], quantity: 2 })
        const reply = await api.admin.post(`${RESOURCES}/${resource.id}/capacity`, {
          start_date: day(1),
          end_date: day(3),
          max_capacity: 1,
          dry_run: true,
        })
        expect(reply).toMatchObject({
          status: 200,
          body: {
            dry_run: true,
            changed: 3,
            conflicts: { dates: [{ date: day(1), taken: 2 }], holds: [{ id: hold.id }] },
          },
        })
        expect(await availableOn(resource, day(3))).toBe(2)
        expect(await logged()).toEqual([])
        expect(heardOf("resource-capacity.changed")).toEqual([])
      })

      it("a change by somebody else makes an expected revision stale, a sale does not", async () => {
        const resource = await build.resource({ capacity: 2 })
        const { revision: expected_revision } = await calendarOf(resource, 1, 7)
        const range = { start_date: day(1), end_date: day(7), expected_revision }
        await build.hold({ resource, dates: [day(1)] })
        const first = await api.admin.post<Calendar>(`${RESOURCES}/${resource.id}/capacity`, {
          ...range,
          max_capacity: 3,
        })
        expect(first).toMatchObject({ status: 200, body: { revision: expect.any(String) } })
        expect(
          await api.admin.post(`${RESOURCES}/${resource.id}/capacity`, { ...range, max_capacity: 4 }),
        ).toMatchObject(refused(409, "stale_edit", { present: { revision: first.body.revision } }))
        expect(await availableOn(resource, day(7))).toBe(3)
      })

      it("366 dates are the most of one request", async () => {
        const resource = await build.resource({ days: 0 })
        const open = (last: number) =>
          api.admin.post(`${RESOURCES}/${resource.id}/capacity`, {
            start_date: day(0),
            end_date: day(last),
            max_capacity: 1,
          })
        expect(await open(366)).toMatchObject(refused(400, "invalid_data", { field: "end_date" }))
        expect(await open(365)).toMatchObject({ status: 200, body: { changed: 366 } })
      })

      it("odd capacities are refused with the field by name", async () => {
        const { id } = await build.resource({ days: 0 })
        const good = { start_date: day(1), end_date: day(2), max_capacity: 1 }
        const odd: [Row, string][] = [
          [{ ...good, start_date: "2027-02-30" }, "start_date"],
          [{ ...good, start_date: day(3) }, "end_date"],
          [{ ...good, end_date: 20270101 }, "end_date"],
          [{ start_date: day(1), max_capacity: 1 }, "end_date"],
          [{ ...good, max_capacity: -1 }, "max_capacity"],
          [{ ...good, max_capacity: 1e300 }, "max_capacity"],
          [{ ...good, max_capacity: "2" }, "max_capacity"],
          [{ ...good, weekdays: [] }, "weekdays"],
          [{ ...good, weekdays: [0] }, "weekdays[0]"],
          [
            {
              ...good,
              weekdays: [1, 2, 3, 4, 5, 6, 7].filter(
                (n) => ![1, 2].map((d) => new Date(day(d)).getUTCDay() || 7).includes(n),
              ),
            },
            "weekdays",
          ],
          [{ ...good, clamp: 1 }, "clamp"],
          [{ ...good, expected_revision: "" }, "expected_revision"],
          [{ ...good, resource_id: id }, "resource_id"],
        ]
        for (const [body, field] of odd) {
          expect(await api.admin.post(`${RESOURCES}/${id}/capacity`, body)).toMatchObject(
            refused(400, "invalid_data", { field }),
          )
        }
        expect(await api.admin.post(`${RESOURCES}/res_none/capacity`, good)).toMatchObject(
          refused(404, "resource_not_found"),
        )
      })
    })

    describe("blackouts", () => {
      const reason = "Engine service"

      it("a blackout closes its dates, says who made it, and the journal has it", async () => {
        const resource = await build.resource()
        const made = await api.admin.post<{ blackout: BlackoutDTO }>(BLACKOUTS, {
          resource_id: resource.id,
          start_date: day(2),
          end_date: day(4),
          reason,
          public_note: "Closed for service",
        })
        expect(made).toMatchObject({
          status: 201,
          body: {
            blackout: {
              id: expect.stringMatching(/^blk_/),
              resource_id: resource.id,
              resource_type: null,
              reason,
              created_by: me(),
            },
            conflicts: { holds: [], allocations: [] },
            released_holds: [],
          },
        })
        const { id } = made.body.blackout
        expect(await api.admin.post(HOLDS, { resource_id: resource.id, dates: days(1, 2) })).toMatchObject(
          refused(409, "date_blacked_out", { dates: [day(2)] }),
        )
        expect(await hear("resource-blackout.created")).toEqual([
          {
            id,
            resource_id: resource.id,
            resource_type: null,
            start_date: day(2),
            end_date: day(4),
            occurred_at: expect.any(String),
          },
        ])
        expect(await logged("blackout.create")).toMatchObject([
          {
            actor: me(),
            resource_id: resource.id,
            selector: { id, start_date: day(2), end_date: day(4) },
            after: { reason },
          },
        ])
      })

      it("a blackout of a type or of everything closes each resource of it", async () => {
        const [vehicle, tour] = [await build.resource(), await build.resource({ type: "TOUR" })]
        const close = (body: Row) =>
          expectOkBlackout(api.admin.post(BLACKOUTS, { start_date: day(1), end_date: day(1), reason, ...body }))
        const type = await close({ resource_type: "vehicle" })
        expect(type).toMatchObject({ resource_id: null, resource_type: "VEHICLE" })
        expect(await api.admin.post(HOLDS, { resource_id: vehicle.id, dates: [day(1)] })).toMatchObject(
          refused(409, "date_blacked_out"),
        )
        const hold = await placeHold({ resource_id: tour.id, dates: [day(1)] })
        await api.admin.post(`${HOLDS}/${hold.id}/release`)
        await close({ resource_id: null })
        expect(await api.admin.post(HOLDS, { resource_id: tour.id, dates: [day(1)] })).toMatchObject(
          refused(409, "date_blacked_out"),
        )
      })

      it("a blackout over live claims is refused with the holds and the allocations", async () => {
        const resource = await build.resource({ capacity: 2 })
        const hold = await build.hold({ resource, dates: days(1, 3) })
        const booking = await build.booking({ resource, dates: days(3, 4) })
        const body = { resource_id: resource.id, start_date: day(3), end_date: day(3), reason }
        const conflicts = { holds: [{ id: hold.id }], allocations: [{ id: booking.id }] }
        expect(await api.admin.post(BLACKOUTS, body)).toMatchObject(refused(409, "blackout_conflicts", conflicts))
        expect(await api.admin.post(BLACKOUTS, { ...body, dry_run: true })).toMatchObject({
          status: 200,
          body: { dry_run: true, conflicts },
        })
        expect(await service.listBookingBlackouts()).toEqual([])
        expect(await logged()).toEqual([])
        expect(heardOf("resource-blackout.created")).toEqual([])
      })

      it("on_conflict keep leaves every claim valid", async () => {
        const resource = await build.resource({ capacity: 2 })
        const hold = await build.hold({ resource })
        const booking = await build.booking({ resource })
        const kept = await api.admin.post(BLACKOUTS, {
          start_date: day(1),
          end_date: day(1),
          reason,
          on_conflict: "keep",
        })
        expect(kept).toMatchObject({
          status: 201,
          body: { conflicts: { holds: [{ id: hold.id }], allocations: [{ id: booking.id }] }, released_holds: [] },
        })
        expect(await book({ hold_id: hold.id })).toMatchObject({ status: "CONFIRMED" })
      })

      it("on_conflict release_holds releases the holds, tells of each and never touches an allocation", async () => {
        const resource = await build.resource({ capacity: 3 })
        const hold = await build.hold({ resource, quantity: 2 })
        const booking = await build.booking({ resource })
        const reply = await api.admin.post(BLACKOUTS, {
          resource_id: resource.id,
          start_date: day(1),
          end_date: day(1),
          reason,
          on_conflict: "release_holds",
        })
        expect(reply).toMatchObject({ status: 201, body: { released_holds: [{ id: hold.id, status: "RELEASED" }] } })
        expect(await service.getHold(hold.id)).toMatchObject({ hold: { status: "RELEASED", released_by: me() } })
        expect(await service.getAllocation(booking.id)).toMatchObject({ cancelled_at: null })
        expect(await availableOn(resource, day(1))).toBe(2)
        expect(await hear("resource-hold.released")).toMatchObject([
          { id: hold.id, status: "RELEASED", expires_at: hold.expires_at },
        ])
        expect(await logged("blackout.create")).toMatchObject([{ after: { released_hold_ids: [hold.id] } }])
      })

      it("the list filters by resource, type, dates and words, and one is read by its id", async () => {
        const resource = await build.resource({ name: "Troopy" })
        const one = await build.blackout({
          resource_id: resource.id,
          start_date: day(1),
          end_date: day(5),
          reason: "Gearbox",
        })
        const type = await build.blackout({
          resource_type: "TOUR",
          start_date: day(3),
          end_date: day(9),
          reason: "Cyclone",
        })
        const all = await build.blackout({ start_date: day(20), end_date: day(20), reason: "Christmas" })
        const ids = async (query: string) => {
          const { blackouts, count } = expectOk(
            await api.admin.get<{ blackouts: BlackoutDTO[]; count: number }>(`${BLACKOUTS}?${query}`),
          )
          expect(count).toBeGreaterThanOrEqual(blackouts.length)
          return blackouts.map(({ id }) => id)
        }
        expect(await ids("order=start_date")).toEqual([one.id, type.id, all.id])
        expect(await ids("limit=1&offset=1&order=start_date")).toEqual([type.id])
        expect(await ids(`resource_id=${resource.id}`)).toEqual([one.id])
        expect(await ids("resource_type=tour")).toEqual([type.id])
        expect(await ids(`start_date=${day(6)}&end_date=${day(19)}`)).toEqual([type.id])
        expect(await ids("q=gearb")).toEqual([one.id])
        expect(await api.admin.get(`${BLACKOUTS}?fields=reason,resource_name&q=gearbox`)).toMatchObject({
          body: { blackouts: [{ id: one.id, reason: "Gearbox", resource_name: "Troopy" }], limit: 20, offset: 0 },
        })
        expect(await api.admin.get(`${BLACKOUTS}/${one.id}`)).toMatchObject({
          status: 200,
          body: { blackout: { id: one.id, start_date: day(1) } },
        })
        expect((await api.admin.get(`${BLACKOUTS}/${one.id}?fields=reason`)).body).toEqual({
          blackout: { id: one.id, reason: "Gearbox" },
        })
        expect(await api.admin.get(`${BLACKOUTS}/blk_none`)).toMatchObject(refused(404, "blackout_not_found"))
      })

      it("an edit re-checks the new dates, and the journal keeps what changed", async () => {
        const resource = await build.resource({ capacity: 2 })
        const hold = await build.hold({ resource, dates: [day(8)] })
        const { id } = await build.blackout({
          resource_id: resource.id,
          start_date: day(2),
          end_date: day(3),
          reason: "Service",
        })
        expect(await api.admin.put(`${BLACKOUTS}/${id}`, { end_date: day(9) })).toMatchObject(
          refused(409, "blackout_conflicts", { holds: [{ id: hold.id }] }),
        )
        expect(await api.admin.put(`${BLACKOUTS}/${id}`, { end_date: day(9), dry_run: true })).toMatchObject({
          status: 200,
          body: { dry_run: true, conflicts: { holds: [{ id: hold.id }] } },
        })
        expect(
          await api.admin.post(`${BLACKOUTS}/${id}`, { end_date: day(9), on_conflict: "release_holds" }),
        ).toMatchObject({
          status: 200,
          body: { blackout: { id, start_date: day(2), end_date: day(9) }, released_holds: [{ id: hold.id }] },
        })
        await hear("resource-hold.released")
        expect(
          await api.admin.put(`${BLACKOUTS}/${id}`, { resource_id: null, resource_type: "tour", reason: "Cyclone" }),
        ).toMatchObject({
          status: 200,
          body: { blackout: { resource_id: null, resource_type: "TOUR" } },
        })
        const [second, first] = await logged("blackout.update")
        expect(first).toMatchObject({
          actor: me(),
          before: { end_date: day(3) },
          after: { end_date: day(9), released_hold_ids: [hold.id] },
        })
        expect(second).toMatchObject({
          before: { reason: "Service" },
          after: { reason: "Cyclone", resource_type: "TOUR" },
        })
        expect(await api.admin.put(`${BLACKOUTS}/${id}`, { start_date: day(10) })).toMatchObject(
          refused(400, "invalid_data"),
        )
        expect(await api.admin.put(`${BLACKOUTS}/blk_none`, { reason })).toMatchObject(
          refused(404, "blackout_not_found"),
        )
      })

      it("an edit of a blackout that somebody else has changed since is refused with the present values", async () => {
        const blackout = await build.blackout({ reason: "Service" })
        const edit = (words: string) =>
          api.admin.put(`${BLACKOUTS}/${blackout.id}`, { reason: words, expected_updated_at: blackout.updated_at })
        expect(await edit("Mine")).toMatchObject({ status: 200 })
        expect(await edit("Late")).toMatchObject(
          refused(409, "stale_edit", { present: { id: blackout.id, reason: "Mine" } }),
        )
      })

      it("POST refuses an edit of a blackout as PUT does", async () => {
        const resource = await build.resource()
        await build.hold({ resource, dates: [day(3)] })
        const { id } = await build.blackout({ resource_id: resource.id })
        for (const method of ["PUT", "POST"]) {
          const edit = (body: Row) => api.admin.send(method, `${BLACKOUTS}/${id}`, body)
          expect(await edit({ end_date: day(3) })).toMatchObject(refused(409, "blackout_conflicts"))
          expect(await edit({ reason: "Late", expected_updated_at: LONG_AGO })).toMatchObject(
            refused(409, "stale_edit"),
          )
          expect(await edit({ resource_id: "res_none" })).toMatchObject(refused(404, "resource_not_found"))
        }
      })

      it("a date under two blackouts opens when the last is deleted", async () => {
        const resource = await build.resource()
        const first = await build.blackout({ resource_id: resource.id })
        const second = await build.blackout()
        const remove = (id: string) => api.admin.delete(`${BLACKOUTS}/${id}`)
        const hold = () => api.admin.post(HOLDS, { resource_id: resource.id, dates: [day(1)] })
        expect(await remove(first.id)).toMatchObject({
          status: 200,
          body: { id: first.id, object: "blackout", deleted: true },
        })
        expect(await hold()).toMatchObject(refused(409, "date_blacked_out"))
        expect(await remove(second.id)).toMatchObject({ status: 200 })
        expect(await hold()).toMatchObject({ status: 201 })
        expect(await remove(second.id)).toMatchObject(refused(404, "blackout_not_found"))
        expect(await logged("blackout.delete")).toMatchObject([
          { selector: { id: second.id } },
          { selector: { id: first.id }, actor: me() },
        ])
      })

      it("odd blackouts are refused with the field by name", async () => {
        const resource = await build.resource({ days: 0 })
        const good = { start_date: day(1), end_date: day(2), reason }
        const odd: [Row, string][] = [
          [{ start_date: day(1), end_date: day(2) }, "reason"],
          [{ ...good, reason: "x".repeat(1001) }, "reason"],
          [{ ...good, public_note: "a\0" }, "public_note"],
          [{ ...good, end_date: day(0) }, "end_date"],
          [{ ...good, end_date: day(400) }, "end_date"],
          [{ ...good, start_date: "tomorrow" }, "start_date"],
          [{ ...good, resource_id: resource.id, resource_type: "VEHICLE" }, "resource_type"],
          [{ ...good, resource_type: "4 wheels" }, "resource_type"],
          [{ ...good, on_conflict: "delete" }, "on_conflict"],
          [{ ...good, dry_run: "true" }, "dry_run"],
          [{ ...good, created_by: "somebody" }, "created_by"],
        ]
        for (const [body, field] of odd) {
          expect(await api.admin.post(BLACKOUTS, body)).toMatchObject(refused(400, "invalid_data", { field }))
        }
        expect(await api.admin.post(BLACKOUTS, { ...good, resource_id: "res_none" })).toMatchObject(
          refused(404, "resource_not_found"),
        )
      })
    })

    describe("holds", () => {
      it("staff hold for up to seven days, without an owner's limits, and everybody hears of it", async () => {
        const resource = await build.resource({ capacity: 1000 })
        const made = await api.admin.post<{ hold: HoldDTO }>(HOLDS, {
          resource_id: resource.id,
          start_date: day(1),
          end_date: day(3),
          quantity: 600,
          ttl_minutes: 7 * 24 * 60,
          customer_email: "mia@example.com",
          metadata: { caller: "Mia" },
        })
        expect(made).toMatchObject({
          status: 201,
          body: {
            booking_id: expect.stringMatching(/^bk_/),
            now: expect.any(String),
            hold: {
              status: "ACTIVE",
              dates: days(1, 3),
              days: 3,
              quantity: 600,
              source: "STAFF",
              created_by: me(),
              customer_email: "mia@example.com",
              metadata: { caller: "Mia" },
            },
          },
        })
        const { hold } = made.body
        const hours = (Date.parse(hold.expires_at) - Date.parse(hold.created_at)) / HOUR_MS
        expect(hours).toBeCloseTo(7 * 24, 2)
        expect(hold).toHaveProperty("time_remaining_seconds", expect.any(Number))
        expect(hold).not.toHaveProperty("request_hash")
        expect(await hear("resource-hold.created")).toMatchObject([
          { id: hold.id, booking_id: hold.booking_id, status: "ACTIVE" },
        ])
        expect(await logged()).toMatchObject([
          {
            actor: me(),
            action: "hold.create",
            resource_id: resource.id,
            selector: { booking_id: hold.booking_id, ids: [hold.id] },
            after: { items: [{ resource_id: resource.id, start_date: day(1), end_date: day(3), quantity: 600 }] },
          },
        ])
      })

      it("several items are held together or not at all", async () => {
        const [car, guide] = [await build.resource(), await build.resource({ type: "GUIDE" })]
        const items = [
          { resource_id: car.id, dates: days(1, 2) },
          { resource_id: guide.id, dates: [day(1)], quantity: 1 },
        ]
        const both = await api.admin.post<{ holds: HoldDTO[] }>(HOLDS, { items })
        expect(both).toMatchObject({
          status: 201,
          body: { holds: [{ resource_id: car.id }, { resource_id: guide.id }] },
        })
        expect(new Set(both.body.holds.map(({ booking_id }) => booking_id)).size).toBe(1)
        expect(await logged("hold.create")).toMatchObject([
          { resource_id: null, selector: { ids: both.body.holds.map(({ id }) => id) } },
        ])
        expect(
          await api.admin.post(HOLDS, { items: [{ resource_id: guide.id, dates: [day(5)] }, items[0]] }),
        ).toMatchObject(refused(409, "insufficient_capacity"))
        expect(await availableOn(guide, day(5))).toBe(1)
      })

      it("a token makes one hold however often it is sent", async () => {
        const resource = await build.resource({ capacity: 5 })
        const key = { "idempotency-key": unique("desk") }
        const body = { resource_id: resource.id, dates: [day(1)] }
        const first = await api.admin.post<{ hold: HoldDTO }>(HOLDS, body, key)
        expect(first).toMatchObject({ status: 201 })
        expect(first.body).not.toHaveProperty("idempotent_replay")
        const again = await api.admin.post(HOLDS, { ...body, idempotency_token: key["idempotency-key"] })
        expect(again).toMatchObject({
          status: 200,
          body: { idempotent_replay: true, hold: { id: first.body.hold.id } },
        })
        expect(await api.admin.post(HOLDS, { ...body, quantity: 2 }, key)).toMatchObject(
          refused(422, "idempotency_key_reused"),
        )
        expect(await api.admin.post(HOLDS, { ...body, idempotency_token: unique("other") }, key)).toMatchObject(
          refused(400, "invalid_data", { field: "idempotency_token" }),
        )
        expect(await api.admin.post(HOLDS, body, { "idempotency-key": "short" })).toMatchObject(
          refused(400, "invalid_data"),
        )
        expect(await availableOn(resource, day(1))).toBe(4)
        expect(await logged("hold.create")).toHaveLength(1)
        expect(await hear("resource-hold.created")).toHaveLength(1)
      })

      it("what cannot be held is refused with its own code", async () => {
        const resource = await build.resource({ min_days: 2, max_days: 3 })
        const asked = (body: Row) => api.admin.post(HOLDS, { resource_id: resource.id, ...body })
        await build.hold({ resource, dates: days(5, 6) })
        expect(await asked({ dates: days(6, 7) })).toMatchObject(
          refused(409, "insufficient_capacity", { unavailable_dates: [{ date: day(6), requested: 1, available: 0 }] }),
        )
        expect(await asked({ dates: [day(1)] })).toMatchObject(refused(409, "duration_not_allowed"))
        expect(await asked({ dates: days(59, 60) })).toMatchObject(refused(409, "capacity_not_initialised"))
        expect(await asked({ dates: days(-1, 0) })).toMatchObject(refused(400, "invalid_data", { date: day(-1) }))
        await service.updateResource(resource.id, { is_active: false })
        expect(await asked({ dates: days(1, 2) })).toMatchObject(refused(409, "resource_inactive"))
        expect(await asked({ resource_id: "res_none", dates: [day(1)] })).toMatchObject(
          refused(404, "resource_not_found"),
        )
      })

      it("odd holds are refused with the field by name", async () => {
        const resource = await build.resource()
        const good = { resource_id: resource.id, dates: [day(1)] }
        const odd: [Row, string][] = [
          [{ dates: [day(1)] }, "resource_id"],
          [{ ...good, resource_id: "\0" }, "resource_id"],
          [{ ...good, resource_id: { $ne: null } }, "resource_id"],
          [{ resource_id: resource.id }, "start_date"],
          [{ ...good, dates: [] }, "dates"],
          [{ ...good, dates: "2027-01-01" }, "dates"],
          [{ ...good, dates: [day(1), "2027-13-01"] }, "dates"],
          [{ ...good, start_date: day(1), end_date: day(2) }, "dates"],
          [{ ...good, quantity: 0 }, "quantity"],
          [{ ...good, quantity: 1.5 }, "quantity"],
          [{ ...good, quantity: 1e21 }, "quantity"],
          [{ ...good, quantity: "1" }, "quantity"],
          [{ ...good, ttl_minutes: 10_081 }, "ttl_minutes"],
          [{ ...good, customer_email: "mia@" }, "customer_email"],
          [{ ...good, metadata: { a: "\0" } }, "metadata"],
          [{ ...good, metadata: { "\ud800": 1 } }, "metadata"],
          [{ ...good, source: "STORE" }, "source"],
          [{ ...good, items: [good] }, "resource_id"],
          [{ items: [] }, "items"],
          [{ items: [{ ...good, status: "CONFIRMED" }] }, "items[0].status"],
          [{ items: [good, { ...good, quantity: -1 }] }, "items[1].quantity"],
          [{ ...good, idempotency_token: "no spaces please" }, "idempotency_token"],
        ]
        for (const [body, field] of odd) {
          expect([body, await api.admin.post(HOLDS, body)]).toMatchObject([
            body,
            refused(400, "invalid_data", { field }),
          ])
        }
        expect(await service.listBookingHolds()).toEqual([])
      })

      it("the list knows a lapsed hold as expired at once, and filters, sorts and pages", async () => {
        const [car, tour] = [
          await build.resource({ capacity: 9, name: "Troopy" }),
          await build.resource({ type: "TOUR" }),
        ]
        const live = await build.hold({ resource: car, dates: days(1, 3), customer_email: "mia@example.com" })
        const lapsed = await build.hold({ resource: tour, dates: [day(7)], cart_id: "cart_lapsed" })
        await ageHold(db, lapsed.id)
        const booking = await build.booking({ resource: car, dates: [day(9)], contact: { order_id: "order_1" } })
        const ids = async (query: string) =>
          expectOk(await api.admin.get<{ holds: HoldDTO[] }>(`${HOLDS}?${query}`)).holds.map(({ id }) => id)
        expect(await ids("status=EXPIRED")).toEqual([lapsed.id])
        expect(await ids("status=ACTIVE")).toEqual([live.id])
        expect(await ids("status=ACTIVE&status=CONFIRMED&order=start_date")).toEqual([live.id, booking.hold_id])
        expect(await ids(`resource_id=${tour.id}`)).toEqual([lapsed.id])
        expect(await ids("type=tour")).toEqual([lapsed.id])
        expect(await ids(`start_date=${day(3)}&end_date=${day(6)}`)).toEqual([live.id])
        expect(await ids("order_id=order_1")).toEqual([booking.hold_id])
        expect(await ids("cart_id=cart_lapsed")).toEqual([lapsed.id])
        expect(await ids(`booking_id=${live.booking_id}`)).toEqual([live.id])
        expect(await ids("customer_id=cus_none")).toEqual([])
        expect(await ids("q=MIA@")).toEqual([live.id])
        expect(await ids("order=-start_date&limit=1&offset=1")).toEqual([lapsed.id])
        expect(await api.admin.get(`${HOLDS}?order=start_date`)).toMatchObject({
          body: {
            count: 3,
            limit: 20,
            offset: 0,
            holds: [
              { resource_name: "Troopy", resource_type: "VEHICLE" },
              { status: "EXPIRED", time_remaining_seconds: 0 },
              {},
            ],
          },
        })
        expect((await api.admin.get(`${HOLDS}?fields=status&status=EXPIRED`)).body.holds).toEqual([
          { id: lapsed.id, status: "EXPIRED" },
        ])
      })

      it("one hold is read with the status that counts now", async () => {
        const resource = await build.resource()
        const { id } = await build.hold({ resource })
        expect(await api.admin.get(`${HOLDS}/${id}`)).toMatchObject({
          status: 200,
          body: { hold: { id, status: "ACTIVE" }, now: expect.any(String) },
        })
        await ageHold(db, id)
        expect(await api.admin.get(`${HOLDS}/${id}?fields=status`)).toMatchObject({
          body: { hold: { id, status: "EXPIRED" } },
        })
        expect(await api.admin.get(`${HOLDS}/hold_none`)).toMatchObject(refused(404, "hold_not_found"))
      })

      it("staff extend a whole booking beyond the storefront's maximum, at most to seven days", async () => {
        const [car, guide] = [await build.resource(), await build.resource({ type: "GUIDE" })]
        const { holds } = await service.placeHold({
          cart_id: "cart_1",
          items: [car, guide].map(({ id }) => ({ resource_id: id, dates: [day(1)], quantity: 1 })),
        })
        const [first] = holds
        const extended = await api.admin.post<{ hold: HoldDTO; holds: HoldDTO[] }>(`${HOLDS}/${first!.id}/extend`, {
          minutes: 600,
        })
        expect(extended).toMatchObject({ status: 200, body: { hold: { id: first!.id }, holds: [{}, {}] } })
        expect(new Set(extended.body.holds.map(({ expires_at }) => expires_at)).size).toBe(1)
        const minutes = (hold: HoldDTO) => (Date.parse(hold.expires_at) - Date.parse(hold.created_at)) / 60_000
        expect(minutes(extended.body.hold)).toBeGreaterThan(599)
        expect(await hear("resource-hold.extended", 2)).toHaveLength(2)
        expect(await logged("hold.extend")).toMatchObject([
          { actor: me(), selector: { booking_id: first!.booking_id } },
        ])

        const shorter = await api.admin.post<{ hold: HoldDTO }>(`${HOLDS}/${first!.id}/extend`, { minutes: 1 })
        expect(shorter.body.hold.expires_at).toBe(extended.body.hold.expires_at)
        expect(await logged("hold.extend")).toHaveLength(1)
        const longest = await api.admin.post<{ hold: HoldDTO }>(`${HOLDS}/${first!.id}/extend`, { minutes: 10_080 })
        expect(minutes(longest.body.hold)).toBeCloseTo(10_080, 3)
      })

      it("what has ended is not extended", async () => {
        const resource = await build.resource({ capacity: 3 })
        const extend = (id: string, body: Row = {}) => api.admin.post(`${HOLDS}/${id}/extend`, body)
        const [lapsed, released, paying] = [
          await build.hold({ resource }),
          await build.hold({ resource }),
          await build.hold({ resource }),
        ]
        expect(await extend(released.id)).toMatchObject({ status: 200 })
        await ageHold(db, lapsed.id)
        await service.releaseHold(released.id, me())
        await db.query("update resource_hold set claimed_at = clock_timestamp() where id = $1", [paying.id])
        expect(await extend(lapsed.id)).toMatchObject(refused(409, "hold_expired"))
        expect(await extend(released.id)).toMatchObject(refused(409, "hold_not_active"))
        expect(await extend(paying.id)).toMatchObject(refused(409, "hold_in_checkout"))
        expect(await extend("hold_none")).toMatchObject(refused(404, "hold_not_found"))
        for (const minutes of [0, -5, 1.5, 10_081, "10", null]) {
          expect(await extend(paying.id, { minutes })).toMatchObject(refused(400, "invalid_data", { field: "minutes" }))
        }
        expect(await extend(paying.id, { hours: 1 })).toMatchObject(refused(400, "invalid_data", { field: "hours" }))
      })

      it("a hold is released once, however often it is asked", async () => {
        const resource = await build.resource()
        const { id } = await build.hold({ resource })
        const release = (body?: Row) => api.admin.post(`${HOLDS}/${id}/release`, body)
        for (const reply of [await release(), await release({})]) {
          expect(reply).toMatchObject({ status: 200, body: { hold: { id, status: "RELEASED", released_by: me() } } })
        }
        expect(await availableOn(resource, day(1))).toBe(1)
        expect(await hear("resource-hold.released")).toHaveLength(1)
        expect(await logged("hold.release")).toMatchObject([{ actor: me(), selector: { ids: [id] } }])
        expect(await release({ reason: "no" })).toMatchObject(refused(400, "invalid_data", { field: "reason" }))
      })

      it("what has ended, or is being paid for, is not released", async () => {
        const resource = await build.resource({ capacity: 3 })
        const [lapsed, paying] = [await build.hold({ resource }), await build.hold({ resource })]
        const { hold_id } = await build.booking({ resource })
        await ageHold(db, lapsed.id)
        await db.query("update resource_hold set claimed_at = clock_timestamp() where id = $1", [paying.id])
        const release = (id: string) => api.admin.post(`${HOLDS}/${id}/release`)
        expect(await release(lapsed.id)).toMatchObject(refused(409, "hold_expired"))
        expect(await release(hold_id)).toMatchObject(refused(409, "hold_not_active"))
        expect(await release(paying.id)).toMatchObject(refused(409, "hold_in_checkout"))
        expect(await release("hold_none")).toMatchObject(refused(404, "hold_not_found"))
      })
    })

    describe("allocations", () => {
      it("a staff booking is confirmed at birth, and the journal does not know the customer", async () => {
        const resource = await build.resource({ capacity: 2 })
        const made = await api.admin.post<{ allocation: AllocationDTO }>(ALLOCATIONS, {
          resource_id: resource.id,
          start_date: day(1),
          end_date: day(2),
          quantity: 2,
          order_id: "order_1",
          line_item_id: "ordli_1",
          contact_name: "Mia Ünal 🚙",
          contact_email: "mia@example.com",
          contact_phone: "+61 400 000 000",
          note: "Two child seats",
          unit_label: "Plate 123",
          metadata: { seats: 2 },
        })
        expect(made).toMatchObject({
          status: 201,
          body: {
            booking_id: expect.stringMatching(/^bk_/),
            allocation: {
              id: expect.stringMatching(/^alloc_/),
              status: "CONFIRMED",
              dates: days(1, 2),
              quantity: 2,
              order_id: "order_1",
              line_item_id: "ordli_1",
              contact_name: "Mia Ünal 🚙",
              contact_email: "mia@example.com",
              note: "Two child seats",
              unit_label: "Plate 123",
              metadata: { seats: 2 },
              source: "STAFF",
              created_by: me(),
            },
          },
        })
        const { allocation } = made.body
        expect(await service.getHold(allocation.hold_id)).toMatchObject({ hold: { status: "CONFIRMED" } })
        expect(await hear("resource-allocation.created")).toMatchObject([
          {
            id: allocation.id,
            hold_id: allocation.hold_id,
            status: "CONFIRMED",
            order_id: "order_1",
            occurred_at: expect.any(String),
          },
        ])
        const rows = await logged()
        expect(rows).toMatchObject([{ actor: me(), action: "allocation.create", selector: { ids: [allocation.id] } }])
        expect(JSON.stringify([rows, heard])).not.toMatch(/Mia|mia@|400 000|child/)
      })

      it("several items are booked together or not at all", async () => {
        const [car, guide] = [await build.resource(), await build.resource({ type: "GUIDE" })]
        const items = [car, guide].map(({ id }) => ({ resource_id: id, dates: [day(1)] }))
        const both = await api.admin.post<{ allocations: AllocationDTO[] }>(ALLOCATIONS, { items, contact_name: "Mia" })
        expect(both).toMatchObject({
          status: 201,
          body: { allocations: [{ contact_name: "Mia" }, { contact_name: "Mia" }] },
        })
        expect(await hear("resource-allocation.created", 2)).toHaveLength(2)
        expect(await logged("allocation.create")).toHaveLength(1)
        expect(
          await api.admin.post(ALLOCATIONS, { items: [{ ...items[0], dates: [day(2)] }, items[1]] }),
        ).toMatchObject(refused(409, "insufficient_capacity"))
        expect(await availableOn(car, day(2))).toBe(1)
      })

      it("the past is booked only where allow_past says so", async () => {
        const resource = await build.resource({ from: -3 })
        const body = { resource_id: resource.id, dates: days(-2, -1) }
        expect(await api.admin.post(ALLOCATIONS, body)).toMatchObject(
          refused(400, "invalid_data", { field: "dates", date: day(-2) }),
        )
        expect(await api.admin.post(ALLOCATIONS, { ...body, allow_past: true })).toMatchObject({ status: 201 })
        expect(await api.admin.post(HOLDS, { ...body, allow_past: true })).toMatchObject(
          refused(400, "invalid_data", { field: "allow_past" }),
        )
      })

      it("a token makes one booking however often it is sent", async () => {
        const resource = await build.resource({ capacity: 5 })
        const key = { "idempotency-key": unique("desk") }
        const body = { resource_id: resource.id, dates: [day(1)], contact_name: "Mia" }
        const first = await api.admin.post<{ allocation: AllocationDTO }>(ALLOCATIONS, body, key)
        const again = await api.admin.post(ALLOCATIONS, body, key)
        expect(again).toMatchObject({
          status: 200,
          body: { idempotent_replay: true, allocation: { id: first.body.allocation.id } },
        })
        expect(await api.admin.post(ALLOCATIONS, { ...body, contact_name: "Tom" }, key)).toMatchObject(
          refused(422, "idempotency_key_reused"),
        )
        expect(await api.admin.post(HOLDS, { resource_id: resource.id, dates: [day(1)] }, key)).toMatchObject(
          refused(422, "idempotency_key_reused"),
        )
        expect(await logged()).toHaveLength(1)
        expect(await hear("resource-allocation.created")).toHaveLength(1)
      })

      it("a live hold becomes a booking once, and both are told", async () => {
        const resource = await build.resource()
        const hold = await placeHold({ resource_id: resource.id, dates: [day(1)], customer_email: "mia@example.com" })
        const confirm = (body: Row = {}) =>
          api.admin.post<{ allocation: AllocationDTO }>(ALLOCATIONS, { hold_id: hold.id, contact_name: "Mia", ...body })
        const first = await confirm()
        expect(first).toMatchObject({
          status: 201,
          body: {
            booking_id: hold.booking_id,
            allocation: { hold_id: hold.id, contact_name: "Mia", contact_email: "mia@example.com" },
          },
        })
        expect(await confirm()).toMatchObject({
          status: 200,
          body: { idempotent_replay: true, allocation: { id: first.body.allocation.id } },
        })
        expect(await confirm({ order_id: "order_other" })).toMatchObject(refused(409, "hold_not_active"))
        expect(await hear("resource-hold.confirmed")).toMatchObject([{ id: hold.id, status: "CONFIRMED" }])
        expect(await hear("resource-allocation.created")).toMatchObject([{ id: first.body.allocation.id }])
        expect(await logged("hold.confirm")).toMatchObject([
          { actor: me(), selector: { ids: [first.body.allocation.id] } },
        ])
      })

      it("all of a booking is booked, or nothing, whichever of its holds is named", async () => {
        const resource = await build.resource({ capacity: 3 })
        const items = [1, 2, 3].map((on) => ({ resource_id: resource.id, dates: [day(on)] }))
        const { holds } = expectOk(await api.admin.post<{ holds: HoldDTO[] }>(HOLDS, { items }))
        await service.releaseHold(holds[2]!.id, me())
        const confirm = (hold: HoldDTO) =>
          api.admin.post<{ allocations: AllocationDTO[] }>(ALLOCATIONS, { hold_id: hold.id, contact_name: "Mia" })
        const first = await confirm(holds[1]!)
        expect(first).toMatchObject({
          status: 201,
          body: {
            booking_id: holds[0]!.booking_id,
            allocations: [
              { hold_id: holds[0]!.id, contact_name: "Mia" },
              { hold_id: holds[1]!.id, contact_name: "Mia" },
            ],
          },
        })
        expect(first.body).not.toHaveProperty("allocation")
        const [kept, moved] = first.body.allocations
        await service.reviseAllocation({ allocation_id: moved!.id, dates: [day(9)], by: me() })
        expect(await confirm(holds[0]!)).toMatchObject({
          status: 200,
          body: { idempotent_replay: true, allocations: [{ id: kept!.id }, { id: moved!.id, status: "CANCELLED" }] },
        })
        expect(await confirm(holds[2]!)).toMatchObject(refused(409, "hold_not_active"))
        expect(await hear("resource-hold.confirmed", 2)).toHaveLength(2)
        expect(await logged("hold.confirm")).toMatchObject([{ selector: { ids: [kept!.id, moved!.id] } }])
      })

      it("none of a booking is booked while checkout has claimed a part of it", async () => {
        const resource = await build.resource({ capacity: 2 })
        const items = [1, 2].map((on) => ({ resource_id: resource.id, dates: [day(on)] }))
        const { holds } = expectOk(await api.admin.post<{ holds: HoldDTO[] }>(HOLDS, { items }))
        await db.query("update resource_hold set claimed_at = clock_timestamp() where id = $1", [holds[1]!.id])
        expect(await api.admin.post(ALLOCATIONS, { hold_id: holds[0]!.id })).toMatchObject(
          refused(409, "hold_in_checkout"),
        )
        expect(await service.getHold(holds[0]!.id)).toMatchObject({ hold: { status: "ACTIVE" } })
      })

      it("a hold that has ended is not booked", async () => {
        const resource = await build.resource({ capacity: 2 })
        const [lapsed, released] = [await build.hold({ resource }), await build.hold({ resource })]
        await ageHold(db, lapsed.id)
        await service.releaseHold(released.id, me())
        const confirm = (hold_id: unknown, body: Row = {}) => api.admin.post(ALLOCATIONS, { hold_id, ...body })
        expect(await confirm(lapsed.id)).toMatchObject(refused(409, "hold_expired"))
        expect(await confirm(released.id)).toMatchObject(refused(409, "hold_not_active"))
        expect(await confirm("hold_none")).toMatchObject(refused(404, "hold_not_found"))
        expect(await confirm("\0")).toMatchObject(refused(400, "invalid_data", { field: "hold_id" }))
        expect(await confirm(lapsed.id, { quantity: 2 })).toMatchObject(
          refused(400, "invalid_data", { field: "quantity" }),
        )
        expect(await confirm(lapsed.id, { items: [{ resource_id: resource.id }] })).toMatchObject(
          refused(400, "invalid_data", { field: "items" }),
        )
        expect(await api.admin.post(ALLOCATIONS, {})).toMatchObject(
          refused(400, "invalid_data", { field: "resource_id" }),
        )
      })

      it("what cannot be booked is refused with its own code", async () => {
        const resource = await build.resource({ min_days: 2, max_days: 3 })
        await build.blackout({ resource_id: resource.id, start_date: day(5) })
        const asked = (body: Row) => api.admin.post(ALLOCATIONS, { resource_id: resource.id, ...body })
        expect(await asked({ dates: [day(1)] })).toMatchObject(refused(409, "duration_not_allowed"))
        expect(await asked({ dates: days(4, 5) })).toMatchObject(refused(409, "date_blacked_out", { dates: [day(5)] }))
        expect(await asked({ dates: days(59, 60) })).toMatchObject(refused(409, "capacity_not_initialised"))
        await service.updateResource(resource.id, { is_active: false })
        expect(await asked({ dates: days(1, 2) })).toMatchObject(refused(409, "resource_inactive"))
        expect(await asked({ resource_id: "res_none", dates: [day(1)] })).toMatchObject(
          refused(404, "resource_not_found"),
        )
      })

      it("an order line has one live allocation of a resource", async () => {
        const resource = await build.resource({ capacity: 3 })
        const body = { resource_id: resource.id, dates: [day(1)], order_id: "order_1", line_item_id: "ordli_1" }
        const first = await book(body)
        expect(await api.admin.post(ALLOCATIONS, body)).toMatchObject(refused(409, "booking_line_invalid"))
        const guide = await book({ ...body, resource_id: (await build.resource()).id })
        expect(await api.admin.post(`${ALLOCATIONS}/${guide.id}/move`, { resource_id: resource.id })).toMatchObject(
          refused(409, "booking_line_invalid"),
        )
        await api.admin.post(`${ALLOCATIONS}/${first.id}/cancel`, {})
        expect(await api.admin.post(ALLOCATIONS, body)).toMatchObject({ status: 201 })
      })

      it("the list filters by resource, dates, state and ids, and finds names and phone numbers", async () => {
        const [car, tour] = [
          await build.resource({ capacity: 9, name: "Troopy" }),
          await build.resource({ type: "TOUR" }),
        ]
        const mia = await build.booking({
          resource: car,
          dates: days(1, 3),
          contact: {
            contact_name: "Mia Ünal",
            contact_phone: "+61 400 111 222",
            order_id: "order_1",
            customer_id: "cus_1",
          },
        })
        const tom = await build.booking({
          resource: tour,
          dates: [day(7)],
          contact: { contact_email: "tom@example.com" },
        })
        await service.cancelAllocations({ allocation_ids: [tom.id], cancelled_by: me() })
        const ids = async (query: string) =>
          expectOk(await api.admin.get<{ allocations: AllocationDTO[] }>(`${ALLOCATIONS}?${query}`)).allocations.map(
            ({ id }) => id,
          )
        expect(await ids("order=start_date")).toEqual([mia.id, tom.id])
        expect(await ids("status=CANCELLED")).toEqual([tom.id])
        expect(await ids(`resource_id=${car.id}&resource_id=res_none`)).toEqual([mia.id])
        expect(await ids("type=TOUR")).toEqual([tom.id])
        expect(await ids(`start_date=${day(3)}&end_date=${day(5)}`)).toEqual([mia.id])
        expect(await ids("order_id=order_1")).toEqual([mia.id])
        expect(await ids("customer_id=cus_1")).toEqual([mia.id])
        expect(await ids("cart_id=cart_none")).toEqual([])
        expect(await ids(`booking_id=${tom.booking_id}`)).toEqual([tom.id])
        expect(await ids(`q=${encodeURIComponent("mia Ünal")}`)).toEqual([mia.id])
        expect(await ids("q=400111222")).toEqual([mia.id])
        expect(await ids("q=TOM@")).toEqual([tom.id])
        expect(await api.admin.get(`${ALLOCATIONS}?fields=contact_name,resource_name&q=mia`)).toMatchObject({
          body: {
            count: 1,
            limit: 20,
            offset: 0,
            allocations: [{ id: mia.id, contact_name: "Mia Ünal", resource_name: "Troopy" }],
          },
        })
        expect(await api.admin.get(`${ALLOCATIONS}/${mia.id}`)).toMatchObject({
          status: 200,
          body: {
            allocation: { id: mia.id, status: "CONFIRMED", resource_name: "Troopy", updated_at: expect.any(String) },
          },
        })
        expect(await api.admin.get(`${ALLOCATIONS}/alloc_none`)).toMatchObject(refused(404, "allocation_not_found"))
      })

      it("the words on a booking are edited on any day, sold out or past, and never its claim", async () => {
        const resource = await build.resource({ from: -3 })
        const { id } = await build.booking({
          resource,
          dates: [day(-2)],
          allow_past: true,
          contact: { contact_name: "Mia", unit_label: "A" },
        })
        const edit = (body: Row) => api.admin.post(`${ALLOCATIONS}/${id}`, body)
        expect(
          await edit({
            contact_name: "Tom",
            contact_email: "tom@example.com",
            note: "",
            unit_label: "B",
            metadata: { a: 1 },
          }),
        ).toMatchObject({
          status: 200,
          body: {
            allocation: {
              contact_name: "Tom",
              contact_email: "tom@example.com",
              note: null,
              unit_label: "B",
              metadata: { a: 1 },
            },
          },
        })
        expect(await edit({ contact_name: null, contact_email: null, metadata: null })).toMatchObject({
          status: 200,
          body: { allocation: { contact_name: null, contact_email: null, unit_label: "B", metadata: null } },
        })
        const rows = await logged("allocation.update")
        expect(rows.at(-1)).toMatchObject({
          actor: me(),
          before: { unit_label: "A" },
          after: { unit_label: "B", fields: ["contact_name", "contact_email", "unit_label", "metadata"] },
        })
        expect(JSON.stringify(rows)).not.toMatch(/Mia|Tom|tom@/)
        for (const field of [
          "quantity",
          "dates",
          "resource_id",
          "order_id",
          "line_item_id",
          "hold_id",
          "cancelled_at",
        ]) {
          expect(await edit({ [field]: "1" })).toMatchObject(refused(400, "invalid_data", { field }))
        }
        expect(await edit({ note: "x".repeat(5001) })).toMatchObject(refused(400, "invalid_data", { field: "note" }))
        expect(await edit({ metadata: "x" })).toMatchObject(refused(400, "invalid_data", { field: "metadata" }))
        expect(await api.admin.post(`${ALLOCATIONS}/alloc_none`, { note: "x" })).toMatchObject(
          refused(404, "allocation_not_found"),
        )
      })

      it("an edit of a booking that somebody else has changed since is refused with the present values", async () => {
        const resource = await build.resource()
        const { id, updated_at } = await build.booking({ resource })
        const edit = (note: string) => api.admin.post(`${ALLOCATIONS}/${id}`, { note, expected_updated_at: updated_at })
        expect(await edit("Mine")).toMatchObject({ status: 200 })
        expect(await edit("Late")).toMatchObject(refused(409, "stale_edit", { present: { id, note: "Mine" } }))
      })

      it("a cancellation gives the dates back, once", async () => {
        const resource = await build.resource()
        const { id, booking_id } = await build.booking({ resource })
        const cancel = (body: Row) => api.admin.post(`${ALLOCATIONS}/${id}/cancel`, body)
        expect(await cancel({ reason: "Flood" })).toMatchObject({
          status: 200,
          body: {
            allocation: { id, status: "CANCELLED", cancelled_by: me(), cancel_reason: "Flood" },
            now: expect.any(String),
          },
        })
        expect(await cancel({ reason: "Other" })).toMatchObject({
          status: 200,
          body: { allocation: { cancel_reason: "Flood" } },
        })
        expect(await availableOn(resource, day(1))).toBe(1)
        expect(await hear("resource-allocation.cancelled")).toMatchObject([{ id, booking_id, status: "CANCELLED" }])
        expect(heardOf("resource-allocation.cancelled")).toHaveLength(1)
        expect(await logged("allocation.cancel")).toMatchObject([
          { actor: me(), selector: { ids: [id] }, after: { reason: "Flood" } },
        ])
        expect(await cancel({ reason: "x".repeat(1001) })).toMatchObject(
          refused(400, "invalid_data", { field: "reason" }),
        )
        expect(await api.admin.post(`${ALLOCATIONS}/alloc_none/cancel`, {})).toMatchObject(
          refused(404, "allocation_not_found"),
        )
      })

      it("a cancellation of the whole booking ends all that is live of it, and nothing else", async () => {
        const [car, guide] = [await build.resource({ capacity: 2 }), await build.resource({ type: "GUIDE" })]
        const items = [car, guide, car].map(({ id }, i) => ({ resource_id: id, dates: [day(i + 1)], quantity: 1 }))
        const { allocations } = await service.placeStaffBooking({ items, created_by: me(), contact: {} })
        const [first, second, third] = allocations.map(({ id }) => id)
        const stranger = await build.booking({ resource: car })
        await service.cancelAllocations({ allocation_ids: [third!], cancelled_by: me() })
        const cancel = (body: Row) => api.admin.post(`${ALLOCATIONS}/${first}/cancel`, body)
        const reply = await cancel({ whole_booking: true, reason: "Storm" })
        expect(reply).toMatchObject({
          status: 200,
          body: { allocation: { id: first, status: "CANCELLED", cancel_reason: "Storm" } },
        })
        expect([...(reply.body.cancelled_ids as string[])].sort()).toEqual([first, second].sort())
        expect(await availableOn(guide, day(2))).toBe(1)
        expect((await service.getAllocation(stranger.id)).status).toBe("CONFIRMED")
        expect((await cancel({ whole_booking: true })).body.cancelled_ids).toEqual([])
        expect((await cancel({})).body).not.toHaveProperty("cancelled_ids")
        expect(await hear("resource-allocation.cancelled", 2)).toHaveLength(2)
        expect(await api.admin.post(`${ALLOCATIONS}/alloc_none/cancel`, { whole_booking: true })).toMatchObject(
          refused(404, "allocation_not_found"),
        )
        expect(await cancel({ whole_booking: "yes" })).toMatchObject(
          refused(400, "invalid_data", { field: "whole_booking" }),
        )
      })

      it("both lists find a customer by name, whatever the claims know of him", async () => {
        const resource = await build.resource({ capacity: 3 })
        const [his, hers] = await container.resolve(Modules.CUSTOMER).createCustomers([
          { email: `${unique("a")}@example.com`, first_name: "Wilhelmina", last_name: "Quux", phone: "0400 777 888" },
          { email: `${unique("b")}@example.com`, first_name: "Bert" },
        ])
        const hold = await build.hold({ resource, customer_id: his!.id })
        await build.hold({ resource, customer_id: hers!.id })
        const booking = await build.booking({ resource, contact: { customer_id: his!.id } })
        const ids = async (path: string) => {
          const { holds, allocations } = expectOk(await api.admin.get<Record<string, { id: string }[]>>(path))
          return (holds ?? allocations)!.map(({ id }) => id)
        }
        expect(await ids(`${HOLDS}?q=wilhelmina&status=ACTIVE`)).toEqual([hold.id])
        expect(await ids(`${ALLOCATIONS}?q=Quux`)).toEqual([booking.id])
        expect(await ids(`${ALLOCATIONS}?q=Quux&status=CANCELLED`)).toEqual([])
        expect(await ids(`${ALLOCATIONS}?q=Bert`)).toEqual([])
      })

      it("a move answers the new booking, what it replaced and the difference, and keeps its order line", async () => {
        const resource = await build.resource()
        const old = await build.booking({
          resource,
          dates: days(1, 3),
          contact: { order_id: "order_1", line_item_id: "ordli_1", note: "Seat" },
        })
        const moved = await api.admin.post<{ allocation: AllocationDTO }>(`${ALLOCATIONS}/${old.id}/move`, {
          start_date: day(2),
          end_date: day(4),
          reason: "Flight delayed",
        })
        expect(moved).toMatchObject({
          status: 200,
          body: {
            allocation: {
              status: "CONFIRMED",
              dates: days(2, 4),
              replaces_id: old.id,
              booking_id: old.booking_id,
              order_id: "order_1",
              line_item_id: "ordli_1",
              note: "Seat",
              source: "MOVE",
            },
            replaced: { id: old.id, status: "CANCELLED", cancel_reason: "replaced", cancelled_by: me() },
            difference: { days: 0, quantity: 0, price: { difference: null, reason: "no_line" } },
          },
        })
        const { id } = moved.body.allocation
        expect([await availableOn(resource, day(1)), await availableOn(resource, day(4))]).toEqual([1, 0])
        expect(await hear("resource-allocation.moved")).toMatchObject([
          { id, replaces_id: old.id, status: "CONFIRMED" },
        ])
        expect(await logged("allocation.move")).toMatchObject([
          {
            actor: me(),
            selector: { ids: [old.id] },
            before: { start_date: day(1), end_date: day(3), days: 3, quantity: 1 },
            after: { id, start_date: day(2), end_date: day(4), reason: "Flight delayed" },
          },
        ])
      })

      it("a dry run of a move says what would be claimed, or why it is refused, and changes nothing", async () => {
        const resource = await build.resource()
        const old = await build.booking({ resource, dates: days(1, 2), contact: { line_item_id: "ordli_1" } })
        const blocker = await build.booking({ resource, dates: [day(5)] })
        const other = await build.resource()
        await build.booking({ resource: other, dates: [day(9)], contact: { line_item_id: "ordli_1" } })
        const dry = (body: Row) => api.admin.post(`${ALLOCATIONS}/${old.id}/move`, { ...body, dry_run: true })
        const before = await db.query("select * from resource_allocation order by id")

        const reply = await dry({ start_date: day(2), end_date: day(4), change_days: true })
        expect(reply).toMatchObject({ status: 200 })
        expect(reply.body).toEqual({
          dry_run: true,
          claim: {
            resource_id: resource.id,
            dates: days(2, 4),
            start_date: day(2),
            end_date: day(4),
            booking_unit: "DAY",
            days: 3,
            quantity: 1,
          },
          difference: {
            days: 1,
            quantity: 0,
            price: { currency_code: null, before: null, after: null, difference: null, reason: "no_line" },
          },
          now: expect.any(String) as string,
        })
        expect(await dry({ dates: [day(4), day(5)] })).toMatchObject(refused(409, "insufficient_capacity"))
        expect(await dry({ dates: days(2, 4) })).toMatchObject(refused(409, "duration_not_allowed"))
        expect(await dry({ resource_id: other.id })).toMatchObject(refused(409, "booking_line_invalid"))
        await service.cancelAllocations({ allocation_ids: [blocker.id], cancelled_by: me() })
        await ageHold(db, (await build.hold({ resource, dates: [day(5)] })).id)
        expect(await dry({ dates: [day(4), day(5)] })).toMatchObject({ status: 200 })

        expect(await db.query("select * from resource_allocation where id <> $1 order by id", [blocker.id])).toEqual(
          before.filter(({ id }) => id !== blocker.id),
        )
        expect(await availableOn(resource, day(4))).toBe(1)
        expect(await logged("allocation.move")).toEqual([])
      })

      it("a move keeps the number of days unless change_days", async () => {
        const resource = await build.resource()
        const { id } = await build.booking({ resource, dates: days(1, 2) })
        const move = (body: Row) => api.admin.post(`${ALLOCATIONS}/${id}/move`, { dates: days(1, 5), ...body })
        expect(await move({})).toMatchObject(refused(409, "duration_not_allowed"))
        expect(await move({ change_days: true })).toMatchObject({
          status: 200,
          body: { allocation: { days: 5 }, difference: { days: 3, quantity: 0 } },
        })
      })

      it("a move to another resource waits for nobody and takes nobody's place", async () => {
        const [from, to, full] = [await build.resource(), await build.resource(), await build.resource()]
        await build.booking({ resource: full })
        await build.blackout({ resource_id: to.id, start_date: day(5) })
        const old = await build.booking({ resource: from })
        const move = (id: string, body: Row) =>
          api.admin.post<{ allocation: AllocationDTO }>(`${ALLOCATIONS}/${id}/move`, body)
        expect(await move(old.id, { resource_id: full.id })).toMatchObject(refused(409, "insufficient_capacity"))
        expect(await move(old.id, { resource_id: to.id, dates: [day(5)] })).toMatchObject(
          refused(409, "date_blacked_out"),
        )
        expect(await move(old.id, { dates: [day(-1)] })).toMatchObject(refused(400, "invalid_data", { date: day(-1) }))
        expect(await move(old.id, { dates: [day(90)] })).toMatchObject(refused(409, "capacity_not_initialised"))
        expect(await move(old.id, { resource_id: "res_none" })).toMatchObject(refused(404, "resource_not_found"))
        const idle = await build.resource({ is_active: false })
        expect(await move(old.id, { resource_id: idle.id })).toMatchObject(refused(409, "resource_inactive"))
        expect(await move("alloc_none", { quantity: 2 })).toMatchObject(refused(404, "allocation_not_found"))
        const moved = await move(old.id, { resource_id: to.id })
        expect(moved).toMatchObject({ status: 200, body: { allocation: { resource_id: to.id, dates: [day(1)] } } })
        expect([await availableOn(from, day(1)), await availableOn(to, day(1))]).toEqual([1, 0])
        expect(await move(old.id, { resource_id: from.id })).toMatchObject(refused(409, "allocation_not_active"))
      })

      it("fewer units need no capacity and work on any date", async () => {
        const resource = await build.resource({ from: -3, capacity: 3 })
        const { id } = await build.booking({ resource, dates: [day(-1)], quantity: 3, allow_past: true })
        const move = (body: Row) => api.admin.post(`${ALLOCATIONS}/${id}/move`, body)
        expect(await move({})).toMatchObject(refused(400, "invalid_data", { field: "resource_id" }))
        expect(await move({ quantity: 0 })).toMatchObject(refused(400, "invalid_data", { field: "quantity" }))
        expect(await move({ start_date: day(1) })).toMatchObject(refused(400, "invalid_data", { field: "end_date" }))
        expect(await move({ quantity: 1, price: 5 })).toMatchObject(refused(400, "invalid_data", { field: "price" }))
        expect(await move({ quantity: 1 })).toMatchObject({
          status: 200,
          body: { allocation: { quantity: 1, source: "REDUCTION" }, difference: { days: 0, quantity: -2 } },
        })
        expect(await availableOn(resource, day(-1))).toBe(2)
      })
    })

    describe("every route", () => {
      const routes: [string, string][] = [
        ["GET", RESOURCES],
        ["POST", RESOURCES],
        ["GET", `${RESOURCES}/:id`],
        ["PUT", `${RESOURCES}/:id`],
        ["POST", `${RESOURCES}/:id`],
        ["DELETE", `${RESOURCES}/:id`],
        ["POST", `${RESOURCES}/:id/restore`],
        ["GET", `${RESOURCES}/:id/capacity`],
        ["POST", `${RESOURCES}/:id/capacity`],
        ["GET", `${RESOURCES}/:id/dates/${day(1)}`],
        ["GET", BLACKOUTS],
        ["POST", BLACKOUTS],
        ["GET", `${BLACKOUTS}/:id`],
        ["PUT", `${BLACKOUTS}/:id`],
        ["POST", `${BLACKOUTS}/:id`],
        ["DELETE", `${BLACKOUTS}/:id`],
        ["GET", HOLDS],
        ["POST", HOLDS],
        ["GET", `${HOLDS}/:id`],
        ["POST", `${HOLDS}/:id/extend`],
        ["POST", `${HOLDS}/:id/release`],
        ["GET", ALLOCATIONS],
        ["POST", ALLOCATIONS],
        ["GET", `${ALLOCATIONS}/:id`],
        ["POST", `${ALLOCATIONS}/:id`],
        ["POST", `${ALLOCATIONS}/:id/cancel`],
        ["POST", `${ALLOCATIONS}/:id/move`],
        ["GET", `${ORDERS}/:id`],
        ["POST", `${ORDERS}/:id/settle`],
        ["POST", `${ORDERS}/:id/serve`],
      ]
      const goodBody = (path: string): Row | undefined => {
        if (path.endsWith("/capacity")) return { start_date: day(1), end_date: day(1), max_capacity: 1 }
        if (path.endsWith("/move")) return { quantity: 1 }
        if (path.endsWith("/serve")) return { line_item_id: "ordli_1" }
        return undefined
      }

      it("is closed to everybody but staff", async () => {
        const customer = await api.customer()
        for (const [method, path] of routes) {
          for (const client of [api.anonymous, api.store, customer.store]) {
            expect(await client.send(method, path.replace(":id", "res_1"))).toMatchObject({ status: 401 })
          }
        }
      })

      it("answers an odd id with 400 or 404, whatever it is", async () => {
        const ids = [
          "%00",
          "a%00b",
          "x".repeat(10_000),
          "%F0%9F%9A%99",
          "..%2f..%2fetc",
          "'%3Bdrop%20table%20resource%3B--",
          "null",
          "[object%20Object]",
        ]
        for (const [method, path] of routes.filter(([, path]) => path.includes(":id"))) {
          for (const id of ids) {
            const target =
              path.replace(":id", id) +
              (method === "GET" && path.endsWith("capacity") ? `?start_date=${day(0)}&end_date=${day(1)}` : "")
            const reply = await api.admin.send(method, target, method === "GET" ? undefined : goodBody(path))
            expect([target, [400, 404].includes(reply.status)]).toEqual([target, true])
            expect(reply.error).toMatchObject({
              type: expect.any(String),
              code: expect.stringMatching(/^(invalid_data|\w+_not_found)$/),
              message: expect.any(String),
            })
          }
        }
      })

      it("answers an odd body with 400 and never with 500", async () => {
        const resource = await build.resource()
        const { hold_id, id: allocation } = await build.booking({ resource })
        const blackout = await build.blackout({ start_date: day(50) })
        const idOf = (path: string) =>
          path.startsWith(RESOURCES)
            ? resource.id
            : path.startsWith(BLACKOUTS)
              ? blackout.id
              : path.startsWith(HOLDS)
                ? hold_id
                : allocation
        const nested = "[".repeat(40_000) + "]".repeat(40_000)
        const bodies = [
          "[]",
          "[{}]",
          '"text"',
          "5",
          "null",
          "{",
          "{'a':1}",
          '{"__proto__": {"quantity": 1}, "constructor": 1}',
          `{"metadata": ${nested}}`,
          `{"metadata": {"a": ${nested}}}`,
          `{"items": ${nested}}`,
          `{"resource_id": "\\u0000"}`,
          `{"name": "\\ud800", "note": "\\ud800", "reason": "\\ud800"}`,
          `{"quantity": 1e999, "max_capacity": 1e999, "minutes": 1e999, "min_days": 1e999}`,
          `{"quantity": 99999999999999999999, "ttl_minutes": -0}`,
          `{"dates": ["2027-01-01T00:00:00Z"], "start_date": "99999-01-01", "end_date": "0000-00-00"}`,
          `{"${"x".repeat(5000)}": 1}`,
        ]
        for (const [method, path] of routes.filter(
          ([method, path]) => method === "PUT" || (method === "POST" && !/(restore|settle)$/.test(path)),
        )) {
          for (const body of bodies) {
            const reply = await api.admin.send(method, path.replace(":id", idOf(path)), body)
            expect([method, path, body.slice(0, 80), reply.status, reply.body]).toMatchObject([
              method,
              path,
              body.slice(0, 80),
              400,
              {},
            ])
          }
        }
      })

      it("answers an odd query with 400 and the field by name", async () => {
        const lists = [RESOURCES, BLACKOUTS, HOLDS, ALLOCATIONS]
        const odd: [string, string][] = [
          ["limit=-1", "limit"],
          ["limit=0", "limit"],
          ["limit=201", "limit"],
          ["limit=1e3", "limit"],
          ["limit=", "limit"],
          ["limit=1&limit=2", "limit"],
          ["limit=99999999999999999999", "limit"],
          ["offset=abc", "offset"],
          ["offset=-1", "offset"],
          ["offset=9999999999", "offset"],
          ["offset[a]=1", "offset"],
          ["order=%3B%20drop%20table%20resource", "order"],
          ["order=metadata", "order"],
          ["order[name]=asc", "order"],
          ["order=--created_at", "order"],
          ["fields=*.*", "fields"],
          ["fields=owner_key", "fields"],
          ["fields[]=id", "fields"],
          ["q=%00", "q"],
          [`q=${"x".repeat(300)}`, "q"],
          ["q[$ne]=1", "q"],
          ["page=2", "page"],
        ]
        for (const list of lists) {
          for (const [query, field] of odd) {
            expect([query, await api.admin.get(`${list}?${query}`)]).toMatchObject([
              query,
              refused(400, "invalid_data", { field }),
            ])
          }
        }
        for (const query of [
          "start_date=2027-02-30",
          "end_date=x",
          "start_date=%00",
          "resource_id=%00",
          "status=ODD",
          "order_id[a]=b",
        ]) {
          const field = query.split(/[=[]/)[0]!
          for (const list of [HOLDS, ALLOCATIONS]) {
            const reply = await api.admin.get(`${list}?${query}`)
            expect([
              query,
              reply.status,
              reply.error.code,
              String(reply.error.details?.field).startsWith(field),
            ]).toEqual([query, 400, "invalid_data", true])
          }
        }
        for (const q of ["%25", "_", "\\", "'", "?", "?::text", "%F0%9F%9A%99", "$1", ":name"]) {
          for (const list of lists) {
            expect([q, await api.admin.get(`${list}?q=${encodeURIComponent(decodeURIComponent(q))}`)]).toMatchObject([
              q,
              { status: 200, body: { count: 0 } },
            ])
          }
        }
      })

      it("a journal that fails neither fails nor undoes a booking", async () => {
        const resource = await build.resource()
        await db.query("alter table booking_log rename to booking_log_gone")
        const made = await api.admin.post<{ allocation: AllocationDTO }>(ALLOCATIONS, {
          resource_id: resource.id,
          dates: [day(1)],
        })
        expect(made).toMatchObject({ status: 201 })
        expect(await service.getAllocation(made.body.allocation.id)).toMatchObject({ cancelled_at: null })
        expect(await hear("resource-allocation.created")).toHaveLength(1)
        expect(await api.admin.post(`${ALLOCATIONS}/${made.body.allocation.id}/cancel`, {})).toMatchObject({
          status: 200,
        })
        await db.query("alter table booking_log_gone rename to booking_log")
        expect(await logged()).toEqual([])
      })

      it("a lock that somebody keeps is 503 with Retry-After, and nothing is changed", async () => {
        const resource = await build.resource()
        await db.rolledBack(async (session) => {
          await session.query(
            "select rb_lock_resources_1(array[$1], array[$1], clock_timestamp() + interval '1 second')",
            [resource.id],
          )
          const replies: Reply[] = await Promise.all([
            api.admin.post(ALLOCATIONS, { resource_id: resource.id, dates: [day(1)] }),
            api.admin.post(`${RESOURCES}/${resource.id}/capacity`, {
              start_date: day(1),
              end_date: day(1),
              max_capacity: 2,
            }),
            api.admin.put(`${RESOURCES}/${resource.id}`, { name: "Late" }),
            api.admin.post(BLACKOUTS, {
              resource_id: resource.id,
              start_date: day(1),
              end_date: day(1),
              reason: "Late",
            }),
          ])
          for (const reply of replies) {
            expect(reply).toMatchObject({ ...refused(503, "lock_timeout"), headers: { "retry-after": "1" } })
          }
        })
        expect(await availableOn(resource, day(1))).toBe(1)
        expect(await logged()).toEqual([])
      })
    })

    describe("workflows", () => {
      const fail = createStep("admin-spec-fail", async () => {
        throw new Error("a later step fails")
      })
      let composed = 0
      /** Runs a workflow of ours as the first step of one that fails after it. */
      const runAndFail = async <Input extends object>(
        workflow: { runAsStep(args: { input: WorkflowData<Input> }): unknown },
        input: Input,
      ) => {
        const failing = createWorkflow(`admin-spec-${composed++}`, (given: WorkflowData<Input>) => {
          workflow.runAsStep({ input: given })
          fail()
        })
        await expect(failing(container).run({ input })).rejects.toMatchObject({ message: "a later step fails" })
      }

      it("what a merchant's workflow has booked or held is given back when a later step fails", async () => {
        const resource = await build.resource({ capacity: 2 })
        const items = [{ resource_id: resource.id, dates: [day(1)], quantity: 1 }]
        await runAndFail(placeStaffBookingWorkflow, { items, created_by: me(), contact: {} })
        await runAndFail(placeStaffHoldWorkflow, { items, created_by: me() })
        expect(await availableOn(resource, day(1))).toBe(2)
        expect(await service.listAllocations({})).toMatchObject({ rows: [{ cancelled_by: "system" }] })
        expect(await service.listHolds({ status: "RELEASED" })).toMatchObject({ rows: [{ released_by: "system" }] })
        expect(heard).toEqual([])
      })

      it("edits of resources, blackouts and bookings are undone when a later step fails", async () => {
        const resource = await build.resource({ name: "Before" })
        const blackout = await build.blackout({ start_date: day(9), reason: "Before" })
        const booking = await build.booking({ resource, contact: { note: "Before" } })
        const by = me()
        await runAndFail(createResourceWorkflow, { by, resource: { name: "New", type: "VEHICLE" } })
        await runAndFail(updateResourceWorkflow, { by, id: resource.id, patch: { name: "After" } })
        await runAndFail(createBlackoutWorkflow, {
          blackout: { start_date: day(5), end_date: day(5), reason: "New" },
          options: { by },
        })
        await runAndFail(updateBlackoutWorkflow, { id: blackout.id, patch: { reason: "After" }, options: { by } })
        await runAndFail(updateAllocationWorkflow, { by, id: booking.id, edit: { note: "After" } })
        await api.admin.post(`${ALLOCATIONS}/${booking.id}/cancel`, {})
        await runAndFail(deleteResourceWorkflow, { by, id: resource.id })
        expect(await service.listBookingResources()).toMatchObject([{ id: resource.id, name: "Before" }])
        expect((await service.listBlackouts({})).rows).toMatchObject([{ id: blackout.id, reason: "Before" }])
        expect(await service.getAllocation(booking.id)).toMatchObject({ note: "Before" })
      })
    })
  },
  { options: { lock_timeout_ms: 1000 } },
)

const expectOkBlackout = async (reply: Promise<Reply>) => (expectOk(await reply) as { blackout: BlackoutDTO }).blackout
