import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { completeCartWorkflow, processPaymentWorkflow } from "@medusajs/medusa/core-flows"
import settleChangedOrder from "../../src/subscribers/settle-orders"
import { ordersToSettle } from "../../src/workflows/resource-booking/checkout/orders-to-settle"
import { settleOrder } from "../../src/workflows/resource-booking/checkout/settle-order"
import { journalService } from "../../src/workflows/resource-booking/journal-service"
import { expectOk } from "../helpers/api"
import { day, days } from "../helpers/build"
import { completed, orderedBooking, pay as payFor, type PlacedOrder } from "../helpers/checkout"
import { heardDuring } from "../helpers/heard-events"
import { httpSuite, type HttpSuite } from "../helpers/http-suite"
import { until } from "../helpers/locks"
import { losing } from "../helpers/lost-event"
import { medusa } from "../helpers/medusa-command"
import { orderChanges } from "../helpers/order-changes"
import { payAtBank, startPayment } from "../helpers/payments"
import { createVariant, linkVariant } from "../helpers/product"
import { availableOn, holdCounts } from "../helpers/rows"
import { shopOfDates, type Bookable } from "../helpers/shop-of-dates"

type AllocationRow = {
  id: string
  resource_id: string
  dates: string[]
  quantity: number
  line_item_id: string | null
  order_id: string | null
  created_by: string | null
  cancelled_by: string | null
  cancel_reason: string | null
  replaces_id: string | null
  contact_name: string | null
  contact_email: string | null
  contact_phone: string | null
  customer_id: string | null
}
type Incident = {
  kind: string
  details: { lines?: { line_item_id: string; title: string; code: string; message: string }[]; [key: string]: unknown }
  resolved_at: Date | null
  resolved_by: string | null
}
type Figures = Record<
  "orders_settled" | "orders_unserved" | "orders_unpaid" | "orders_released" | "carts_unclaimed" | "failed",
  number
>

const ADMIN = "/admin/resource-booking"

const toolsOf = (suite: HttpSuite) => {
  const { api, build, db, container } = suite
  const scope = () => container.createScope() as MedusaContainer
  const allocationsOf = (order: { id: string }, and = "true") =>
    db.query<AllocationRow>(
      `select * from resource_allocation where order_id = $1 and ${and} order by created_at, id`,
      [order.id],
    )
  const live = (order: { id: string }) => allocationsOf(order, "cancelled_at is null")
  const incidentsOf = (order: { id: string }, kind = "ORDER_UNSERVED") =>
    db.query<Incident>("select * from booking_incident where ref = $1 and kind = $2 order by opened_at", [
      order.id,
      kind,
    ])
  const openIncident = async (order: { id: string }, kind?: string) =>
    (await incidentsOf(order, kind)).find(({ resolved_at }) => resolved_at === null)

  const changes = orderChanges(suite)
  const shop = shopOfDates(suite)
  return {
    ...changes,
    ...shop,
    scope,
    allocationsOf,
    live,
    incidentsOf,
    openIncident,
    settle: (id: string) => settleOrder(scope(), id),
    /** The job, of orders that are old enough for it. */
    reconcile: async () => {
      await db.query(`update "order" set created_at = created_at - interval '5 minutes'`)
      return expectOk(await api.admin.post<{ result: Figures }>(`${ADMIN}/jobs/reconcile-bookings`)).result
    },

    /** The order's live allocations, once they are as expected; events are on their way for a moment. */
    untilLive: async (order: { id: string }, expected: Partial<AllocationRow>[]) => {
      let found: AllocationRow[] = []
      const isSo = () => {
        expect(found).toMatchObject(expected)
        expect(found).toHaveLength(expected.length)
      }
      await until(
        async () => {
          found = await live(order)
          try {
            isSo()
            return true
          } catch {
            return false
          }
        },
        () => {
          isSo()
          return "the allocations"
        },
      )
      return found
    },

    /** An open incident of the order that names the line and the code. */
    untilUnserved: async (order: { id: string }, code: string) => {
      const lines = async () => (await openIncident(order))?.details.lines ?? []
      await until(
        async () => (await lines()).some((line) => line.code === code),
        async () => `${code}; there is ${JSON.stringify(await incidentsOf(order))}`,
      )
      return await lines()
    },

    untilResolved: async (order: { id: string }, kind?: string) =>
      until(
        async () => (await openIncident(order, kind)) === undefined,
        async () => `no open incident; there is ${JSON.stringify(await incidentsOf(order, kind))}`,
      ),

    /** An order that was placed and served. */
    ordered: async ({ variant_id }: Bookable, booking: { dates?: string[]; quantity?: number } = {}) => {
      const order = await orderedBooking(api, { variant_id, dates: [day(1)], ...booking })
      await until(async () => (await live(order)).length > 0, "the allocation")
      return order
    },

    /** Lets nobody of ours hear of an order that is placed meanwhile, as if the process had died. */
    unheard: <T>(work: () => Promise<T>) => losing(container, ["order.placed"], work),

    paid: async (cart: { id: string }) => {
      await payFor(api, cart.id)
      return cart
    },
    paidCart: async (sold: Bookable, booking: { dates: string[]; quantity?: number }) => {
      const { cart } = await shop.bookedCart(sold, booking)
      await payFor(api, cart.id)
      return cart
    },
    /** Completed by core's workflow, as a payment's webhook does: what looks at the storefront's route sees nothing. */
    byCode: async ({ id }: { id: string }): Promise<PlacedOrder> => {
      const { result } = await completeCartWorkflow(scope()).run({ input: { id } })
      return { id: result.id, items: await changes.linesOf(result) }
    },
    /** Moves the claims of checkouts that are under way into the past, with the deadlines of their holds. */
    ageClaims: (minutes: number) =>
      db.query(
        `update resource_hold
         set claimed_at = claimed_at - $1 * interval '1 minute', expires_at = now() - interval '1 minute',
           created_at = created_at - interval '1 day'
         where status = 'ACTIVE' and claimed_at is not null`,
        [minutes],
      ),
    /** As staff do who were given the money. */
    markPaid: async (order: { id: string }) => {
      type Collections = { order: { payment_collections: { id: string; status: string }[]; total: number } }
      const path = `/admin/orders/${order.id}?fields=id,total,*payment_collections`
      const { payment_collections, total } = expectOk(await api.admin.get<Collections>(path)).order
      const open = payment_collections.find(({ status }) => status === "not_paid")
      const collection =
        open ??
        expectOk(
          await api.admin.post<{ payment_collection: { id: string } }>("/admin/payment-collections", {
            order_id: order.id,
            amount: total,
          }),
        ).payment_collection
      expectOk(await api.admin.post(`/admin/payment-collections/${collection.id}/mark-as-paid`, { order_id: order.id }))
    },

    byDesk: async <T = Record<string, { id: string }>>(path: string, body: object = {}) =>
      expectOk(await api.admin.post<T>(`${ADMIN}/allocations${path}`, body)),

    available: (sold: Bookable, dates: string[]) => availableOn(db, sold.resource, dates),
    build,
  }
}

httpSuite((suite) => {
  const { api, build, db, container, service } = suite
  const {
    addBooking,
    ageClaims,
    allocationsOf,
    askReturn,
    available,
    bookable,
    bookedCart,
    byCode,
    byDesk,
    cancel,
    claim,
    convert,
    draft,
    edit,
    editByCode,
    exchange,
    incidentsOf,
    linesOf,
    live,
    markPaid,
    openIncident,
    orderByCode,
    ordered,
    paid,
    paidCart,
    reconcile,
    scope,
    settle,
    unheard,
    untilLive,
    untilResolved,
    untilUnserved,
  } = toolsOf(suite)

  const onDay = (n: number) => ({ start_date: day(n), end_date: day(n) })
  const productOf = (sold: Bookable) =>
    db.one<{ id: string }>("select product_id as id from product_variant where id = $1", [sold.variant_id])
  const listed = async (query: string) =>
    expectOk(await api.admin.get<{ allocations: { id: string }[] }>(`${ADMIN}/allocations?${query}`)).allocations

  // The job looks at every order that there is.
  beforeEach(() => db.query('truncate "order" cascade'))

  describe("An order that is placed", () => {
    it("has booked what its cart held, for whom it is, and says so both ways", async () => {
      const sold = await bookable({ capacity: 3 })
      const cart = await api.cart({
        email: "jo@example.com",
        shipping_address: { first_name: "Jo", last_name: "Doe", phone: "0400 111 222", country_code: "au" },
      })
      const { hold, booking_id } = await bookedCart(sold, { dates: days(1, 2), quantity: 2 }, cart)
      await payFor(api, cart.id)
      const order = await completed(api, cart.id)
      const [allocation] = await untilLive(order, [{ hold_id: hold.id, dates: days(1, 2), quantity: 2 } as object])
      expect(allocation).toMatchObject({
        order_id: order.id,
        line_item_id: order.items[0]!.id,
        booking_id,
        contact_name: "Jo Doe",
        contact_email: "jo@example.com",
        contact_phone: "0400 111 222",
        created_by: null,
      })
      expect(await holdCounts(db)).toEqual({ CONFIRMED: 1 })
      expect(await available(sold, days(1, 3))).toEqual([1, 1, 3])
      const query = container.resolve(ContainerRegistrationKeys.QUERY)
      const { data } = await query.graph({
        entity: "order",
        fields: ["id", "booking_allocations.id", "items.booking_allocations.id"],
        filters: { id: order.id },
      })
      expect(data).toMatchObject([
        { booking_allocations: [{ id: allocation!.id }], items: [{ booking_allocations: [{ id: allocation!.id }] }] },
      ])
      expect(await incidentsOf(order)).toEqual([])
      expect(await incidentsOf(order, "UNPAID")).toEqual([])
    })

    it("of two bookings and ordinary goods has booked each line its own, and the goods nothing", async () => {
      const van = await bookable({ capacity: 2 })
      const tour = await bookable({ capacity: 9, terms: { pricing: "PER_BOOKING", duration_days: 3 } })
      const { variant_id: map } = await createVariant(api)
      const { cart } = await bookedCart(van, { dates: [day(1)], quantity: 2 })
      expectOk(await addBooking(cart, { variant_id: tour.variant_id, start_date: day(2), quantity: 4 }))
      expectOk(await api.store.post(`/store/carts/${cart.id}/line-items`, { variant_id: map, quantity: 1 }))
      await payFor(api, cart.id)
      const order = await completed(api, cart.id)
      const lineOf = ({ variant_id }: { variant_id: string }) =>
        order.items.find((item) => item.variant_id === variant_id)!.id
      await until(async () => (await live(order)).length === 2, "both allocations")
      expect(await live(order)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ line_item_id: lineOf(van), dates: [day(1)], quantity: 2 }),
          expect.objectContaining({ line_item_id: lineOf(tour), dates: days(2, 4), quantity: 4 }),
        ]),
      )
      expect(order.items).toHaveLength(3)
    })

    it("that costs nothing is booked, and waits for nobody's payment", async () => {
      const sold = await bookable({ variant: { price: 0 } })
      const { cart } = await bookedCart(sold, { dates: [day(1)] })
      const order = await completed(api, cart.id)
      await untilLive(order, [{ dates: [day(1)] }])
      expect(await settle(order.id)).toMatchObject({ unserved: [], unpaid_since: null })
    })

    it("for a signed-in customer without an address is booked in the customer's name", async () => {
      const sold = await bookable()
      const customer = await api.customer()
      expectOk(
        await customer.store.post("/store/customers/me", {
          first_name: "Ann",
          last_name: "Lee",
          phone: "0411 222 333",
        }),
      )
      const cart = await api.cart({}, customer.store)
      expectOk(await addBooking(cart, { variant_id: sold.variant_id, dates: [day(1)] }, customer.store))
      await payFor(api, cart.id, "pp_system_default", customer.store)
      const order = await completed(api, cart.id)
      await untilLive(order, [
        {
          customer_id: customer.id,
          contact_name: "Ann Lee",
          contact_email: customer.email,
          contact_phone: "0411 222 333",
        },
      ])
    })

    it("is settled as often as one likes, by many at once and with reads in between, to the same bookings", async () => {
      const van = await bookable({ capacity: 3 })
      const guide = await build.resource({ type: "GUIDE" })
      await linkVariant(api, guide.id, van.variant_id, { per: "BOOKING" })
      const order = await unheard(async () => byCode(await paidCart(van, { dates: days(1, 2), quantity: 2 })))
      expect(await live(order)).toEqual([])
      const [seen] = await Promise.all([
        Promise.all(Array.from({ length: 5 }, () => live(order))),
        ...Array.from({ length: 6 }, () => settle(order.id)),
      ])
      // Both resources of a line come together or not yet.
      for (const rows of seen) expect([0, 2]).toContain(rows.length)
      const booked = await allocationsOf(order)
      expect(booked.map(({ resource_id, quantity }) => [resource_id, quantity]).sort()).toEqual(
        [
          [van.resource.id, 2],
          [guide.id, 1],
        ].sort(),
      )
      expect(await incidentsOf(order)).toEqual([])
    })

    it("is nobody's to settle where it is unknown, or a draft", async () => {
      const sold = await bookable()
      expect(await settle("order_none")).toBeUndefined()
      const { id } = await draft({ variant_id: sold.variant_id, booking: { start_date: day(1), end_date: day(1) } })
      expect(await settle(id)).toBeUndefined()
      expect(await allocationsOf({ id })).toEqual([])
    })
  })

  describe("An order that is cancelled", () => {
    it("gives its dates back, once", async () => {
      const sold = await bookable()
      const order = await ordered(sold, { dates: days(1, 2) })
      expect(await available(sold, days(1, 2))).toEqual([0, 0])
      await cancel(order)
      await untilLive(order, [])
      expect(await available(sold, days(1, 2))).toEqual([1, 1])
      await bookedCart(sold, { dates: days(1, 2) })
      await settle(order.id)
      await reconcile()
      expect(await available(sold, days(1, 2))).toEqual([0, 0])
      expect(await allocationsOf(order)).toMatchObject([{ cancelled_by: "system", cancel_reason: "order cancelled" }])
    })

    it("before anything of it was booked leaves its claimed dates to their clock", async () => {
      const sold = await bookable()
      const order = await unheard(async () => byCode(await paidCart(sold, { dates: [day(1)] })))
      await cancel(order)
      await settle(order.id)
      expect(await available(sold, [day(1)])).toEqual([0])
      await ageClaims(service.options.payment_grace_minutes + 1)
      expect(await reconcile()).toMatchObject({ carts_unclaimed: 1, failed: 0 })
      await bookedCart(sold, { dates: [day(1)] })
      expect(await allocationsOf(order)).toEqual([])
    })

    it("by core's own undoing, and is deleted, has nothing any more but what the desk booked", async () => {
      const sold = await bookable({ capacity: 3 })
      const order = await ordered(sold)
      const code = await orderByCode({ variant_id: sold.variant_id, booking: { start_date: day(1), end_date: day(1) } })
      expect(await reconcile()).toMatchObject({ orders_settled: 2, orders_unpaid: 1 })
      await byDesk("", { resource_id: sold.resource.id, dates: [day(1)], order_id: order.id })
      await db.query('delete from "order" where id = any ($1)', [[order.id, code.id]])
      expect(await settle(order.id)).toBeUndefined()
      // What the desk's booking set off may have read the order just before, and finds it gone when it looks again.
      await untilLive(order, [{ line_item_id: null }])
      expect(await reconcile()).toMatchObject({ orders_settled: 0, failed: 0 })
      expect(await live(code)).toEqual([])
      expect(await openIncident(code, "UNPAID")).toBeUndefined()
      expect(await available(sold, [day(1)])).toEqual([2])
    })
  })

  describe("An order that core has deleted and nobody told of", () => {
    it("gives its dates back at the next run, and no order of somebody else's does", async () => {
      const sold = await bookable({ capacity: 3 })
      const order = await ordered(sold)
      const soft = await ordered(sold)
      const elsewhere = { id: "order_of_another_system" }
      const contact = { order_id: elsewhere.id, line_item_id: "line_1" }
      await service.placeStaffBooking({
        items: [{ resource_id: sold.resource.id, dates: [day(1)], quantity: 1 }],
        created_by: "system",
        contact,
      })
      await db.query('delete from "order" where id = $1', [order.id])
      await db.query('update "order" set deleted_at = now() where id = $1', [soft.id])
      expect(await reconcile()).toMatchObject({ failed: 0 })
      expect([await live(order), await live(soft)]).toMatchObject([[{ dates: [day(1)] }], [{ dates: [day(1)] }]])
      await db.query("update resource_allocation set created_at = created_at - interval '2 minutes'")
      expect(await reconcile()).toMatchObject({ orders_settled: 0, failed: 0 })
      for (const gone of [order, soft]) {
        expect(await allocationsOf(gone)).toMatchObject([{ cancelled_by: "system", cancel_reason: "order deleted" }])
      }
      expect(await live(elsewhere)).toHaveLength(1)
      expect(await available(sold, [day(1)])).toEqual([2])
    })

    it("however long ago gives its dates back where every order is looked at", async () => {
      const sold = await bookable()
      const order = await ordered(sold)
      await db.query('delete from "order" where id = $1', [order.id])
      await db.query("update resource_allocation set created_at = created_at - interval '30 days'")
      const all: string[] = []
      for await (const id of ordersToSettle(scope(), true)) all.push(id)
      expect(all).toEqual([order.id])
      await settle(order.id)
      expect(await available(sold, [day(1)])).toEqual([1])
    })
  })

  describe("An order that is edited", () => {
    it("gives the dates of a removed line back and keeps the others", async () => {
      const sold = await bookable({ capacity: 2 })
      const { cart } = await bookedCart(sold, { dates: [day(1)] })
      expectOk(await addBooking(cart, { variant_id: sold.variant_id, dates: [day(5)] }))
      const order = await byCode(await paid(cart))
      await until(async () => (await live(order)).length === 2, "both allocations")
      const [first, second] = await live(order)
      const removed = first!.dates[0] === day(1) ? first! : second!
      await edit(order, { set: [{ line: { id: removed.line_item_id! }, quantity: 0 }] })
      await untilLive(order, [{ dates: [day(5)] }])
      expect(await allocationsOf(order, "cancelled_at is not null")).toMatchObject([
        { id: removed.id, cancelled_by: "system", cancel_reason: "line removed" },
      ])
      expect(await available(sold, [day(1), day(5)])).toEqual([2, 1])
    })

    it("gives back what a line is reduced by, 3 to 2, and takes what it is raised by, 2 to 3", async () => {
      const sold = await bookable({ capacity: 3 })
      const order = await ordered(sold, { quantity: 3 })
      const [line] = order.items
      await edit(order, { set: [{ line: line!, quantity: 2 }] })
      await untilLive(order, [{ quantity: 2, line_item_id: line!.id }])
      expect(await available(sold, [day(1)])).toEqual([1])
      await edit(order, { set: [{ line: line!, quantity: 3 }] })
      await untilLive(order, [{ quantity: 3, line_item_id: line!.id }])
      expect(await available(sold, [day(1)])).toEqual([0])
      expect(await incidentsOf(order)).toEqual([])
    })

    it("and raised beyond what is free keeps what it has, and says so until there is room", async () => {
      const sold = await bookable({ capacity: 3 })
      const order = await ordered(sold, { quantity: 2 })
      const other = await build.booking({ resource: sold.resource, dates: [day(1)] })
      const [line] = order.items
      await editByCode(order, { set: [{ line: line!, quantity: 3 }] })
      expect(await untilUnserved(order, "insufficient_capacity")).toEqual([
        {
          line_item_id: line!.id,
          title: line!.product_title,
          code: "insufficient_capacity",
          message: expect.stringContaining(day(1)) as string,
        },
      ])
      await untilLive(order, [{ quantity: 2 }])
      expect(await reconcile()).toMatchObject({ orders_unserved: 1, failed: 0 })
      await service.cancelAllocations({ allocation_ids: [other.id], cancelled_by: "user_test" })
      expect(await reconcile()).toMatchObject({ orders_unserved: 0, failed: 0 })
      expect(await live(order)).toMatchObject([{ quantity: 3 }])
      expect(await incidentsOf(order)).toMatchObject([{ resolved_by: "system" }])
    })

    it("takes the dates that an added line names, and says so where it names none or days that are no days", async () => {
      const sold = await bookable({ capacity: 5 })
      const tour = await bookable({ capacity: 5, terms: { pricing: "PER_BOOKING", duration_days: 3 } })
      const order = await ordered(sold)
      const booking = { start_date: day(7), end_date: day(9) }
      await edit(order, { add: [{ variant_id: sold.variant_id, quantity: 2, booking }] })
      await untilLive(order, [{ dates: [day(1)] }, { dates: days(7, 9), quantity: 2, created_by: "system" }])
      await editByCode(order, {
        add: [
          { variant_id: sold.variant_id },
          { variant_id: sold.variant_id, booking: { start_date: "someday", end_date: 3 } },
          { variant_id: tour.variant_id, booking: { start_date: day(10) } },
          { variant_id: sold.variant_id, booking: { start_date: day(-3), end_date: day(-2) } },
        ],
      })
      const lines = await untilUnserved(order, "invalid_data")
      expect(lines).toHaveLength(3)
      expect(lines.map(({ message }) => message)).toEqual(
        expect.arrayContaining([
          expect.stringContaining("names none"),
          expect.stringContaining('"someday"'),
          expect.stringContaining("lies in the past"),
        ]),
      )
      await untilLive(order, [{ dates: [day(1)] }, { dates: days(7, 9) }, { dates: days(10, 12) }])
    })

    it("is refused where one day of a product of fixed length is gone that its line does not name", async () => {
      const tour = await bookable({ capacity: 2, terms: { pricing: "PER_BOOKING", duration_days: 3 } })
      const order = await ordered(await bookable())
      const asked = { variant_id: tour.variant_id, quantity: 2, booking: { start_date: day(10) } }
      const made = await draft(asked)
      const taken = await build.booking({ resource: tour.resource, dates: [day(11)] })
      await expect(convert(made)).rejects.toThrow(new RegExp(`409.*insufficient_capacity.*${day(11)}`))
      await expect(edit(order, { add: [asked] })).rejects.toThrow(new RegExp(`409.*insufficient_capacity.*${day(11)}`))
      await service.cancelAllocations({ allocation_ids: [taken.id], cancelled_by: "user_test" })
      await convert(made)
      await untilLive(made, [{ dates: days(10, 12), quantity: 2 }])
      expectOk(await api.admin.delete(`/admin/order-edits/${order.id}`))
      const words = { ...asked, booking: { start_date: "someday" } }
      await expect(edit(order, { add: [words] })).rejects.toThrow(/409.*booking_line_invalid/)
      expectOk(await api.admin.delete(`/admin/order-edits/${order.id}`))
      await editByCode(order, { add: [words] })
      expect(await untilUnserved(order, "invalid_data")).toMatchObject([
        { message: expect.stringContaining('"someday"') as string },
      ])
    })

    it("has a product of fixed length for all its nights, of each resource", async () => {
      const terms = { pricing: "PER_BOOKING", duration_days: 3 } as const
      const hut = await bookable({ booking_unit: "NIGHT", min_days: 3, max_days: 3, capacity: 2, terms })
      const guide = await build.resource({
        type: "GUIDE",
        booking_unit: "NIGHT",
        min_days: 3,
        max_days: 3,
        capacity: 2,
      })
      await linkVariant(api, guide.id, hut.variant_id, { ...terms, per: "BOOKING" })
      const asked = { variant_id: hut.variant_id, booking: { start_date: day(10) } }
      const made = await draft(asked)
      await convert(made)
      await until(async () => (await live(made)).length === 2, "both allocations")
      expect((await live(made)).map(({ dates }) => dates)).toEqual([days(10, 12), days(10, 12)])
      const order = await ordered(await bookable())
      await edit(order, { add: [asked] })
      await until(async () => (await live(order)).length === 3, "all three allocations")
      expect((await live(order)).slice(1).map(({ dates }) => dates)).toEqual([days(10, 12), days(10, 12)])
    })

    it("before it was settled is settled as it is by then, with the dates it holds", async () => {
      const sold = await bookable({ capacity: 3 })
      const order = await losing(container, ["order.placed", "order-edit.confirmed"], async () => {
        const placed = await byCode(await paidCart(sold, { dates: [day(1)], quantity: 3 }))
        await edit(placed, { set: [{ line: placed.items[0]!, quantity: 1 }] })
        return placed
      })
      expect(await settle(order.id)).toMatchObject({ unserved: [] })
      expect(await live(order)).toMatchObject([{ quantity: 1, dates: [day(1)] }])
      expect(await available(sold, [day(1)])).toEqual([2])
    })
  })

  describe("What is given back", () => {
    it("is free as soon as its return is asked for, and taken again where that is called off", async () => {
      const sold = await bookable({ capacity: 3 })
      const order = await ordered(sold, { quantity: 3 })
      const asked = await askReturn(order, order.items[0]!, 2)
      await untilLive(order, [{ quantity: 1 }])
      expect(await available(sold, [day(1)])).toEqual([2])
      await asked.cancel()
      expect(await reconcile()).toMatchObject({ orders_unserved: 0 })
      expect(await live(order)).toMatchObject([{ quantity: 3 }])
    })

    it("is exchanged for other dates", async () => {
      const sold = await bookable({ capacity: 2 })
      const order = await ordered(sold, { quantity: 2 })
      await exchange(order, order.items[0]!, 1, {
        variant_id: sold.variant_id,
        booking: { start_date: day(4), end_date: day(5) },
      })
      await untilLive(order, [
        { dates: [day(1)], quantity: 1 },
        { dates: days(4, 5), quantity: 1 },
      ])
      expect(await available(sold, [day(1), day(4), day(5)])).toEqual([1, 1, 1])
    })

    it("is claimed for other dates", async () => {
      const sold = await bookable({ capacity: 2 })
      const order = await ordered(sold, { quantity: 1 })
      await claim(order, order.items[0]!, 1, {
        variant_id: sold.variant_id,
        booking: { start_date: day(4), end_date: day(4) },
      })
      await untilLive(order, [{ dates: [day(4)] }])
      expect(await available(sold, [day(1), day(4)])).toEqual([2, 1])
    })
  })

  describe("An order that staff make", () => {
    it("out of a draft is booked once it is one, and unpaid until somebody has paid", async () => {
      const sold = await bookable()
      const made = await draft({ variant_id: sold.variant_id, booking: onDay(2) })
      expect(await available(sold, [day(2)])).toEqual([1])
      await convert(made)
      const [allocation] = await untilLive(made, [{ dates: [day(2)], created_by: "system" }])
      const [line] = await linesOf(made)
      expect(allocation!.line_item_id).toBe(line!.id)
      await until(async () => (await openIncident(made, "UNPAID")) !== undefined, "the order to be listed as unpaid")
      expect(await reconcile()).toMatchObject({ orders_unpaid: 1, orders_released: 0 })
      await markPaid(made)
      expect(await reconcile()).toMatchObject({ orders_unpaid: 0 })
      expect(await incidentsOf(made, "UNPAID")).toMatchObject([{ resolved_by: "system" }])
      expect(await live(made)).toHaveLength(1)
    })

    it("by code of the shop's own is booked by the next run, without that code telling anybody", async () => {
      const sold = await bookable({ capacity: 2 })
      const order = await orderByCode({ variant_id: sold.variant_id, quantity: 2, booking: onDay(3) })
      expect(await live(order)).toEqual([])
      expect(await reconcile()).toMatchObject({ orders_settled: 1, orders_unpaid: 1, failed: 0 })
      expect(await live(order)).toMatchObject([{ dates: [day(3)], quantity: 2, created_by: "system" }])
    })

    it("of dates that are gone says so, and the desk serves it with another resource", async () => {
      const sold = await bookable()
      const other = await build.resource()
      await build.booking({ resource: sold.resource, dates: [day(3)] })
      const order = await orderByCode({ variant_id: sold.variant_id, booking: onDay(3) })
      await settle(order.id)
      const [line] = await untilUnserved(order, "insufficient_capacity")
      await byDesk("", {
        resource_id: other.id,
        dates: [day(3)],
        order_id: order.id,
        line_item_id: line!.line_item_id,
      })
      await untilResolved(order)
      await build.resource()
      expect(await settle(order.id)).toMatchObject({ unserved: [] })
      expect(await live(order)).toMatchObject([{ resource_id: other.id }])
      await cancel(order)
      await untilLive(order, [])
    })

    it("keeps the terms it was served by, whatever the variant sells later", async () => {
      const sold = await bookable({ capacity: 9 })
      const code = await orderByCode({ variant_id: sold.variant_id, quantity: 2, booking: onDay(3) })
      await settle(code.id)
      const placed = await ordered(sold, { quantity: 2 })
      const added = await build.resource({ type: "GUIDE" })
      await linkVariant(api, sold.resource.id, sold.variant_id, { units: 3 })
      await linkVariant(api, added.id, sold.variant_id, { per: "BOOKING" })
      for (const order of [code, placed]) {
        expect(await settle(order.id)).toMatchObject({ unserved: [] })
        expect(await live(order)).toMatchObject([{ resource_id: sold.resource.id, quantity: 2 }])
      }
      for (const { id } of [sold.resource, added]) {
        expectOk(await api.admin.delete(`${ADMIN}/resources/${id}/variants/${sold.variant_id}`))
      }
      await edit(placed, { set: [{ line: placed.items[0]!, quantity: 1 }] })
      await untilLive(placed, [{ quantity: 1 }])
      const [line] = await linesOf(code)
      await editByCode(code, { set: [{ line: line!, quantity: 3 }] })
      await untilLive(code, [{ quantity: 3 }])
    })

    it("before its variant sold dates promises none", async () => {
      const { variant_id } = await createVariant(api)
      const resource = await build.resource()
      const order = await orderByCode({ variant_id })
      await linkVariant(api, resource.id, variant_id)
      expect(await settle(order.id)).toMatchObject({ unserved: [] })
      expect(await incidentsOf(order)).toEqual([])
    })
  })

  describe("The desk's word", () => {
    it("is not undone where it has cancelled a booking: an incident says so until the order agrees", async () => {
      const sold = await bookable()
      const order = await ordered(sold)
      const [{ id }] = (await live(order)) as [AllocationRow]
      await byDesk(`/${id}/cancel`, { reason: "replaced" })
      expect(await untilUnserved(order, "cancelled_by_staff")).toMatchObject([{ line_item_id: order.items[0]!.id }])
      await settle(order.id)
      await reconcile()
      expect(await live(order)).toEqual([])
      expect(await available(sold, [day(1)])).toEqual([1])
      await edit(order, {
        set: [{ line: order.items[0]!, quantity: 0 }],
        add: [{ variant_id: sold.variant_id, booking: { start_date: day(2), end_date: day(2) } }],
      })
      await untilResolved(order)
      await untilLive(order, [{ dates: [day(2)] }])
    })

    it("is not undone where it has made a booking smaller, and is the order's where both say the same", async () => {
      const sold = await bookable({ capacity: 3 })
      const order = await ordered(sold, { quantity: 3 })
      const [line] = order.items
      const [{ id }] = (await live(order)) as [AllocationRow]
      const { allocation: smaller } = await byDesk(`/${id}/move`, { quantity: 2 })
      expect(await untilUnserved(order, "changed_by_staff")).toMatchObject([{ line_item_id: line!.id }])
      const { allocation: later } = await byDesk(`/${smaller!.id}/move`, { dates: [day(2)] })
      expect(await settle(order.id)).toMatchObject({ unserved: [{ code: "changed_by_staff" }] })
      expect(await live(order)).toMatchObject([{ quantity: 2, dates: [day(2)] }])
      await edit(order, { set: [{ line: line!, quantity: 2 }] })
      await untilResolved(order)
      await editByCode(order, { set: [{ line: line!, quantity: 3 }] })
      await untilUnserved(order, "changed_by_staff")
      await byDesk(`/${later!.id}/move`, { quantity: 3 })
      await untilResolved(order)
      expect(await live(order)).toMatchObject([{ quantity: 3, dates: [day(2)] }])
    })

    it("is followed where it has moved a booking to other dates or another resource", async () => {
      const sold = await bookable()
      const other = await build.resource()
      const order = await ordered(sold, { dates: days(1, 2) })
      const [{ id }] = (await live(order)) as [AllocationRow]
      const { allocation } = await byDesk(`/${id}/move`, { resource_id: other.id, dates: days(4, 5) })
      const [line] = await linesOf(order)
      expect(line!.metadata).toEqual({
        booking: { ...(order.items[0]!.metadata!.booking as object), start_date: day(4), end_date: day(5), days: 2 },
      })
      for (const _again of [1, 2]) expect(await settle(order.id)).toMatchObject({ unserved: [] })
      await reconcile()
      expect(await live(order)).toMatchObject([{ id: allocation!.id, resource_id: other.id, dates: days(4, 5) }])
      expect(await available(sold, days(1, 2))).toEqual([1, 1])
      await cancel(order)
      await untilLive(order, [])
    })

    it("is shown on a line once all that it has booked agrees, and is shown for what the desk booked itself", async () => {
      const van = await bookable({ capacity: 2 })
      const guide = await build.resource({ type: "GUIDE" })
      await linkVariant(api, guide.id, van.variant_id, { per: "BOOKING" })
      const order = await ordered(van, { dates: days(1, 2) })
      await until(async () => (await live(order)).length === 2, "both allocations")
      const shown = async () => (await linesOf(order))[0]!.metadata
      const before = await shown()
      const [first, second] = await live(order)
      await byDesk(`/${first!.id}/move`, { dates: days(4, 6), change_days: true })
      expect(await shown()).toEqual(before)
      const { allocation } = await byDesk(`/${second!.id}/move`, { dates: days(4, 6), change_days: true })
      const booking = { ...(before!.booking as object), start_date: day(4), end_date: day(6), days: 3 }
      expect(await shown()).toEqual({ ...before, booking })

      for (const { id } of await live(order)) await byDesk(`/${id}/cancel`)
      await untilUnserved(order, "cancelled_by_staff")
      const line_item_id = order.items[0]!.id
      const items = [van.resource, guide].map(({ id }) => ({ resource_id: id, dates: [day(8)], quantity: 1 }))
      await byDesk("", { items, order_id: order.id, line_item_id })
      await untilResolved(order)
      expect(await shown()).toEqual({
        ...before,
        booking: { ...booking, start_date: day(8), end_date: day(8), days: 1 },
      })
      expect(await live(order)).not.toContainEqual(expect.objectContaining({ id: allocation!.id }))
    })

    it("hears what a move changes in money, before and after it, and nothing is charged", async () => {
      type Moved = { difference: { days: number; price: object }; allocation?: { id: string } }
      const van = await bookable({ capacity: 3, variant: { price: 120.5 } })
      const order = await ordered(van, { dates: days(1, 2), quantity: 2 })
      const [{ id }] = (await live(order)) as [AllocationRow]
      const longer = { dates: days(4, 6), change_days: true }
      const price = { currency_code: "aud", before: 482, after: 723, difference: 241, reason: null }
      const preview = await byDesk<Moved>(`/${id}/move`, { ...longer, dry_run: true })
      expect(preview.difference).toEqual({ days: 1, quantity: 0, price })
      const moved = await byDesk<Moved>(`/${id}/move`, longer)
      expect(moved.difference).toEqual({ days: 1, quantity: 0, price })
      // The line is what was agreed, so a second move is compared with that.
      const dry = async (body: object) =>
        (await byDesk<Moved>(`/${moved.allocation!.id}/move`, { change_days: true, ...body, dry_run: true })).difference
      expect(await dry({ quantity: 1, dates: [day(5)] })).toEqual({
        days: -2,
        quantity: -1,
        price: { currency_code: "aud", before: 482, after: 120.5, difference: -361.5, reason: null },
      })
      expect(await dry({ resource_id: (await build.resource({ capacity: 2 })).id })).toMatchObject({
        price: { difference: null, reason: "other_resource" },
      })
      expect(await linesOf(order)).toMatchObject([{ unit_price: 241, quantity: 2 }])

      const path = `/admin/products/${(await productOf(van)).id}/variants/${van.variant_id}`
      expectOk(await api.admin.post(path, { prices: [{ currency_code: "eur", amount: 90 }] }))
      expect(await dry({ dates: [day(5)] })).toMatchObject({ price: { reason: "no_price" } })
      await service.cancelAllocations({ allocation_ids: [moved.allocation!.id], cancelled_by: "system" })
      const unlinked = `${ADMIN}/resources/${van.resource.id}/variants/${van.variant_id}`
      const [again] = (await settle(order.id), await live(order)) as [AllocationRow]
      expectOk(await api.admin.delete(unlinked))
      const last = await byDesk<Moved>(`/${again.id}/move`, { quantity: 2, dry_run: true })
      expect(last.difference.price).toMatchObject({ reason: "sells_no_dates" })
    })

    it("by the booking costs the same however many days, and of seats each its units", async () => {
      type Moved = { difference: { price: object } }
      const tour = await bookable({
        capacity: 9,
        max_days: 5,
        terms: { pricing: "PER_BOOKING", units: 2 },
        variant: { price: 300 },
      })
      const order = await ordered(tour, { dates: [day(1)], quantity: 2 })
      const [{ id, quantity }] = (await live(order)) as [AllocationRow]
      expect(quantity).toBe(4)
      const dry = async (body: object) =>
        (await byDesk<Moved>(`/${id}/move`, { ...body, change_days: true, dry_run: true })).difference.price
      expect(await dry({ dates: days(1, 3) })).toMatchObject({ before: 600, after: 600, difference: 0 })
      expect(await dry({ quantity: 2 })).toMatchObject({ after: 300, difference: -300 })
      expect(await dry({ quantity: 3 })).toMatchObject({ difference: null, reason: "odd_quantity" })
    })

    it("on the run sheet knows the order's number, what is paid and what is still to be paid", async () => {
      type Sheet = { run_sheet: { departures: { id: string; order_display_id: number; payment: object }[] } }
      const van = await bookable({ capacity: 2 })
      const order = await ordered(van, { dates: days(1, 2) })
      const onSheet = async () =>
        expectOk(await api.admin.get<Sheet>(`${ADMIN}/run-sheet?date=${day(1)}`)).run_sheet.departures
      const { display_id } = await db.one<{ display_id: number }>(`select display_id from "order" where id = $1`, [
        order.id,
      ])
      const [{ id }] = (await live(order)) as [AllocationRow]
      expect(await onSheet()).toMatchObject([
        {
          id,
          order_display_id: display_id,
          payment: { status: "authorized", currency_code: "aud", total: 200, paid_total: 0, balance: 200 },
        },
      ])
      expect(await listed(`q=${encodeURIComponent(`#${display_id}`)}`)).toMatchObject([
        { id, order_display_id: display_id },
      ])
      expect(await listed(`q=${display_id}&status=CANCELLED`)).toEqual([])
      expect(await listed("q=%23999999")).toEqual([])
      const { holds } = expectOk(
        await api.admin.get<{ holds: object[] }>(`${ADMIN}/holds?q=${encodeURIComponent(`#${display_id}`)}`),
      )
      expect(holds).toMatchObject([{ status: "CONFIRMED", resource_id: van.resource.id }])
      const calendar = `${ADMIN}/calendar?start_date=${day(1)}&end_date=${day(1)}&with=claims`
      expect((await api.admin.get(calendar)).body.allocations).toMatchObject([{ id, order_display_id: display_id }])
      const csv = `${ADMIN}/allocations/export?q=${encodeURIComponent(`#${display_id}`)}`
      expect((await api.admin.get<{ text: string }>(csv)).body.text).toContain(id)
    })

    it("that names a line the order never had is not taken back", async () => {
      const sold = await bookable({ capacity: 2 })
      const order = await ordered(sold)
      await byDesk("", { resource_id: sold.resource.id, dates: [day(2)], order_id: order.id, line_item_id: "ordli_no" })
      await settle(order.id)
      expect(await live(order)).toHaveLength(2)
    })
  })

  describe("The order's page", () => {
    type Booked = {
      order: {
        lines: { line_item_id: string; missing: object[]; unserved: { code: string; message: string } | null }[]
        allocations: { id: string; status: string }[]
        unpaid_since: string | null
        order_display_id: number
      }
    }
    const pageOf = async (order: { id: string }) =>
      expectOk(await api.admin.get<Booked>(`${ADMIN}/orders/${order.id}`)).order
    const onPage = (order: { id: string }, verb: string, body?: object) =>
      api.admin.post<Booked>(`${ADMIN}/orders/${order.id}/${verb}`, body)
    /** An order whose dates have gone to somebody else, and the booking that has them. */
    const unservedOrder = async () => {
      const sold = await bookable({ name: "Troopy" })
      const taken = await build.booking({ resource: sold.resource, dates: [day(3)] })
      const order = await orderByCode({ variant_id: sold.variant_id, booking: onDay(3) })
      await settle(order.id)
      const [line] = await untilUnserved(order, "insufficient_capacity")
      return { sold, taken, order, line_item_id: line!.line_item_id }
    }

    it("shows what each line has and lacks, and why", async () => {
      const { sold, order, line_item_id } = await unservedOrder()
      expect(await pageOf(order)).toMatchObject({
        id: order.id,
        order_display_id: expect.any(Number) as number,
        is_cancelled: false,
        lines: [
          {
            line_item_id,
            variant_id: sold.variant_id,
            quantity: 1,
            start_date: day(3),
            end_date: day(3),
            missing: [{ resource_id: sold.resource.id, resource_name: "Troopy", quantity: 1 }],
            unserved: { code: "insufficient_capacity", message: expect.stringContaining(day(3)) as string },
          },
        ],
        allocations: [],
        unpaid_since: null,
      })
      const goods = await orderByCode({ variant_id: (await createVariant(api)).variant_id })
      expect((await pageOf(goods)).lines).toEqual([])
      for (const reply of [
        await api.admin.get(`${ADMIN}/orders/order_none`),
        await onPage({ id: "order_none" }, "settle"),
        await onPage({ id: "order_none" }, "serve", { line_item_id }),
      ]) {
        expect(reply).toMatchObject({
          status: 404,
          error: { code: "order_not_found", details: { order_id: "order_none" } },
        })
      }
      expect(await api.admin.get(`${ADMIN}/orders/${order.id}?fields=id`)).toMatchObject({ status: 400 })
    })

    it("serves the line as soon as there is room, at a word of the desk", async () => {
      const { taken, order } = await unservedOrder()
      expect((await onPage(order, "settle")).body.order).toMatchObject({ lines: [{ missing: [{}] }] })
      await service.cancelAllocations({ allocation_ids: [taken.id], cancelled_by: "user_test" })
      expect((await onPage(order, "settle")).body.order).toMatchObject({
        lines: [{ missing: [], unserved: null }],
        allocations: [{ status: "CONFIRMED", dates: [day(3)] }],
        unpaid_since: expect.any(String) as string,
      })
      expect(await openIncident(order)).toBeUndefined()
    })

    it("serves the line with dates or a resource that the desk chooses, and never over what is there", async () => {
      const { sold, order, line_item_id } = await unservedOrder()
      const serve = (body: object) => onPage(order, "serve", { line_item_id, ...body })
      expect(await serve({})).toMatchObject({ status: 409, error: { code: "insufficient_capacity" } })
      expect(await serve({ dates: [day(-1)] })).toMatchObject({ status: 400, error: { code: "invalid_data" } })
      expect(await serve({ dates: [day(90)] })).toMatchObject({ error: { code: "capacity_not_initialised" } })
      expect(await serve({ resource_id: "res_none" })).toMatchObject({ error: { code: "resource_not_found" } })
      const idle = await build.resource({ is_active: false, min_days: 2 })
      expect(await serve({ resource_id: idle.id })).toMatchObject({ error: { code: "resource_inactive" } })
      await service.updateResource(idle.id, { is_active: true })
      expect(await serve({ resource_id: idle.id })).toMatchObject({ error: { code: "duration_not_allowed" } })
      const blackout = await build.blackout({ resource_id: sold.resource.id, start_date: day(4) })
      expect(await serve({ dates: [day(4)] })).toMatchObject({ error: { code: "date_blacked_out" } })
      await service.deleteBlackout(blackout.id)
      expect(await serve({ line_item_id: "ordli_none" })).toMatchObject({
        status: 409,
        error: { code: "booking_line_invalid", details: { rule: "unknown" } },
      })
      expect(await serve({ force: true })).toMatchObject({ status: 400, error: { details: { field: "force" } } })

      expect(await serve({ start_date: day(4), end_date: day(5) })).toMatchObject({
        status: 200,
        body: {
          order: {
            lines: [{ start_date: day(4), end_date: day(5), missing: [], unserved: null }],
            allocations: [{ dates: days(4, 5), created_by: api.shop.admin_user_id, line_item_id }],
          },
        },
      })
      expect(await openIncident(order)).toBeUndefined()
      expect(await serve({ dates: [day(7)] })).toMatchObject({ error: { details: { rule: "served" } } })
    })

    it("serves a product of fixed length with all its days", async () => {
      const tour = await bookable({ terms: { pricing: "PER_BOOKING", duration_days: 3 } })
      const taken = await build.booking({ resource: tour.resource, dates: [day(4)] })
      const order = await orderByCode({ variant_id: tour.variant_id, booking: { start_date: day(3) } })
      await settle(order.id)
      const [line] = await untilUnserved(order, "insufficient_capacity")
      const serve = (body: object = {}) => onPage(order, "serve", { line_item_id: line!.line_item_id, ...body })
      expect((await pageOf(order)).lines).toMatchObject([{ start_date: day(3), end_date: day(5), dates: null }])
      expect(await serve()).toMatchObject({ status: 409, error: { code: "insufficient_capacity" } })
      await service.cancelAllocations({ allocation_ids: [taken.id], cancelled_by: "user_test" })
      const hut = await build.resource({ booking_unit: "NIGHT" })
      expect((await serve({ resource_id: hut.id })).body.order).toMatchObject({
        lines: [{ missing: [] }],
        allocations: [{ resource_id: hut.id, dates: days(3, 5) }],
      })
    })

    it("says the days of a line that has lost its nights with the day of departure", async () => {
      const hut = await bookable({ booking_unit: "NIGHT", capacity: 2 })
      const order = await orderByCode({
        variant_id: hut.variant_id,
        booking: { start_date: day(3), end_date: day(5) },
      })
      await settle(order.id)
      for (const { id } of await live(order)) await byDesk(`/${id}/cancel`)
      await untilUnserved(order, "cancelled_by_staff")
      expect((await pageOf(order)).lines).toMatchObject([
        { start_date: day(3), end_date: day(5), dates: [day(3), day(4)], missing: [{ quantity: 1 }] },
      ])
    })

    it("serves again what the desk had cancelled, with another resource in its place", async () => {
      const van = await bookable()
      const guide = await build.resource({ type: "GUIDE" })
      await linkVariant(api, guide.id, van.variant_id, { per: "BOOKING" })
      const order = await ordered(van)
      await until(async () => (await live(order)).length === 2, "both allocations")
      for (const { id } of await live(order)) await byDesk(`/${id}/cancel`)
      await untilUnserved(order, "cancelled_by_staff")
      const line_item_id = order.items[0]!.id
      const serve = (body: object) => onPage(order, "serve", { line_item_id, ...body })
      const stranger = await build.resource()
      expect(await serve({ resource_id: stranger.id })).toMatchObject({
        status: 400,
        error: { code: "invalid_data", details: { field: "resource_id" } },
      })
      expect((await serve({ resource_id: guide.id })).body.order.lines).toMatchObject([
        { missing: [{ resource_id: van.resource.id }] },
      ])
      expect((await serve({ resource_id: stranger.id })).body.order.lines).toMatchObject([
        { missing: [], unserved: null },
      ])
      expect(await settle(order.id)).toMatchObject({ unserved: [] })
      expect((await live(order)).map(({ resource_id, dates }) => [resource_id, dates])).toEqual([
        [guide.id, [day(1)]],
        [stranger.id, [day(1)]],
      ])
      const draftOrder = await draft({ variant_id: van.variant_id, booking: onDay(5) })
      const [line] = await linesOf(draftOrder)
      expect(await onPage(draftOrder, "serve", { line_item_id: line!.id })).toMatchObject({
        status: 409,
        error: { code: "booking_line_invalid", details: { rule: "draft" } },
      })
    })
  })

  describe("An order of which nobody has heard", () => {
    const claimedOrder = async (sold: Bookable, booking = { dates: [day(1)] }) =>
      unheard(async () => byCode(await paidCart(sold, booking)))

    it("is served by the job, with what its checkout has claimed", async () => {
      const sold = await bookable()
      const order = await claimedOrder(sold)
      expect(await live(order)).toEqual([])
      expect(await holdCounts(db)).toEqual({ ACTIVE: 1 })
      expect(await reconcile()).toMatchObject({ orders_settled: 1, orders_unserved: 0, carts_unclaimed: 0, failed: 0 })
      expect(await live(order)).toMatchObject([{ dates: [day(1)], created_by: null }])
      expect(await holdCounts(db)).toEqual({ CONFIRMED: 1 })
      expect(await reconcile()).toMatchObject({ orders_settled: 1, failed: 0 })
      expect(await allocationsOf(order)).toHaveLength(1)
    })

    it("is served by `medusa exec`, with `all` however long ago it was, and goods are no business of either", async () => {
      const sold = await bookable({ capacity: 2 })
      const old = await claimedOrder(sold)
      const { variant_id } = await createVariant(api)
      await orderByCode({ variant_id })
      await db.query(
        `update "order" set created_at = created_at - $1::interval, updated_at = updated_at - $1::interval`,
        ["30 days"],
      )
      expect(await reconcile()).toMatchObject({ orders_settled: 0, failed: 0 })
      expect(await live(old)).toEqual([])
      const said = await medusa(["exec", "./src/scripts/reconcile-bookings.ts", "all"], db.url)
      expect(said).toMatch(/reconcile-bookings: .*orders_settled\W+1\W.*failed\W+0\W/)
      expect(await live(old)).toHaveLength(1)
    }, 120_000)

    it("is served with new claims where what it held has lapsed, once there is room for them", async () => {
      const sold = await bookable()
      const lapse = () =>
        db.query(
          `update resource_hold set claimed_at = null, created_at = now() - interval '1 day',
             expires_at = now() - interval '1 minute'
           where status = 'ACTIVE'`,
        )
      const free = await claimedOrder(sold, { dates: days(1, 2) })
      await lapse()
      expect(await settle(free.id)).toMatchObject({ unserved: [] })
      expect(await live(free)).toMatchObject([{ dates: days(1, 2), created_by: "system" }])
      expect(await holdCounts(db)).toEqual({ CONFIRMED: 1, EXPIRED: 1 })

      const taken = await claimedOrder(sold, { dates: [day(5)] })
      await lapse()
      const faster = await ordered(sold, { dates: [day(5)] })
      expect(await reconcile()).toMatchObject({ orders_unserved: 1, failed: 0 })
      expect(await untilUnserved(taken, "insufficient_capacity")).toMatchObject([
        { line_item_id: taken.items[0]!.id, title: taken.items[0]!.product_title },
      ])
      await cancel(faster)
      await untilLive(faster, [])
      expect(await reconcile()).toMatchObject({ orders_unserved: 0 })
      expect(await live(taken)).toMatchObject([{ dates: [day(5)] }])
      expect(await incidentsOf(taken)).toMatchObject([{ resolved_by: "system" }])
    })

    it("that cannot be settled at all is listed, and tried again however long it takes", async () => {
      const sold = await bookable()
      const order = await claimedOrder(sold)
      await db.query(`
        create function refuse_order() returns trigger language plpgsql as $$
          begin raise exception 'no allocation today'; end $$`)
      await db.query(
        "create trigger refuse_order before insert on resource_allocation for each row execute function refuse_order()",
      )
      try {
        expect(await reconcile()).toMatchObject({ orders_settled: 0, failed: 1 })
        await db.query(`update "order" set updated_at = updated_at - interval '30 days'`)
        expect(await reconcile()).toMatchObject({ orders_settled: 0, failed: 1 })
        expect(await incidentsOf(order)).toMatchObject([
          { details: { failed: expect.stringContaining("no allocation today") as string }, resolved_at: null },
        ])
      } finally {
        await db.query("drop function refuse_order cascade")
      }
      expect(await reconcile()).toMatchObject({ orders_settled: 1, failed: 0 })
      expect(await live(order)).toHaveLength(1)
      expect(await openIncident(order)).toBeUndefined()
    })

    it("is found past more than a page of other orders", async () => {
      const sold = await bookable()
      const order = await claimedOrder(sold)
      const { variant_id } = await createVariant(api)
      const { id } = await orderByCode({ variant_id })
      await db.query(
        `insert into "order" (id, display_id, version, status, currency_code, created_at, updated_at)
         select 'order_00_more_' || n, 1000 + n, version, status, currency_code, created_at - interval '1 hour', updated_at
         from "order" cross join generate_series(1, 120) as n
         where id = $1`,
        [id],
      )
      expect(await reconcile()).toMatchObject({ orders_settled: 1, failed: 0 })
      expect(await live(order)).toHaveLength(1)
    })
  })

  describe("An order among many", () => {
    it("is found though another is deleted between two pages", async () => {
      const sold = await bookable({ capacity: 2 })
      const first = await ordered(sold)
      await db.query(
        `insert into "order" (id, display_id, version, status, currency_code, created_at, updated_at)
         select id || '_' || n, 1000 + n, version, status, currency_code, created_at, updated_at
         from "order" cross join generate_series(1, 99) as n
         where id = $1`,
        [first.id],
      )
      const last = await ordered(sold)
      await db.query(`update "order" set created_at = created_at - interval '5 minutes'`)
      const found: string[] = []
      for await (const id of ordersToSettle(scope(), true)) {
        found.push(id)
        if (id !== first.id) continue
        await cancel(first)
        await untilLive(first, [])
        await db.query('delete from "order" where id = $1', [first.id])
      }
      expect(found).toEqual([first.id, last.id])
    })

    it("that sells no dates and has booked none is read no further, at whatever event", async () => {
      const sold = await bookable()
      const goods = await orderByCode({ variant_id: (await createVariant(api)).variant_id })
      const booked = await orderByCode({ variant_id: sold.variant_id, booking: onDay(1) })
      const knex = container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION)
      const statementsOn = async ({ id }: { id: string }) => {
        const statements: string[] = []
        const note = ({ sql }: { sql: string }) => statements.push(sql)
        knex.on("query", note)
        try {
          await settleChangedOrder({
            event: { name: "order.placed", data: { id } },
            container: scope(),
            pluginOptions: {},
          })
        } finally {
          knex.off("query", note)
        }
        return statements
      }
      const readsWhole = (statements: string[]) => statements.some((sql) => /order_cart/.test(sql))
      expect(readsWhole(await statementsOn(booked))).toBe(true)
      expect(await live(booked)).toHaveLength(1)
      expect(readsWhole(await statementsOn(goods))).toBe(false)
      // An order that is gone, and one that an incident still names, are told of whatever they sell.
      await journalService(scope()).openIncident({ kind: "ORDER_UNSERVED", ref: goods.id, details: {} })
      expect(readsWhole(await statementsOn(goods))).toBe(true)
      expect(await openIncident(goods)).toBeUndefined()
    })
  })

  describe("A claim whose process has died", () => {
    it("ends after the grace time of a payment, and not before", async () => {
      const sold = await bookable({ capacity: 2 })
      const { cart, hold } = await bookedCart(sold, { dates: [day(1)] })
      const { cart: another } = await bookedCart(sold, { dates: [day(1)] })
      const { payment_grace_minutes } = service.options
      await db.query("update resource_hold set claimed_at = clock_timestamp() where cart_id = any ($1)", [
        [cart.id, another.id],
      ])
      await ageClaims(payment_grace_minutes - 1)
      expect(await reconcile()).toMatchObject({ carts_unclaimed: 0 })
      expect(expectOk(await api.admin.post(`${ADMIN}/jobs/cleanup-expired-holds`))).toMatchObject({
        result: { expired_count: 0 },
      })
      await db.query("update resource_hold set claimed_at = claimed_at - interval '2 minutes' where id = $1", [hold.id])
      expect(await reconcile()).toMatchObject({ carts_unclaimed: 1, failed: 0 })
      expect(expectOk(await api.admin.post(`${ADMIN}/jobs/cleanup-expired-holds`))).toMatchObject({
        result: { expired_count: 1 },
      })
      expect(await available(sold, [day(1)])).toEqual([1])
    })
  })

  describe("An order that nobody has paid", () => {
    const afterHours = async (hours: number, work: () => Promise<void>) => {
      const options = service.options as { unpaid_order_hours: number }
      const before = options.unpaid_order_hours
      options.unpaid_order_hours = hours
      try {
        await work()
      } finally {
        options.unpaid_order_hours = before
      }
    }
    const unpaidFor = (order: { id: string }, hours: number) =>
      db.one("update booking_incident set opened_at = now() - $2 * interval '1 hour' where ref = $1 returning id", [
        order.id,
        hours,
      ])
    const unpaidOrder = async (sold: Bookable) => {
      const order = await orderByCode({
        variant_id: sold.variant_id,
        booking: { start_date: day(2), end_date: day(2) },
      })
      expect(await reconcile()).toMatchObject({ orders_unpaid: 1, orders_released: 0 })
      return order
    }

    it("keeps its dates for as long as staff like", async () => {
      const order = await unpaidOrder(await bookable())
      await unpaidFor(order, 10_000)
      expect(await reconcile()).toMatchObject({ orders_unpaid: 1, orders_released: 0 })
      expect(await live(order)).toHaveLength(1)
    })

    it("is cancelled after `unpaid_order_hours`, counted from when it was seen, and its dates are free", async () => {
      const sold = await bookable()
      const order = await unpaidOrder(sold)
      await db.query(`update "order" set created_at = created_at - interval '90 days'`)
      await afterHours(48, async () => {
        await unpaidFor(order, 47)
        expect(await reconcile()).toMatchObject({ orders_unpaid: 1, orders_released: 0 })
        await unpaidFor(order, 49)
        expect(await reconcile()).toMatchObject({ orders_unpaid: 0, orders_released: 1, failed: 0 })
      })
      expect(await live(order)).toEqual([])
      expect(await available(sold, [day(2)])).toEqual([1])
      expect(await openIncident(order, "UNPAID")).toBeUndefined()
      expect(await db.one(`select status from "order" where id = $1`, [order.id])).toEqual({ status: "canceled" })
    })

    it("stays with the desk, and says why, where core does not cancel it", async () => {
      const order = await unpaidOrder(await bookable())
      await db.query("insert into fulfillment (id, location_id) values ('ful_1', 'sloc_1')")
      await db.query("insert into order_fulfillment (id, order_id, fulfillment_id) values ('ordful_1', $1, 'ful_1')", [
        order.id,
      ])
      await afterHours(1, async () => {
        await unpaidFor(order, 2)
        for (const _again of [1, 2]) {
          expect(await reconcile()).toMatchObject({ orders_unpaid: 1, orders_released: 0, failed: 0 })
        }
      })
      expect(await incidentsOf(order, "UNPAID")).toMatchObject([
        { resolved_at: null, details: { not_released: expect.stringContaining("fulfillments") as string } },
      ])
      expect(await incidentsOf(order)).toEqual([])
      expect(await live(order)).toHaveLength(1)
    })

    it("at the storefront, with a payment that is still on its way, is booked and listed until the money is there", async () => {
      const sold = await bookable()
      const { cart } = await bookedCart(sold, { dates: [day(1)] })
      const session = await startPayment(api, cart.id, { asked: "processing" })
      const order = await completed(api, cart.id)
      await untilLive(order, [{ dates: [day(1)] }])
      expect(await reconcile()).toMatchObject({ orders_unpaid: 1, failed: 0 })
      expect(await openIncident(order, "UNPAID")).toBeDefined()
      await payAtBank(db, session)
      // What the bank's webhook has core do.
      const data = { session_id: session.id, amount: session.amount }
      await processPaymentWorkflow(scope()).run({ input: { action: "authorized", data } })
      expect(await reconcile()).toMatchObject({ orders_unpaid: 0, failed: 0 })
      expect(await openIncident(order, "UNPAID")).toBeUndefined()
      expect(await allocationsOf(order)).toHaveLength(1)
    })
  })

  describe("What others are told", () => {
    it("of an order comes once for each thing that happened, in its order, after it is so", async () => {
      const sold = await bookable({ capacity: 3 })
      const { cart, hold, booking_id } = await bookedCart(sold, { dates: [day(1)], quantity: 3 })
      let order!: PlacedOrder
      const placed = await heardDuring(container, 2, async () => {
        order = await byCode(await paid(cart))
      })
      const [booked] = await live(order)
      const of = { booking_id, resource_id: sold.resource.id, occurred_at: expect.stringMatching(/Z$/) as string }
      expect(placed).toEqual([
        {
          name: "resource-hold.confirmed",
          data: {
            ...of,
            id: hold.id,
            status: "CONFIRMED",
            cart_id: cart.id,
            customer_id: null,
            expires_at: expect.stringMatching(/Z$/) as string,
          },
        },
        {
          name: "resource-allocation.created",
          data: {
            ...of,
            id: booked!.id,
            hold_id: hold.id,
            status: "CONFIRMED",
            order_id: order.id,
            line_item_id: order.items[0]!.id,
            customer_id: booked!.customer_id,
            replaces_id: null,
          },
        },
      ])

      const reduced = await heardDuring(container, 1, () =>
        edit(order, { set: [{ line: order.items[0]!, quantity: 2 }] }),
      )
      const [fewer] = await live(order)
      expect(reduced).toMatchObject([
        {
          name: "resource-allocation.moved",
          data: { ...of, id: fewer!.id, replaces_id: booked!.id, status: "CONFIRMED", order_id: order.id },
        },
      ])
      expect(reduced).toHaveLength(1)

      const ended = await heardDuring(container, 1, () => cancel(order))
      expect(ended).toMatchObject([
        {
          name: "resource-allocation.cancelled",
          data: { ...of, id: fewer!.id, status: "CANCELLED", order_id: order.id },
        },
      ])
      const after = await heardDuring(container, 0, async () => {
        await settle(order.id)
        await reconcile()
      })
      expect([...ended.slice(1), ...after]).toEqual([])
    })
  })
})
