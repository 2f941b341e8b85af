import type { IOrderModuleService, MedusaContainer, RemoteQueryFunction } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { createStep, createWorkflow, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { BOOKING_JOURNAL_MODULE } from "../../src/modules/booking_journal"
import type BookingJournalModuleService from "../../src/modules/booking_journal/service"
import type { AllocationDTO } from "../../src/modules/resource_booking/types"
import { whatVariantsSell } from "../../src/workflows/resource-booking/checkout/what-variants-sell"
import type { LinkVariantInput } from "../../src/workflows/resource-booking/steps/plan-variant-links"
import { linkVariantWorkflow } from "../../src/workflows/resource-booking/link-variant"
import { unlinkVariantWorkflow } from "../../src/workflows/resource-booking/unlink-variant"
import { expectOk } from "../helpers/api"
import { day, days, unique } from "../helpers/build"
import { httpSuite } from "../helpers/http-suite"
import { createVariant, linkVariant } from "../helpers/product"

const RESOURCES = "/admin/resource-booking/resources"

type Row = Record<string, unknown>
type Sold = { resource_id: string; resource_name: string; per: string; units: number }
type Variant = {
  id: string
  title: string
  product_id: string
  product_title: string
  pricing: string
  duration_days: number | null
  resources: Sold[]
}

httpSuite(
  ({ api, build, db, service, container }) => {
    const link = (resourceId: string, body: Row) =>
      api.admin.post<{ variant: Variant }>(`${RESOURCES}/${resourceId}/variants`, body)
    const unlink = (resourceId: string, variantId: string) =>
      api.admin.delete(`${RESOURCES}/${resourceId}/variants/${variantId}`)
    const list = async (resourceId: string, query = "") =>
      expectOk(
        await api.admin.get<{ variants: Variant[]; count: number; limit: number; offset: number }>(
          `${RESOURCES}/${resourceId}/variants?${query}`,
        ),
      )
    const soldBy = async (variantId: string) => (await whatVariantsSell(container, [variantId])).get(variantId)
    const refused = (status: number, code: string, details?: Row) => ({
      status,
      error: { code, message: expect.stringMatching(/\w+ \w+/) as string, ...(details ? { details } : {}) },
    })
    const fail = createStep("variants-spec-fail", () => Promise.reject(new Error("a later step fails")))
    let composed = 0
    /** Runs a workflow of ours as the first step of one that fails after it. */
    const runAndFail = async <Input extends object>(
      workflow: { runAsStep(args: { input: WorkflowData<Input> }): unknown },
      input: Input,
    ) => {
      const failing = createWorkflow(`variants-spec-${composed++}`, (given: WorkflowData<Input>) => {
        workflow.runAsStep({ input: given })
        fail()
      })
      // Not the stand-in of the suite's: a workflow takes only a container that is one.
      const scope = container.createScope() as MedusaContainer
      await expect(failing(scope).run({ input })).rejects.toMatchObject({
        message: "a later step fails",
      })
    }
    const logged = async (action: string) =>
      (await container.resolve<BookingJournalModuleService>(BOOKING_JOURNAL_MODULE).listLog({ action })).entries

    describe("what a variant sells", () => {
      it("a variant is linked on its terms, and the answer names its product and its resources", async () => {
        const resource = await build.resource({ name: "Troopy", days: 0 })
        const { variant_id, product_id } = await createVariant(api, { title: "Troopy hire" })
        const variant = {
          id: variant_id,
          title: "Usual",
          sku: null,
          product_id,
          product_title: "Troopy hire",
          pricing: "PER_DAY",
          duration_days: null,
          resources: [{ resource_id: resource.id, resource_name: "Troopy", per: "UNIT", units: 1 }],
        }
        expect(await link(resource.id, { variant_id, pricing: "PER_DAY" })).toMatchObject({
          status: 201,
          body: { variant },
        })
        expect(await list(resource.id)).toEqual({ variants: [variant], count: 1, limit: 20, offset: 0 })
        const entries = await logged("variant.link")
        expect(entries).toEqual([
          expect.objectContaining({
            actor: api.shop.admin_user_id,
            resource_id: resource.id,
            selector: { variant_id },
            before: null,
            after: {
              variant_id,
              pricing: "PER_DAY",
              duration_days: null,
              resources: [{ resource_id: resource.id, per: "UNIT", units: 1 }],
            },
          }),
        ])
      })

      it("price and duration are the variant's, on all its links; per and units are each link's own", async () => {
        const tour = await build.resource({ type: "TOUR", days: 0 })
        const guide = await build.resource({ type: "GUIDE", days: 0 })
        const { variant_id } = await createVariant(api)
        await linkVariant(api, tour.id, variant_id, { units: 2 })
        const second = await link(guide.id, {
          variant_id,
          pricing: "PER_BOOKING",
          duration_days: 3,
          per: "BOOKING",
        })
        expect(second.status).toBe(201)
        expect(second.body.variant).toMatchObject({ pricing: "PER_BOOKING", duration_days: 3 })
        expect(second.body.variant.resources).toEqual(
          expect.arrayContaining([
            { resource_id: tour.id, resource_name: tour.name, per: "UNIT", units: 2 },
            { resource_id: guide.id, resource_name: guide.name, per: "BOOKING", units: 1 },
          ]),
        )
        const rows = await db.query(
          "select pricing, duration_days from booking_variant_resource where product_variant_id = $1",
          [variant_id],
        )
        expect(rows).toEqual([
          { pricing: "PER_BOOKING", duration_days: 3 },
          { pricing: "PER_BOOKING", duration_days: 3 },
        ])
      })

      it("an existing link is edited; what is left out has its default again; the same again is no news", async () => {
        const { id } = await build.resource({ days: 0 })
        const { variant_id } = await createVariant(api)
        await linkVariant(api, id, variant_id, { duration_days: 2, units: 3, per: "BOOKING" })
        const edit = { variant_id, pricing: "PER_DAY", units: 4 }
        expect(await link(id, edit)).toMatchObject({
          status: 200,
          body: { variant: { duration_days: null, resources: [{ per: "UNIT", units: 4 }] } },
        })
        expect(await link(id, edit)).toMatchObject({ status: 200 })
        expect(await logged("variant.link")).toHaveLength(2)
        expect((await list(id)).count).toBe(1)
      })

      it("ten at once, each for a resource of its own, leave one price on all links", async () => {
        const resources = await Promise.all(Array.from({ length: 10 }, () => build.resource({ days: 0 })))
        const { variant_id } = await createVariant(api)
        const replies = await Promise.all(
          resources.map(({ id }, i) =>
            link(id, { variant_id, pricing: i % 2 ? "PER_DAY" : "PER_BOOKING", duration_days: i + 1 }),
          ),
        )
        expect(replies.map(({ status }) => status)).toEqual(Array(10).fill(201))
        expect(
          await db.query(
            `select pricing, duration_days, count(*) from booking_variant_resource
             where product_variant_id = $1 group by 1, 2`,
            [variant_id],
          ),
        ).toEqual([expect.objectContaining({ count: 10 })])
      })

      it("terms on which nobody could book are refused, with the field by name", async () => {
        const short = await build.resource({ days: 0, min_days: 2, max_days: 5 })
        const free = await build.resource({ days: 0 })
        const night = await build.resource({ days: 0, booking_unit: "NIGHT" })
        const { variant_id } = await createVariant(api)
        await linkVariant(api, short.id, variant_id)
        const good = { variant_id, pricing: "PER_DAY" }
        const odd: [string, Row, string][] = [
          [free.id, { pricing: "PER_DAY" }, "variant_id"],
          [free.id, { ...good, variant_id: "" }, "variant_id"],
          [free.id, { ...good, variant_id: ["a"] }, "variant_id"],
          [free.id, { variant_id }, "pricing"],
          [free.id, { ...good, pricing: "per_day" }, "pricing"],
          [free.id, { ...good, duration_days: 0 }, "duration_days"],
          [free.id, { ...good, duration_days: 1.5 }, "duration_days"],
          [free.id, { ...good, duration_days: 366 }, "duration_days"],
          [free.id, { ...good, per: "DAY" }, "per"],
          [free.id, { ...good, units: 0 }, "units"],
          [free.id, { ...good, units: 51 }, "units"],
          [free.id, { ...good, price: 1 }, "price"],
          // Days that the resource, or the one already linked, cannot be booked for.
          [short.id, { ...good, duration_days: 1 }, "duration_days"],
          [free.id, { ...good, duration_days: 6 }, "duration_days"],
          [free.id, { ...good, duration_days: 31 }, "duration_days"],
          [free.id, { ...good, pricing: "PER_BOOKING" }, "duration_days"],
          [night.id, good, "variant_id"],
        ]
        for (const [resourceId, body, field] of odd) {
          expect([body, await link(resourceId, body)]).toMatchObject([body, refused(400, "invalid_data", { field })])
        }
        expect(await soldBy(variant_id)).toMatchObject({ pricing: "PER_DAY", resources: [{ resource_id: short.id }] })
        expect(await link(short.id, { ...good, pricing: "PER_BOOKING" })).toMatchObject({ status: 200 })
      })

      it("a variant whose stock Medusa counts is refused until it is told not to", async () => {
        const { id } = await build.resource({ days: 0 })
        const { product_id, variant_id } = await createVariant(api, { manage_inventory: true })
        const body = { variant_id, pricing: "PER_DAY" }
        const reply = await link(id, body)
        expect(reply).toMatchObject(refused(400, "invalid_data", { field: "variant_id" }))
        expect(reply.error.message).toContain("manage_inventory")
        expectOk(
          await api.admin.post(`/admin/products/${product_id}/variants/${variant_id}`, { manage_inventory: false }),
        )
        expect(await link(id, body)).toMatchObject({ status: 201 })
      })

      it("unknown variants and resources are not found, and nobody but staff gets so far", async () => {
        const { id } = await build.resource({ days: 0 })
        const gone = await build.resource({ days: 0 })
        await service.deleteResource(gone.id)
        const { variant_id } = await createVariant(api)
        const body = { variant_id, pricing: "PER_DAY" }
        expect(await link(id, { ...body, variant_id: "variant_none" })).toMatchObject(
          refused(404, "variant_not_found", { variant_id: "variant_none" }),
        )
        for (const unknown of ["res_none", gone.id]) {
          expect(await link(unknown, body)).toMatchObject(refused(404, "resource_not_found", { resource_id: unknown }))
          expect(await api.admin.get(`${RESOURCES}/${unknown}/variants`)).toMatchObject(
            refused(404, "resource_not_found"),
          )
        }
        expect(await unlink(id, variant_id)).toMatchObject(refused(404, "variant_not_found", { variant_id }))
        expect(await unlink("res_none", "variant_none")).toMatchObject(refused(404, "variant_not_found"))
        for (const reply of [
          await api.anonymous.get(`${RESOURCES}/${id}/variants`),
          await api.anonymous.post(`${RESOURCES}/${id}/variants`, body),
          await api.anonymous.delete(`${RESOURCES}/${id}/variants/${variant_id}`),
        ]) {
          expect(reply.status).toBe(401)
        }
      })

      it("a link that is taken away is gone once, and can be made again", async () => {
        const resource = await build.resource({ days: 0 })
        const other = await build.resource({ days: 0 })
        const { variant_id } = await createVariant(api)
        await linkVariant(api, resource.id, variant_id, { units: 2 })
        await linkVariant(api, other.id, variant_id)
        expect(
          await api.admin.send("DELETE", `${RESOURCES}/${resource.id}/variants/${variant_id}`, { force: true }),
        ).toMatchObject(refused(400, "invalid_data", { field: "force" }))
        expect(await unlink(resource.id, variant_id)).toMatchObject({
          status: 200,
          body: { id: variant_id, object: "resource_variant", deleted: true },
        })
        expect(await logged("variant.unlink")).toEqual([
          expect.objectContaining({
            resource_id: resource.id,
            selector: { variant_id },
            before: { pricing: "PER_DAY", duration_days: null, per: "UNIT", units: 2 },
          }),
        ])
        expect(await unlink(resource.id, variant_id)).toMatchObject(refused(404, "variant_not_found"))
        expect(await soldBy(variant_id)).toMatchObject({ resources: [{ resource_id: other.id }] })
        expect(await list(resource.id)).toMatchObject({ variants: [], count: 0 })
        expect(await link(resource.id, { variant_id, pricing: "PER_DAY" })).toMatchObject({
          status: 201,
          body: { variant: { resources: expect.arrayContaining([expect.objectContaining({ units: 1 })]) as Sold[] } },
        })
      })

      it("the link of a deleted resource can be taken away", async () => {
        const resource = await build.resource({ days: 0 })
        const { variant_id } = await createVariant(api)
        await linkVariant(api, resource.id, variant_id)
        await service.deleteResource(resource.id)
        expect(await unlink(resource.id, variant_id)).toMatchObject({ status: 200 })
        expect(await soldBy(variant_id)).toBeUndefined()
      })

      it("the list searches, sorts, pages and chooses fields, without deleted variants", async () => {
        const { id } = await build.resource({ days: 0 })
        const word = unique("reef")
        const made: Record<string, { product_id: string; variant_id: string }> = {}
        for (const title of ["Charlie", "Alpha", "Bravo"]) {
          made[title] = await createVariant(api, { title: `${title} ${word}` })
          await linkVariant(api, id, made[title].variant_id)
        }
        const titles = async (query: string) => {
          const { variants, count } = await list(id, query)
          return [count, ...variants.map(({ product_title }) => product_title?.split(" ")[0])]
        }
        expect(await titles("")).toEqual([3, "Alpha", "Bravo", "Charlie"])
        expect(await titles("order=-product_title&limit=1&offset=1")).toEqual([3, "Bravo"])
        expect(await titles("order=created_at")).toEqual([3, "Charlie", "Alpha", "Bravo"])
        expect(await titles("q=usual")).toEqual([3, "Alpha", "Bravo", "Charlie"])
        expect(await titles("q=ALPHA")).toEqual([1, "Alpha"])
        expect(await titles("q=nothing-of-ours")).toEqual([0])
        const { variants } = await list(id, "fields=product_title&limit=1")
        expect(variants).toEqual([{ id: made.Alpha!.variant_id, product_title: `Alpha ${word}` }])
        for (const query of ["order=pricing", "limit=0", "fields=cost", "variant_id=a", "q=a&q=b"]) {
          expect([query, await api.admin.get(`${RESOURCES}/${id}/variants?${query}`)]).toMatchObject([
            query,
            refused(400, "invalid_data"),
          ])
        }
        expectOk(await api.admin.delete(`/admin/products/${made.Alpha!.product_id}`))
        expect(await titles("")).toEqual([2, "Bravo", "Charlie"])
      })

      it("of a product or a variant says what it sells, and the next days on which it can begin", async () => {
        const van = await build.resource({ name: "Van", capacity: 2, days: 12, min_days: 2 })
        const guide = await build.resource({ name: "Guide", type: "GUIDE", days: 12 })
        await build.booking({ resource: van, dates: days(0, 1), quantity: 2 })
        await build.booking({ resource: van, dates: days(5, 6) })
        await build.booking({ resource: guide, dates: [day(3), day(4)] })
        await build.blackout({ resource_id: van.id, start_date: day(8), end_date: day(8) })
        const [hire, tour, goods] = [await createVariant(api), await createVariant(api), await createVariant(api)]
        await linkVariant(api, van.id, hire.variant_id)
        await linkVariant(api, van.id, tour.variant_id, { duration_days: 3, pricing: "PER_BOOKING" })
        await linkVariant(api, guide.id, tour.variant_id, { duration_days: 3, pricing: "PER_BOOKING", per: "BOOKING" })
        type Listed = { variants: (Variant & { next_free_dates: string[] })[]; count: number }
        const sold = async (query: string) =>
          expectOk(await api.admin.get<Listed>(`/admin/resource-booking/variants?${query}`))

        expect((await sold(`product_id=${hire.product_id}`)).variants).toMatchObject([
          {
            id: hire.variant_id,
            product_id: hire.product_id,
            pricing: "PER_DAY",
            resources: [{ resource_id: van.id, resource_name: "Van", per: "UNIT", units: 1 }],
            next_free_dates: [day(2), day(3), day(4), day(5), day(6)],
          },
        ])
        const { variants } = await sold(`id=${tour.variant_id}`)
        expect(variants[0]!.resources).toHaveLength(2)
        expect(variants[0]!.next_free_dates).toEqual([day(5), day(9)])
        await build.booking({ resource: van, dates: days(9, 11), quantity: 2 })
        expect((await sold(`id=${tour.variant_id}&fields=next_free_dates`)).variants).toEqual([
          { id: tour.variant_id, next_free_dates: [day(5)] },
        ])
        expect(await sold(`product_id=${goods.product_id}`)).toMatchObject({ variants: [], count: 0 })
        expect(await sold(`product_id=${hire.product_id}&id=${tour.variant_id}`)).toMatchObject({ count: 0 })
        expect((await sold(`product_id=${hire.product_id}&product_id=${tour.product_id}&limit=1`)).count).toBe(2)
        expect((await sold("q=nothing-of-ours")).count).toBe(0)
        await service.updateResource(guide.id, { is_active: false })
        expect((await sold(`id=${tour.variant_id}`)).variants).toMatchObject([{ next_free_dates: [] }])
        for (const query of ["order=pricing", "limit=0", "fields=cost", "variant_id=a"]) {
          expect([query, await api.admin.get(`/admin/resource-booking/variants?${query}`)]).toMatchObject([
            query,
            refused(400, "invalid_data"),
          ])
        }
        expect(await api.store.get("/admin/resource-booking/variants")).toMatchObject({ status: 401 })
      })

      it("a link whose workflow fails later is undone, the terms of the others with it", async () => {
        const first = await build.resource({ days: 0 })
        const second = await build.resource({ days: 0 })
        const { variant_id } = await createVariant(api)
        await linkVariant(api, first.id, variant_id, { units: 2 })
        const before = await soldBy(variant_id)
        const input = (resource_id: string): { by: string; link: LinkVariantInput } => ({
          by: "user_test",
          link: { variant_id, resource_id, pricing: "PER_DAY", duration_days: 4, per: "UNIT", units: 1 },
        })
        for (const resource_id of [second.id, first.id]) {
          await runAndFail(linkVariantWorkflow, input(resource_id))
          expect(await soldBy(variant_id)).toEqual(before)
        }
        await runAndFail(unlinkVariantWorkflow, { by: "user_test", variant_id, resource_id: first.id })
        expect(await soldBy(variant_id)).toEqual(before)
      })
    })

    describe("through Query", () => {
      const query = () => container.resolve<RemoteQueryFunction>(ContainerRegistrationKeys.QUERY)

      const order = async () =>
        await container.resolve<IOrderModuleService>(Modules.ORDER).createOrders({
          currency_code: "aud",
          email: "jo@example.com",
          items: ["Troopy", "Gas bottle"].map((title) => ({ title, quantity: 1, unit_price: 100 })),
        })
      const book = async (body: Row) =>
        expectOk(await api.admin.post<{ allocation: AllocationDTO }>("/admin/resource-booking/allocations", body))
          .allocation

      it("an order, its lines and its allocations lead to one another, with days as text", async () => {
        const resource = await build.resource({ capacity: 3 })
        const [sold, free] = [await order(), await order()]
        const line = sold.items!.find(({ title }) => title === "Troopy")!
        const dates = days(1, 3)
        const serving = { resource_id: resource.id, dates, order_id: sold.id }
        const ofLine = await book({ ...serving, line_item_id: line.id })
        const beside = await book({ ...serving, quantity: 2 })
        const claim = { dates, start_date: day(1), end_date: day(3) }

        const { data: orders } = await query().graph({
          entity: "order",
          fields: ["id", "booking_allocations.*", "items.title", "items.booking_allocations.*"],
          filters: { id: [sold.id, free.id] },
        })
        const read = orders.find(({ id }) => id === sold.id) as unknown as Served
        expect(read.booking_allocations).toHaveLength(2)
        expect(read.booking_allocations).toEqual(
          expect.arrayContaining([
            expect.objectContaining({ id: ofLine.id, quantity: 1, ...claim }),
            expect.objectContaining({ id: beside.id, quantity: 2, ...claim }),
          ]),
        )
        expect(
          Object.fromEntries(read.items.map(({ title, booking_allocations }) => [title, booking_allocations])),
        ).toEqual({ Troopy: [expect.objectContaining({ id: ofLine.id, ...claim })], "Gas bottle": [] })
        const none = orders.find(({ id }) => id === free.id) as unknown as Served
        expect([none.booking_allocations, ...none.items.map((item) => item.booking_allocations)]).toEqual([[], [], []])

        const { data: allocations } = await query().graph({
          entity: "booking_allocation",
          fields: ["id", "start_date", "order.email", "line_item.title"],
          filters: { id: [ofLine.id, beside.id] },
        })
        expect(allocations).toEqual(
          expect.arrayContaining([
            expect.objectContaining({
              id: ofLine.id,
              start_date: day(1),
              order: expect.objectContaining({ email: "jo@example.com" }) as Row,
              line_item: expect.objectContaining({ title: "Troopy" }) as Row,
            }),
            expect.objectContaining({ id: beside.id, order: expect.objectContaining({ id: sold.id }) as Row }),
          ]),
        )
      })

      it("staff see the allocations on core's own order route, a storefront does not", async () => {
        const resource = await build.resource()
        const { id } = await order()
        const booked = await book({ resource_id: resource.id, dates: [day(1)], order_id: id })
        const asked = "fields=id,*booking_allocations,*items.booking_allocations"
        expect(await api.admin.get(`/admin/orders/${id}?${asked}`)).toMatchObject({
          status: 200,
          body: { order: { booking_allocations: [{ id: booked.id, start_date: day(1), dates: [day(1)] }] } },
        })
        const shown = await api.store.get<{ order: Row }>(`/store/orders/${id}?${asked}`)
        expect(shown.status).toBe(200)
        expect(JSON.stringify(shown.body)).not.toContain("alloc_")
      })

      it("a variant leads to its resources and their terms, and back; never in the storefront", async () => {
        const resource = await build.resource({ days: 0, metadata: { cost: "secret" } })
        const { variant_id, product_id } = await createVariant(api)
        await linkVariant(api, resource.id, variant_id, { units: 2 })
        const { data: variants } = await query().graph({
          entity: "product_variant",
          fields: ["id", "booking_resources.name", "booking_resource_link.units"],
          filters: { id: variant_id },
        })
        expect(variants).toMatchObject([
          { id: variant_id, booking_resources: [{ name: resource.name }], booking_resource_link: [{ units: 2 }] },
        ])
        const { data: resources } = await query().graph({
          entity: "booking_resource",
          fields: ["id", "product_variants.title"],
          filters: { id: resource.id },
        })
        expect(resources).toMatchObject([{ id: resource.id, product_variants: [{ title: "Usual" }] }])
        const shown = await api.store.get(`/store/products/${product_id}?fields=id,*variants.booking_resources`)
        expect(shown.status).toBe(200)
        expect(JSON.stringify(shown.body)).not.toContain("secret")
      })

      it("days of holds, capacity and blackouts are text, whatever the server's time zone", async () => {
        const resource = await build.resource({ days: 2 })
        const { id } = await build.hold({ resource, dates: days(0, 1) })
        await build.blackout({ start_date: day(5), end_date: day(6) })
        const first = async (entity: string, fields: string[], filters?: Row) =>
          (await query().graph({ entity, fields, filters })).data[0] as Row
        expect(await first("booking_hold", ["*"], { id })).toMatchObject({
          dates: days(0, 1),
          start_date: day(0),
          end_date: day(1),
        })
        expect(await first("booking_capacity", ["date"], { date: day(1) })).toMatchObject({ date: day(1) })
        expect(await first("booking_blackout", ["start_date", "end_date"])).toMatchObject({
          start_date: day(5),
          end_date: day(6),
        })
        expect(await service.retrieveBookingHold(id)).toMatchObject({ start_date: day(0), dates: days(0, 1) })
        expect((await service.listAndCountBookingHolds({ start_date: day(0) }))[1]).toBe(1)
      })
    })
  },
  { options: { max_hold_quantity: 50, max_hold_days: 30 } },
)

type Served = {
  id: string
  booking_allocations: Row[]
  items: { title: string; booking_allocations: Row[] }[]
}
