import { randomUUID } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import express from "express"
import { errorHandler } from "@medusajs/framework/http"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { POST as coreCompletes } from "@medusajs/medusa/api/store/carts/[id]/complete/route"
import {
  addToCartWorkflow,
  createPaymentSessionsWorkflow,
  updateLineItemInCartWorkflow,
} from "@medusajs/medusa/core-flows"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { HoldDTO } from "../../src/modules/resource_booking/types"
import { readCheckoutCart } from "../../src/workflows/resource-booking/checkout/checkout-cart"
import { settleCart } from "../../src/workflows/resource-booking/checkout/settle-cart"
import { expectOk, type Cart } from "../helpers/api"
import { ageHold, day, days, unique } from "../helpers/build"
import { heardDuring } from "../helpers/heard-events"
import { shopOfDates, type BookedCart, type Bookable, type BuildBookable } from "../helpers/shop-of-dates"
import { HttpClient } from "../helpers/http-client"
import { httpSuite } from "../helpers/http-suite"
import { until } from "../helpers/locks"
import { orderChanges } from "../helpers/order-changes"
import { bankCalls, startPayment } from "../helpers/payments"
import { createVariant, linkVariant } from "../helpers/product"
import { availableOn, holdCounts } from "../helpers/rows"

type AddBookingDates = { dates: string[] }

type HoldRow = {
  id: string
  status: string
  source: string
  quantity: number
  replaces_id: string | null
  line_item_id: string | null
  unit_price: number | null
  claimed_at: Date | null
  expires_at: Date
}

httpSuite(({ api, build, db, container, service }) => {
  const { bookable, addBooking, bookedCart, pay, tryToPay, complete, allocationsOf, buy, ordersOf } = shopOfDates({
    api,
    build,
    db,
  })
  const OURS = "POST /store/resource-booking/carts/:id/line-items"
  const saying = (text: string | RegExp) => expect.stringMatching(text) as string
  const having = (members: object) => expect.objectContaining(members) as object
  const refusedByUs = (field: string) => ({
    status: 400,
    error: { type: "invalid_data", code: "invalid_data", message: saying(OURS), details: having({ field }) },
  })
  const carts = () => container.resolve(Modules.CART)
  // Not the stand-in of the suite's: a workflow takes only a container that is one.
  const scope = () => container.createScope() as MedusaContainer
  const holdsOf = (cart: { id: string }) =>
    db.query<HoldRow>("select * from resource_hold where cart_id = $1 order by created_at, id", [cart.id])
  const holdOf = (id: string) => db.one<HoldRow>("select * from resource_hold where id = $1", [id])
  const linesOf = (cart: { id: string }) =>
    db.query<{ id: string; quantity: number; unit_price: number }>(
      "select id, quantity, unit_price from cart_line_item where cart_id = $1 and deleted_at is null",
      [cart.id],
    )
  const released = (id: string) =>
    until(async () => (await holdOf(id)).status === "RELEASED", `hold ${id} to be released`)
  const setLine = (id: string, values: Record<string, unknown>) =>
    db.one(
      `update cart_line_item set ${Object.keys(values)
        .map((name, i) => `${name} = $${i + 2}`)
        .join(", ")}
       where id = $1 returning id`,
      [id, ...Object.values(values)],
    )

  /** A cart refused at its completion leaves no order and nothing claimed. */
  const expectRefusedCompletion = async (cart: { id: string }, code: string, words: string | RegExp) => {
    expect(await complete(cart)).toMatchObject({
      status: 409,
      error: { code, type: "not_allowed", message: saying(words) },
    })
    expect(await ordersOf(cart)).toEqual([])
    expect((await holdsOf(cart)).filter(({ claimed_at }) => claimed_at !== null)).toEqual([])
  }

  /** A payment opened past the route that looks first. */
  const paidElsewhere = async (cart: { id: string }) => {
    const { payment_collection_id } = await db.one<{ payment_collection_id: string }>(
      "select payment_collection_id from cart_payment_collection where cart_id = $1 and deleted_at is null",
      [cart.id],
    )
    await createPaymentSessionsWorkflow(scope()).run({
      input: { payment_collection_id, provider_id: "pp_system_default" },
    })
  }

  describe("a line that cannot be held is refused with the hold's own code", () => {
    it.each<[number, string, BuildBookable, (sold: Bookable) => Promise<unknown>, AddBookingDates]>([
      [404, "resource_not_found", {}, ({ resource }) => service.deleteResource(resource.id), { dates: [day(1)] }],
      [
        409,
        "resource_inactive",
        {},
        ({ resource }) => service.updateResource(resource.id, { is_active: false }),
        { dates: [day(1)] },
      ],
      [
        409,
        "date_blacked_out",
        {},
        ({ resource }) => build.blackout({ resource_id: resource.id }),
        { dates: [day(1)] },
      ],
      [409, "capacity_not_initialised", {}, () => Promise.resolve(), { dates: [day(300)] }],
      [409, "duration_not_allowed", { min_days: 2 }, () => Promise.resolve(), { dates: [day(1)] }],
    ])("%i %s", async (status, code, made, spoil, dates) => {
      const sold = await bookable(made)
      await spoil(sold)
      const cart = await api.cart()
      expect(await addBooking(cart, { variant_id: sold.variant_id, ...dates })).toMatchObject({
        status,
        error: { code },
      })
      expect(await linesOf(cart)).toEqual([])
      expect(await holdsOf(cart)).toEqual([])
    })

    it("429 hold_limit_exceeded", async () => {
      const { resource, variant_id } = await bookable()
      const cart = await api.cart()
      for (let i = 0; i < service.options.max_active_holds_per_owner; i++) {
        await build.hold({ resource, cart_id: cart.id, dates: [day(1 + i)] })
      }
      const refused = await addBooking(cart, { variant_id, dates: [day(40)] })
      expect(refused).toMatchObject({ status: 429, error: { code: "hold_limit_exceeded" } })
      expect(await linesOf(cart)).toEqual([])
    })

    it("409 hold_in_checkout, for a hold that another request is paying for", async () => {
      const { resource, variant_id } = await bookable()
      const cart = await api.cart()
      const hold = await build.hold({ resource, cart_id: cart.id })
      await db.query("update resource_hold set claimed_at = clock_timestamp() where id = $1", [hold.id])
      const refused = await addBooking(cart, { variant_id, hold_id: hold.id })
      expect(refused).toMatchObject({ status: 409, error: { code: "hold_in_checkout" } })
      expect(await linesOf(cart)).toEqual([])
    })
  })

  describe("core's own routes", () => {
    it("do not create a cart with a variant that sells dates", async () => {
      const { variant_id } = await bookable()
      const ordinary = await createVariant(api)
      const email = `${unique("jo")}@example.com`
      const refused = await api.store.post("/store/carts", {
        region_id: api.shop.region_id,
        email,
        items: [
          { variant_id: ordinary.variant_id, quantity: 1 },
          { variant_id, quantity: 1 },
        ],
      })
      expect(refused).toMatchObject(refusedByUs("items[1].variant_id"))
      expect(await db.query("select 1 from cart where email = $1", [email])).toEqual([])
      const cart = await api.cart({ items: [{ variant_id: ordinary.variant_id, quantity: 2 }] })
      expect(cart).toMatchObject({ items: [{ quantity: 2 }] })
    })

    it.each([
      ["as core writes it", (id: string) => `/store/carts/${id}/line-items`],
      ["in capitals", (id: string) => `/STORE/Carts/${id}/LINE-ITEMS`],
      ["with a slash at its end", (id: string) => `/store/carts/${id}/line-items/`],
      ["with a query", (id: string) => `/store/carts/${id}/line-items?fields=id`],
    ])("do not add a variant that sells dates by the path %s", async (_, path) => {
      const { variant_id } = await bookable()
      const cart = await api.cart()
      expect(await api.store.post(path(cart.id), { variant_id, quantity: 1 })).toMatchObject(refusedByUs("variant_id"))
      expect(await linesOf(cart)).toEqual([])
    })

    it.each([
      ["/store/carts", "null", "[]", "[null]", '{"items":5}', '{"items":[null]}', '{"items":{"0":{}}}'],
      ["/store/carts/:id/line-items", "null", "[]", "{}", '{"variant_id":5,"quantity":1}', '{"variant_id":{}}'],
      ["/store/carts/:id/line-items/:line_id", "null", "[]", "{}", '{"quantity":-1}', '{"quantity":"0"}'],
      ["/store/payment-collections/:id/payment-sessions", "null", "[]", "{}", '{"provider_id":5}'],
    ])("answer for a malformed body of %s themselves", async (route, ...bodies) => {
      const { cart, line } = await bookedCart(await bookable(), { dates: [day(1)] })
      const path = route.replace(":id", cart.id).replace(":line_id", line.id)
      for (const body of bodies) {
        const { status, error } = await api.store.post(path, body)
        expect({ body, status }).toEqual({ body, status: 400 })
        expect(error.code).toBeUndefined()
      }
    })

    it("are not slowed for ordinary goods by more than one look at an index, and by none where no variant is named", async () => {
      const { variant_id } = await createVariant(api)
      const statements: string[] = []
      const knex = container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION)
      const note = ({ sql }: { sql: string }) => {
        if (/booking_|resource_/.test(sql)) statements.push(sql)
      }
      knex.on("query", note)
      try {
        const cart = await api.cart()
        expect(statements).toEqual([])
        expectOk(await api.store.post(`/store/carts/${cart.id}/line-items`, { variant_id, quantity: 1 }))
        // Besides, the cart's own change was looked at by the subscriber that settles it.
        const looks = statements.filter((sql) => sql.includes("booking_variant_resource"))
        expect(looks).toHaveLength(1)
        expect(looks[0]).toMatch(/product_variant_id"? in \(/)
      } finally {
        knex.off("query", note)
      }
    })

    it("do not change a line that sells dates, and may remove it", async () => {
      const { cart, line, hold } = await bookedCart(await bookable({ capacity: 5 }), { dates: [day(1)] })
      const path = `/store/carts/${cart.id}/line-items/${line.id}`
      for (const body of [{ quantity: 2 }, { quantity: 0.1 }, { quantity: 1, metadata: { booking: { days: 9 } } }]) {
        expect(await api.store.post(path, body)).toMatchObject({
          status: 400,
          error: {
            code: "invalid_data",
            message: saying(line.product_title),
            details: { field: "line_id", line_item_id: line.id, variant_id: line.variant_id },
          },
        })
      }
      expect(
        await api.store.post(
          path.toUpperCase().replace(cart.id.toUpperCase(), cart.id).replace(line.id.toUpperCase(), line.id),
          { quantity: 2 },
        ),
      ).toMatchObject({ status: 400 })
      expect(await linesOf(cart)).toEqual([{ id: line.id, quantity: 1, unit_price: 100 }])
      expectOk(await api.store.post(path, { quantity: 0 }))
      expect(await linesOf(cart)).toEqual([])
      await released(hold.id)
    })

    it("change a line of ordinary goods, and know no line of another cart", async () => {
      const { variant_id } = await createVariant(api)
      const cart = await api.cart()
      expectOk(await api.store.post(`/store/carts/${cart.id}/line-items`, { variant_id, quantity: 1 }))
      const [line] = await linesOf(cart)
      expectOk(await api.store.post(`/store/carts/${cart.id}/line-items/${line!.id}`, { quantity: 3 }))
      expect(await linesOf(cart)).toMatchObject([{ quantity: 3 }])
      const booked = await bookedCart(await bookable(), { dates: [day(1)] })
      expect(
        await api.store.post(`/store/carts/${cart.id}/line-items/${booked.line.id}`, { quantity: 2 }),
      ).toMatchObject({ status: 404 })
    })

    it("remove a line that sells dates, whose dates are free again", async () => {
      const { cart, line, hold, resource } = await bookedCart(await bookable(), { dates: days(1, 2) })
      expectOk(await api.store.delete(`/store/carts/${cart.id}/line-items/${line.id}`))
      await released(hold.id)
      expect(await availableOn(db, resource, days(1, 2))).toEqual([1, 1])
    })

    it.each([
      ["DELETE", (path: string) => api.store.delete(path)],
      ["quantity 0", (path: string) => api.store.post(path, { quantity: 0 })],
    ])("do not remove by %s a line that a completion has claimed, nor its payment", async (_, remove) => {
      const { cart, line, hold } = await bookedCart(await bookable(), { dates: [day(1)] })
      const session = await startPayment(api, cart.id)
      await db.query("update resource_hold set claimed_at = clock_timestamp() where id = $1", [hold.id])
      const path = `/store/carts/${cart.id}/line-items/${line.id}`
      expect(await remove(path)).toMatchObject({ status: 409, error: { code: "hold_in_checkout" } })
      expect(await linesOf(cart)).toHaveLength(1)
      expect(await bankCalls(db, session)).toEqual([])
      await db.query("update resource_hold set claimed_at = null where id = $1", [hold.id])
      expectOk(await remove(path))
      expect(await linesOf(cart)).toEqual([])
      await released(hold.id)
    })

    it("remove a line whose dates have lapsed meanwhile", async () => {
      const { cart, line, hold } = await bookedCart(await bookable(), { dates: [day(1)] })
      await ageHold(db, hold.id)
      expectOk(await api.store.delete(`/store/carts/${cart.id}/line-items/${line.id}`))
      expect(await linesOf(cart)).toEqual([])
    })
  })

  describe("a line that came or changed by another door", () => {
    type Trick = {
      /** What is sold beside, by name: a second variant of the same resource, cheaper. */
      sold?: { capacity?: number }
      booking?: { dates?: string[]; quantity?: number }
      play: (booked: BookedCart) => Promise<unknown>
      mend: (booked: BookedCart) => Promise<unknown>
      words: RegExp
      rule: string
    }
    const cheaper = async ({ resource }: Bookable) => {
      const { variant_id } = await createVariant(api, { price: 1 })
      await linkVariant(api, resource.id, variant_id)
      return variant_id
    }
    const removeLine = (id: string) => carts().softDeleteLineItems([id])
    const otherLineOf = async ({ cart, line }: BookedCart) => {
      const other = (await linesOf(cart)).find(({ id }) => id !== line.id)
      return other!.id
    }
    const noteOf = (line: { id: string }, booking: unknown) =>
      carts().updateLineItems(line.id, { metadata: { booking } as Record<string, unknown> })
    /** The same line once more, with everything that makes it one of a booking. */
    const copyLine = async (line: { id: string }, cartId: string, changes: object = {}) => {
      const { title, product_title, variant_id, quantity, unit_price, metadata } = await carts().retrieveLineItem(
        line.id,
      )
      const [copy] = await carts().addLineItems([
        {
          cart_id: cartId,
          title,
          product_title,
          variant_id,
          quantity: Number(quantity),
          unit_price: Number(unit_price),
          metadata: metadata ?? undefined,
          is_custom_price: true,
          requires_shipping: false,
          ...changes,
        },
      ])
      return copy!
    }

    const tricks: Record<string, Trick> = {
      "is added by core's own workflow": {
        play: ({ cart, variant_id }) =>
          addToCartWorkflow(scope()).run({ input: { cart_id: cart.id, items: [{ variant_id, quantity: 1 }] } }),
        mend: async (booked) => removeLine(await otherLineOf(booked)),
        rule: "no_hold",
        words: /holds no dates for this line/,
      },
      "names the booking of another line": {
        play: ({ cart, line }) => copyLine(line, cart.id),
        mend: async (booked) => removeLine(await otherLineOf(booked)),
        rule: "no_hold",
        words: /holds no dates for this line/,
      },
      "has a quantity that is not free": {
        play: ({ line }) => carts().updateLineItems(line.id, { quantity: 2 }),
        mend: ({ line }) => carts().updateLineItems(line.id, { quantity: 1 }),
        rule: "quantity",
        words: /quantity/,
      },
      "has a tenth for a quantity": {
        play: ({ line }) => carts().updateLineItems(line.id, { quantity: 0.1 }),
        mend: ({ line }) => carts().updateLineItems(line.id, { quantity: 1 }),
        rule: "quantity",
        words: /quantity/,
      },
      "costs less than agreed": {
        play: ({ line }) => carts().updateLineItems(line.id, { unit_price: 1 }),
        mend: ({ line }) => carts().updateLineItems(line.id, { unit_price: 300 }),
        rule: "price",
        words: /price/,
      },
      "costs less than agreed by a fraction of a cent": {
        play: ({ line }) => carts().updateLineItems(line.id, { unit_price: 299.999 }),
        mend: ({ line }) => carts().updateLineItems(line.id, { unit_price: 300 }),
        rule: "price",
        words: /price/,
      },
      "has no price of its own, so that core may change it": {
        play: ({ line }) => setLine(line.id, { is_custom_price: false }),
        mend: ({ line }) => setLine(line.id, { is_custom_price: true }),
        rule: "price",
        words: /price/,
      },
      "is in another currency": {
        play: ({ cart }) => carts().updateCarts(cart.id, { currency_code: "idr" }),
        mend: ({ cart }) => carts().updateCarts(cart.id, { currency_code: "aud" }),
        rule: "price",
        words: /price/,
      },
      "is of a cheaper variant of the same resource": {
        play: async (booked) => setLine(booked.line.id, { variant_id: await cheaper(booked) }),
        mend: ({ line, variant_id }) => setLine(line.id, { variant_id }),
        rule: "price",
        words: /price/,
      },
      "is of a variant that sells something else": {
        play: async ({ line }) => setLine(line.id, { variant_id: (await bookable()).variant_id }),
        mend: ({ line, variant_id }) => setLine(line.id, { variant_id }),
        rule: "resources",
        words: /what this product sells has changed/,
      },
      "is of a variant that sells no dates": {
        play: async ({ line }) => setLine(line.id, { variant_id: (await createVariant(api)).variant_id }),
        mend: ({ line, variant_id }) => setLine(line.id, { variant_id }),
        rule: "price",
        words: /price/,
      },
      "has lost its note": {
        play: ({ line }) => setLine(line.id, { metadata: null }),
        mend: ({ line }) => setLine(line.id, { metadata: JSON.stringify(line.metadata) }),
        rule: "booking",
        words: /another booking/,
      },
      "names no booking that is one": {
        play: ({ line }) => noteOf(line, "bk_1"),
        mend: ({ line }) => noteOf(line, line.metadata.booking),
        rule: "booking",
        words: /another booking/,
      },
      "names somebody else's booking": {
        play: async ({ line }) => {
          const theirs = await bookedCart(await bookable(), { dates: days(1, 3) })
          return await noteOf(line, theirs.line.metadata.booking)
        },
        mend: ({ line }) => noteOf(line, line.metadata.booking),
        rule: "booking",
        words: /another booking/,
      },
      "sells a resource more than was held": {
        play: async ({ variant_id }) => linkVariant(api, (await build.resource()).id, variant_id),
        mend: async ({ variant_id, resource }) => {
          const links = await db.query<{ id: string }>(
            "select booking_resource_id as id from booking_variant_resource where product_variant_id = $1 and booking_resource_id <> $2",
            [variant_id, resource.id],
          )
          for (const { id } of links) {
            expectOk(await api.admin.delete(`/admin/resource-booking/resources/${id}/variants/${variant_id}`))
          }
        },
        rule: "resources",
        words: /what this product sells has changed/,
      },
    }

    it.each(Object.entries(tricks))("is refused where it %s", async (_, { play, mend, rule, words }) => {
      const sold = await bookable()
      const booked = await bookedCart(sold, { dates: days(1, 3) })
      const { cart, line } = booked
      await pay(cart)
      await play(booked)
      const atTheCardForm = await tryToPay(cart)
      expect(atTheCardForm).toMatchObject({
        status: 409,
        error: {
          code: "booking_line_invalid",
          message: saying(words),
          details: { rule, title: line.product_title },
        },
      })
      await paidElsewhere(cart)
      await expectRefusedCompletion(cart, "booking_line_invalid", words)
      await mend(booked)
      const { allocations } = await buy(cart)
      expect(allocations).toMatchObject([{ resource_id: sold.resource.id, dates: days(1, 3), quantity: 1 }])
    })

    it("gets nothing where it was copied to another cart, and the first keeps its dates", async () => {
      const booked = await bookedCart(await bookable(), { dates: days(1, 3) })
      const other = await api.cart({ email: "mallory@example.com" })
      const copy = await copyLine(booked.line, other.id)
      expect(await tryToPay(other)).toMatchObject({
        status: 409,
        error: { code: "booking_line_invalid", details: { rule: "no_hold", line_item_id: copy.id } },
      })
      const { allocations } = await buy(booked.cart)
      expect(allocations).toMatchObject([{ dates: days(1, 3) }])
    })

    it("gets nothing where it was moved to another cart, and its dates are free again", async () => {
      const { cart, line, hold } = await bookedCart(await bookable(), { dates: days(1, 3) })
      const other = await api.cart({ email: "mallory@example.com" })
      await setLine(line.id, { cart_id: other.id })
      expect(await tryToPay(other)).toMatchObject({
        status: 409,
        error: { code: "booking_line_invalid", details: { rule: "no_hold", line_item_id: line.id } },
      })
      expectOk(await api.store.post(`/store/carts/${cart.id}`, { email: "jo@example.com" }))
      await released(hold.id)
    })

    it("gets nothing where two lines have swapped their notes", async () => {
      const [cheap, dear] = [await bookable(), await bookable({ variant: { price: 900 } })]
      const first = await bookedCart(cheap, { dates: days(1, 3) })
      const second = await bookedCart(dear, { dates: days(1, 3) }, first.cart)
      await pay(first.cart)
      const swap = async (one: BookedCart, other: BookedCart) => {
        await carts().updateLineItems(one.line.id, { metadata: other.line.metadata })
        await carts().updateLineItems(other.line.id, { metadata: one.line.metadata })
      }
      await swap(first, second)
      await expectRefusedCompletion(first.cart, "booking_line_invalid", /another booking/)
      await carts().updateLineItems(first.line.id, { metadata: first.line.metadata })
      await carts().updateLineItems(second.line.id, { metadata: second.line.metadata })
      const { allocations } = await buy(first.cart, 2)
      expect(new Set(allocations.map(({ resource_id }) => resource_id))).toEqual(
        new Set([cheap.resource.id, dear.resource.id]),
      )
    })

    it("has the dates that were held, whatever its note says of them", async () => {
      const { cart, line } = await bookedCart(await bookable(), { dates: days(1, 3) })
      const booking = { ...line.metadata.booking, end_date: day(9), days: 9 }
      await carts().updateLineItems(line.id, { metadata: { booking } })
      const { allocations } = await buy(cart)
      expect(allocations).toMatchObject([{ dates: days(1, 3) }])
    })

    it("is held for its new quantity where that is free", async () => {
      const { cart, line, hold, resource } = await bookedCart(await bookable({ capacity: 3 }), { dates: days(1, 3) })
      await updateLineItemInCartWorkflow(scope()).run({
        input: { cart_id: cart.id, item_id: line.id, update: { quantity: 2 } },
      })
      await until(async () => (await holdCounts(db)).RELEASED === 1, "the change of the cart to be settled")
      expect(await holdsOf(cart)).toMatchObject([
        { id: hold.id, status: "RELEASED", quantity: 1 },
        { status: "ACTIVE", quantity: 2, replaces_id: hold.id, line_item_id: line.id, unit_price: 300 },
      ])
      const { allocations } = await buy(cart)
      expect(allocations).toMatchObject([{ quantity: 2 }])
      expect(await availableOn(db, resource, days(1, 3))).toEqual([1, 1, 1])
    })

    it("takes its dates with it where it is deleted, and the cart completes without it", async () => {
      const sold = await bookable()
      const { cart, line, hold } = await bookedCart(sold, { dates: days(1, 3) })
      const kept = await bookedCart(sold, { dates: days(5, 6) }, cart)
      await removeLine(line.id)
      const { allocations } = await buy(cart)
      expect(allocations).toMatchObject([{ dates: days(5, 6), hold_id: kept.hold.id }])
      expect(await holdOf(hold.id)).toMatchObject({ status: "RELEASED" })
    })

    it("is refused where its hold was given back, until the line is added anew", async () => {
      const sold = await bookable()
      const { cart, line, hold } = await bookedCart(sold, { dates: days(1, 3) })
      await pay(cart)
      expectOk(await api.store.delete(`/store/resource-booking/holds/${hold.id}`))
      await expectRefusedCompletion(cart, "booking_line_invalid", /given back/)
      expectOk(await api.store.delete(`/store/carts/${cart.id}/line-items/${line.id}`))
      expectOk(await addBooking(cart, { variant_id: sold.variant_id, dates: days(1, 3) }))
      const { allocations } = await buy(cart)
      expect(allocations).toMatchObject([{ dates: days(1, 3) }])
    })
  })

  describe("a hold given with a booking", () => {
    const held = async ({ resource }: Bookable, cart: Cart, claim: object) =>
      expectOk(
        await api.store.post<{ hold: { id: string; booking_id: string } }>("/store/resource-booking/holds", {
          resource_id: resource.id,
          cart_id: cart.id,
          ...claim,
        }),
      ).hold

    it("becomes the line's own, at the price of its days", async () => {
      const sold = await bookable()
      const cart = await api.cart()
      const hold = await held(sold, cart, { dates: days(1, 3) })
      const added = await addBooking(cart, { variant_id: sold.variant_id, hold_id: hold.id })
      expect(added).toMatchObject({
        status: 201,
        body: { booking_id: hold.booking_id, line_item: { quantity: 1, unit_price: 300 }, holds: [{ id: hold.id }] },
      })
      expect(await holdsOf(cart)).toMatchObject([
        { id: hold.id, line_item_id: added.body.line_item.id, unit_price: 300 },
      ])
      const again = await addBooking(cart, { variant_id: sold.variant_id, hold_id: hold.id })
      expect(again).toMatchObject({ status: 200, body: { line_item: { id: added.body.line_item.id } } })
      expect(await linesOf(cart)).toHaveLength(1)
    })

    it("is not another cart's", async () => {
      const sold = await bookable()
      const hold = await held(sold, await api.cart(), { dates: days(1, 3) })
      const mine = await api.cart()
      expect(await addBooking(mine, { variant_id: sold.variant_id, hold_id: hold.id })).toMatchObject({
        status: 404,
        error: { code: "hold_not_found" },
      })
      expect(await linesOf(mine)).toEqual([])
    })

    it("is not staff's", async () => {
      const sold = await bookable()
      const made = await api.admin.post<{ hold: { id: string } }>("/admin/resource-booking/holds", {
        resource_id: sold.resource.id,
        dates: days(1, 3),
        ttl_minutes: 600,
      })
      const reply = await addBooking(await api.cart(), { variant_id: sold.variant_id, hold_id: expectOk(made).hold.id })
      expect(reply).toMatchObject({ status: 404, error: { code: "hold_not_found" } })
    })

    it.each([
      ["other dates", { dates: days(2, 4) }],
      ["more dates", { dates: days(1, 4) }],
      ["fewer dates", { dates: days(1, 2) }],
      ["more units", { dates: days(1, 3), quantity: 2 }],
    ])("does not serve for %s than it holds", async (_, asked) => {
      const sold = await bookable({ capacity: 5 })
      const cart = await api.cart()
      const hold = await held(sold, cart, { dates: days(1, 3) })
      expect(await addBooking(cart, { variant_id: sold.variant_id, hold_id: hold.id, ...asked })).toMatchObject({
        status: 409,
        error: { code: "booking_line_invalid", details: { hold_id: hold.id, rule: "hold" } },
      })
      expect(await linesOf(cart)).toEqual([])
      expect(await holdOf(hold.id)).toMatchObject({ status: "ACTIVE", line_item_id: null })
    })

    it("does not serve for another resource", async () => {
      const [mine, other] = [await bookable(), await bookable()]
      const cart = await api.cart()
      const hold = await held(mine, cart, { dates: days(1, 3) })
      expect(await addBooking(cart, { variant_id: other.variant_id, hold_id: hold.id })).toMatchObject({
        status: 409,
        error: { code: "booking_line_invalid", details: { rule: "hold" } },
      })
    })

    it("is not bought a second time by a cheaper variant of the same resource", async () => {
      const booked = await bookedCart(await bookable({ capacity: 2 }), { dates: days(1, 3) })
      const { variant_id } = await createVariant(api, { price: 1 })
      await linkVariant(api, booked.resource.id, variant_id)
      expect(await addBooking(booked.cart, { variant_id, hold_id: booked.hold.id })).toMatchObject({
        status: 409,
        error: { code: "booking_line_invalid", details: { rule: "attached" } },
      })
      expect(await linesOf(booked.cart)).toHaveLength(1)
    })

    it("does not serve once it has lapsed or was given back", async () => {
      const sold = await bookable()
      const cart = await api.cart()
      const lapsed = await held(sold, cart, { dates: days(1, 3) })
      await ageHold(db, lapsed.id)
      const given = await held(sold, cart, { dates: days(5, 6) })
      expectOk(await api.store.delete(`/store/resource-booking/holds/${given.id}`))
      for (const [hold, code] of [
        [lapsed, "hold_expired"],
        [given, "hold_not_active"],
      ] as const) {
        expect(await addBooking(cart, { variant_id: sold.variant_id, hold_id: hold.id })).toMatchObject({
          status: 409,
          error: { code },
        })
      }
      expect(await linesOf(cart)).toEqual([])
    })

    it.each([0.1, 0, -1, 1.5, "1"])("or none: the quantity %p is refused by our own route", async (quantity) => {
      const { variant_id } = await bookable()
      const cart = await api.cart()
      expect(await addBooking(cart, { variant_id, dates: [day(1)], quantity: quantity as number })).toMatchObject({
        status: 400,
        error: { code: "invalid_data" },
      })
      expect(await linesOf(cart)).toEqual([])
      expect(await holdsOf(cart)).toEqual([])
    })
  })

  describe("before the card form and again at the completion", () => {
    const LAST = 1
    /** A cart whose holds have lapsed after its card form was shown. */
    const lapsedCart = async (sold: Bookable, dates: string[]) => {
      const booked = await bookedCart(sold, { dates })
      await pay(booked.cart)
      await ageHold(db, booked.hold.id)
      return booked
    }

    it("what lapsed and is free is held again, for the same line at the same price", async () => {
      const { cart, line, hold, resource } = await lapsedCart(await bookable(), days(1, 3))
      expect(await tryToPay(cart)).toMatchObject({ status: 200 })
      const [old, retaken] = await holdsOf(cart)
      expect(old).toMatchObject({ id: hold.id, status: "EXPIRED", claimed_at: null })
      expect(retaken).toMatchObject({
        status: "ACTIVE",
        source: "RETAKE",
        replaces_id: hold.id,
        line_item_id: line.id,
        unit_price: 300,
        claimed_at: null,
      })
      expect(await availableOn(db, resource, days(1, 3))).toEqual([0, 0, 0])
      const { allocations } = await buy(cart)
      expect(allocations).toMatchObject([{ hold_id: retaken!.id, dates: days(1, 3) }])
    })

    it("what lapsed after the card form and is free is held again by the completion", async () => {
      const { cart, hold } = await lapsedCart(await bookable(), days(1, 3))
      const done = expectOk(await complete(cart))
      expect(done.type).toBe("order")
      const holds = await holdsOf(cart)
      expect(holds).toMatchObject([
        { id: hold.id, status: "EXPIRED" },
        { source: "RETAKE", replaces_id: hold.id },
      ])
      expect(await allocationsOf((done as { order: { id: string } }).order, 1)).toMatchObject([
        { hold_id: holds[1]!.id },
      ])
    })

    it("what is gone is refused by the name of the line, with the dates", async () => {
      const sold = await bookable({ capacity: LAST })
      const { cart, line, hold, resource } = await lapsedCart(sold, days(1, 3))
      const faster = await bookedCart(sold, { dates: [day(2)] })
      expect(await tryToPay(cart)).toMatchObject({
        status: 409,
        error: {
          code: "insufficient_capacity",
          message: saying(`^${line.product_title}: `),
          details: {
            line_item_id: line.id,
            title: line.product_title,
            unavailable_dates: [{ resource_id: resource.id, date: day(2), requested: 1, available: 0 }],
          },
        },
      })
      await paidElsewhere(cart)
      expect(await api.store.post(`/Store/Carts/${cart.id}/COMPLETE/`)).toMatchObject({ status: 409 })
      await paidElsewhere(cart)
      await expectRefusedCompletion(cart, "insufficient_capacity", `^${line.product_title}: `)
      expect(await holdsOf(cart)).toMatchObject([{ id: hold.id, status: "EXPIRED" }])
      expectOk(await api.store.delete(`/store/carts/${faster.cart.id}/line-items/${faster.line.id}`))
      await released(faster.hold.id)
      const { allocations } = await buy(cart)
      expect(allocations).toMatchObject([{ dates: days(1, 3) }])
    })

    it("what was closed meanwhile is refused, and what is still held is not", async () => {
      const sold = await bookable({ capacity: 2 })
      const { cart, line } = await lapsedCart(sold, days(1, 3))
      const steady = await bookedCart(sold, { dates: days(1, 3) })
      await build.blackout({ resource_id: sold.resource.id, start_date: day(2), on_conflict: "keep" })
      expect(await tryToPay(cart)).toMatchObject({
        status: 409,
        error: { code: "date_blacked_out", details: { line_item_id: line.id, dates: [day(2)] } },
      })
      await paidElsewhere(cart)
      await expectRefusedCompletion(cart, "date_blacked_out", /Closed on/)
      await buy(steady.cart)
    })

    it("the clock goes on before the card form, and its deadline moves past the payment", async () => {
      const { cart, hold } = await bookedCart(await bookable(), { dates: [day(1)] })
      await ageHold(db, hold.id, -60)
      await pay(cart)
      const { status, claimed_at, expires_at } = await holdOf(hold.id)
      expect({ status, claimed_at }).toEqual({ status: "ACTIVE", claimed_at: null })
      const left = (expires_at.getTime() - Date.now()) / 60_000
      expect(left).toBeGreaterThan(14)
      expect(left).toBeLessThanOrEqual(15.1)
    })

    it("a deadline that lies behind the payment is not brought forward", async () => {
      const { cart, hold } = await bookedCart(await bookable(), { dates: [day(1)] })
      const before = await holdOf(hold.id)
      await pay(cart)
      expect((await holdOf(hold.id)).expires_at).toEqual(before.expires_at)
    })

    it("nobody keeps dates for ever by opening the card form again and again", async () => {
      const { cart, hold } = await bookedCart(await bookable(), { dates: [day(1)] })
      const aged = (minutes: number) =>
        db.one(
          `update resource_hold
           set created_at = now() - $2 * interval '1 minute', expires_at = now() + interval '1 minute'
           where id = $1 returning id`,
          [hold.id, minutes],
        )
      const { max_hold_minutes, payment_grace_minutes } = service.options
      await aged(max_hold_minutes + payment_grace_minutes - 5)
      await pay(cart)
      const left = ((await holdOf(hold.id)).expires_at.getTime() - Date.now()) / 60_000
      expect(left).toBeGreaterThan(4)
      expect(left).toBeLessThanOrEqual(5.1)
      await aged(max_hold_minutes + payment_grace_minutes)
      const { expires_at } = await holdOf(hold.id)
      await pay(cart)
      expect((await holdOf(hold.id)).expires_at).toEqual(expires_at)
    })

    it("two bookings of the same dates in one cart are counted together", async () => {
      const sold = await bookable({ capacity: 2 })
      const first = await bookedCart(sold, { dates: days(1, 3) })
      const second = await bookedCart(sold, { dates: days(2, 4) }, first.cart)
      expect(await addBooking(first.cart, { variant_id: sold.variant_id, dates: [day(3)] })).toMatchObject({
        status: 409,
        error: { code: "insufficient_capacity" },
      })
      await pay(first.cart)
      for (const { hold } of [first, second]) await ageHold(db, hold.id)
      const faster = await bookedCart(sold, { dates: [day(2)] })
      await expectRefusedCompletion(first.cart, "insufficient_capacity", /2 asked for and 1 left/)
      expectOk(await api.store.delete(`/store/carts/${faster.cart.id}/line-items/${faster.line.id}`))
      await released(faster.hold.id)
      const { allocations } = await buy(first.cart, 2)
      expect(allocations).toMatchObject([{ dates: days(1, 3) }, { dates: days(2, 4) }])
      expect(await availableOn(db, sold.resource, days(1, 4))).toEqual([1, 0, 0, 1])
    })

    it("one line whose dates are gone refuses the whole cart, and the others stay held", async () => {
      const [gone, there] = [await bookable(), await bookable()]
      const lost = await lapsedCart(gone, [day(1)])
      const kept = await bookedCart(there, { dates: [day(1)] }, lost.cart)
      await pay(lost.cart).catch(() => undefined)
      await ageHold(
        db,
        (await holdsOf(lost.cart)).find(({ id, status }) => id !== kept.hold.id && status === "ACTIVE")!.id,
      )
      await bookedCart(gone, { dates: [day(1)] })
      await paidElsewhere(lost.cart)
      await expectRefusedCompletion(lost.cart, "insufficient_capacity", `^${lost.line.product_title}: `)
      expect(await holdOf(kept.hold.id)).toMatchObject({ status: "ACTIVE", claimed_at: null })
      expectOk(await api.store.delete(`/store/carts/${lost.cart.id}/line-items/${lost.line.id}`))
      const { allocations } = await buy(lost.cart)
      expect(allocations).toMatchObject([{ hold_id: kept.hold.id }])
    })

    it("a payment of something else than an open cart is core's alone", async () => {
      const { cart, hold } = await bookedCart(await bookable(), { dates: [day(1)] })
      const { order } = await buy(cart)
      const before = await holdOf(hold.id)
      expect((await tryToPay(cart)).error.code).toBeUndefined()
      const made = await api.admin.post<{ payment_collection: { id: string } }>("/admin/payment-collections", {
        order_id: order.id,
        amount: 10,
      })
      const { id } = expectOk(made).payment_collection
      expectOk(
        await api.store.post(`/store/payment-collections/${id}/payment-sessions`, { provider_id: "pp_system_default" }),
      )
      expect(await holdOf(hold.id)).toEqual(before)
    })
  })

  describe("the completion", () => {
    it("answers twice with one order and one allocation", async () => {
      const { cart } = await bookedCart(await bookable(), { dates: [day(1)] })
      await pay(cart)
      const [first, second] = await Promise.all([complete(cart), complete(cart)])
      const third = await complete(cart)
      const ids = [first, second, third].map((reply) => (expectOk(reply) as { order: { id: string } }).order.id)
      expect(new Set(ids).size).toBe(1)
      expect(await ordersOf(cart)).toHaveLength(1)
      await allocationsOf({ id: ids[0]! }, 1)
    })

    it("leaves a server without our middleware with 400 and the same code and words", async () => {
      const { cart, line } = await bookedCart(await bookable(), { dates: [day(1)] })
      await pay(cart)
      await carts().updateLineItems(line.id, { unit_price: 1 })
      const ours = await complete(cart)
      expect(ours.status).toBe(409)
      // Core's own route and error handler, and nothing else.
      const app = express()
      app.use((req, _res, next) => {
        Object.assign(req, { scope: container, queryConfig: { fields: ["id"] } })
        next()
      })
      app.post("/store/carts/:id/complete", (req, res, next) => {
        coreCompletes(req as never, res as never).catch(next)
      })
      app.use(errorHandler() as express.ErrorRequestHandler)
      const server = createServer(app).listen(0)
      try {
        const bare = new HttpClient(`http://localhost:${(server.address() as AddressInfo).port}`)
        await paidElsewhere(cart)
        const theirs = await bare.post(`/store/carts/${cart.id}/complete`)
        expect(theirs).toMatchObject({ status: 400, body: ours.body })
      } finally {
        server.close()
      }
      expect(await ordersOf(cart)).toEqual([])
    })

    it("keeps core's own answers as they are", async () => {
      const { cart } = await bookedCart(await bookable(), { dates: [day(1)] })
      const unpaid = await complete(cart)
      expect(unpaid).toMatchObject({ status: 400, error: { type: "invalid_data" } })
      expect(unpaid.error.code).toBeUndefined()
      expect(await complete({ id: "cart_of_nobody" })).toMatchObject({ status: 404, error: { type: "not_found" } })
      await buy(cart)
    })

    it("says when to come again where too much is under way", async () => {
      const { cart } = await bookedCart(await bookable(), { dates: [day(1)] })
      await pay(cart)
      await db.query(
        `create function busy() returns trigger language plpgsql as $$
         begin raise exception 'not now' using errcode = 'lock_not_available'; end $$`,
      )
      await db.query(
        `create trigger busy before update on resource_hold for each row
         when (new.claimed_at is not null and old.claimed_at is null) execute function busy()`,
      )
      try {
        const reply = await complete(cart)
        expect(reply).toMatchObject({ status: 503, error: { code: "lock_timeout" }, headers: { "retry-after": "1" } })
      } finally {
        await db.query("drop function busy() cascade")
      }
      await buy(cart)
    })

    it("of goods that are sold out gives the dates their clock back", async () => {
      const goods = await shippable({ stock: 1 })
      const { cart, hold } = await bookedCart(await bookable(), { dates: [day(1)] })
      await goods.addTo(cart)
      await pay(cart)
      await goods.setStock(0)
      const { status, error } = await complete(cart)
      expect({ status, code: error.code }).not.toMatchObject({ status: 200 })
      expect(await ordersOf(cart)).toEqual([])
      expect(await holdOf(hold.id)).toMatchObject({ status: "ACTIVE", claimed_at: null })
      await goods.setStock(1)
      await buy(cart)
    })
  })

  /** Goods from a shelf, sent by post. */
  const shippable = async ({ stock }: { stock: number }) => {
    const post = async <T>(path: string, body: object) => expectOk(await api.admin.post<T>(`/admin/${path}`, body))
    const name = unique("Depot")
    const { stock_location } = await post<{ stock_location: { id: string } }>("stock-locations", { name })
    const location = `stock-locations/${stock_location.id}`
    await post(`${location}/sales-channels`, { add: [api.shop.sales_channel_id] })
    await post(`${location}/fulfillment-providers`, { add: ["manual_manual"] })
    const { shipping_profile } = await post<{ shipping_profile: { id: string } }>("shipping-profiles", {
      name,
      type: name,
    })
    const located = await post<{ stock_location: { fulfillment_sets: { id: string }[] } }>(
      `${location}/fulfillment-sets?fields=*fulfillment_sets`,
      { name, type: "shipping" },
    )
    const set = located.stock_location.fulfillment_sets[0]!
    const zoned = await post<{ fulfillment_set: { service_zones: { id: string }[] } }>(
      `fulfillment-sets/${set.id}/service-zones`,
      { name, geo_zones: [{ type: "country", country_code: "au" }] },
    )
    const { shipping_option } = await post<{ shipping_option: { id: string } }>("shipping-options", {
      name,
      service_zone_id: zoned.fulfillment_set.service_zones[0]!.id,
      shipping_profile_id: shipping_profile.id,
      provider_id: "manual_manual",
      price_type: "flat",
      type: { label: "Post", description: "By post", code: name },
      prices: [{ currency_code: "aud", amount: 10 }],
    })
    const { product } = await post<{
      product: { variants: { id: string; inventory_items: { inventory_item_id: string }[] }[] }
    }>("products?fields=variants.id,variants.inventory_items.inventory_item_id", {
      title: name,
      status: "published",
      shipping_profile_id: shipping_profile.id,
      sales_channels: [{ id: api.shop.sales_channel_id }],
      options: [{ title: "Kind", values: ["Usual"] }],
      variants: [
        {
          title: "Usual",
          options: { Kind: "Usual" },
          manage_inventory: true,
          prices: [{ currency_code: "aud", amount: 50 }],
        },
      ],
    })
    const { id: variant_id, inventory_items } = product.variants[0]!
    const levels = `inventory-items/${inventory_items[0]!.inventory_item_id}/location-levels`
    await post(levels, { location_id: stock_location.id, stocked_quantity: stock })
    const addTo = async (cart: { id: string }) => {
      const on = async (path: string, body: object) =>
        expectOk(await api.store.post(`/store/carts/${cart.id}${path}`, body))
      await on("/line-items", { variant_id, quantity: 1 })
      await on("", { shipping_address: { country_code: "au", address_1: "1 Queen St", city: "Brisbane" } })
      await on("/shipping-methods", { option_id: shipping_option.id })
    }
    return {
      variant_id,
      addTo,
      setStock: (stocked_quantity: number) => post(`${levels}/${stock_location.id}`, { stocked_quantity }),
    }
  }

  describe("what a cart may hold", () => {
    it("dates and goods that are sent by post become one order", async () => {
      const goods = await shippable({ stock: 3 })
      const { cart } = await bookedCart(await bookable(), { dates: days(1, 2) })
      await goods.addTo(cart)
      const { order, allocations } = await buy(cart)
      expect(order.items.map(({ variant_id }) => variant_id)).toContain(goods.variant_id)
      expect(order).toMatchObject({ total: 200 + 50 + 10 })
      expect(allocations).toMatchObject([{ dates: days(1, 2) }])
      const reserved = await db.query<{ quantity: number }>(
        "select quantity from reservation_item where line_item_id = any ($1)",
        [order.items.map(({ id }) => id)],
      )
      expect(reserved).toEqual([{ quantity: 1 }])
    })

    it("dates that cost nothing need no payment", async () => {
      const { cart, line } = await bookedCart(await bookable({ variant: { price: 0 } }), { dates: days(1, 2) })
      expect(line.unit_price).toBe(0)
      const done = expectOk(await complete(cart))
      expect(done.type).toBe("order")
      await allocationsOf((done as { order: { id: string } }).order, 1)
    })

    it("promotions and taxes count for dates as for anything else", async () => {
      const tax = expectOk(
        await api.admin.post<{ tax_region: { id: string } }>("/admin/tax-regions", {
          country_code: "au",
          provider_id: "tp_system",
          default_tax_rate: { name: "GST", code: unique("gst"), rate: 10 },
        }),
      ).tax_region
      try {
        const code = unique("TENTH")
        expectOk(
          await api.admin.post("/admin/promotions", {
            code,
            type: "standard",
            status: "active",
            application_method: {
              type: "percentage",
              target_type: "items",
              allocation: "across",
              value: 10,
              currency_code: "aud",
            },
          }),
        )
        const cart = await api.cart({ email: "guest@example.com", shipping_address: { country_code: "au" } })
        await bookedCart(await bookable(), { dates: days(1, 3), quantity: 1 }, cart)
        const { cart: discounted } = expectOk(
          await api.store.post<{ cart: object }>(`/store/carts/${cart.id}/promotions`, { promo_codes: [code] }),
        )
        expect(discounted).toMatchObject({ item_subtotal: 300, discount_subtotal: 30, tax_total: 27, total: 297 })
        const { order } = await buy(cart)
        expect(order).toMatchObject({ total: 297, tax_total: 27 })
      } finally {
        expectOk(await api.admin.delete(`/admin/tax-regions/${tax.id}`))
      }
    })

    it.each([
      {
        what: "the days",
        sold: {},
        asked: { start_date: day(1), end_date: day(3), quantity: 1 },
        unit_price: 300,
        dates: days(1, 3),
        units: 1,
      },
      {
        what: "the days, for each of two",
        sold: { capacity: 2 },
        asked: { dates: days(1, 3), quantity: 2 },
        unit_price: 300,
        dates: days(1, 3),
        units: 2,
      },
      {
        what: "the nights",
        sold: { booking_unit: "NIGHT" as const },
        asked: { start_date: day(1), end_date: day(4) },
        unit_price: 300,
        dates: days(1, 3),
        units: 1,
      },
      {
        what: "the booking, however long",
        sold: { max_days: 5, terms: { pricing: "PER_BOOKING" as const } },
        asked: { start_date: day(1), end_date: day(4) },
        unit_price: 100,
        dates: days(1, 4),
        units: 1,
      },
      {
        what: "the booking of a fixed length, by its start",
        sold: { terms: { pricing: "PER_BOOKING" as const, duration_days: 3 } },
        asked: { start_date: day(2) },
        unit_price: 100,
        dates: days(2, 4),
        units: 1,
      },
      {
        what: "the nights of a fixed length, by its start",
        sold: { booking_unit: "NIGHT" as const, terms: { pricing: "PER_DAY" as const, duration_days: 2 } },
        asked: { start_date: day(2) },
        unit_price: 200,
        dates: days(2, 3),
        units: 1,
      },
      {
        what: "the days, four seats for each of two",
        sold: { capacity: 8, terms: { units: 4 } },
        asked: { dates: [day(1)], quantity: 2 },
        unit_price: 100,
        dates: [day(1)],
        units: 8,
      },
      {
        what: "the days, one guide for both of two",
        sold: { terms: { per: "BOOKING" as const } },
        asked: { dates: [day(1)], quantity: 2 },
        unit_price: 100,
        dates: [day(1)],
        units: 1,
      },
    ])("costs by $what", async ({ sold, asked, unit_price, dates, units }) => {
      const { cart, line, hold } = await bookedCart(await bookable(sold), asked)
      expect(line).toMatchObject({ unit_price, quantity: asked.quantity ?? 1, requires_shipping: false })
      expect(line.metadata.booking).toMatchObject({ days: dates.length })
      expect(hold).toMatchObject({ dates, quantity: units })
      const { order, allocations } = await buy(cart)
      expect(order).toMatchObject({ total: unit_price * (asked.quantity ?? 1) })
      expect(allocations).toMatchObject([{ dates, quantity: units }])
    })

    it("a variant may sell several resources, each by its own count, at one price", async () => {
      const sold = await bookable({ capacity: 8, terms: { units: 4 } })
      const guide = await build.resource({ type: "GUIDE" })
      await linkVariant(api, guide.id, sold.variant_id, { per: "BOOKING" })
      const { cart, line, holds } = await bookedCart(sold, { dates: days(1, 2), quantity: 2 })
      expect(line).toMatchObject({ unit_price: 200, quantity: 2 })
      expect(new Map(holds.map(({ resource_id, quantity }) => [resource_id, quantity]))).toEqual(
        new Map([
          [sold.resource.id, 8],
          [guide.id, 1],
        ]),
      )
      const { allocations } = await buy(cart, 2)
      expect(new Set(allocations.map(({ line_item_id }) => line_item_id)).size).toBe(1)
      expect(await availableOn(db, guide, days(1, 3))).toEqual([0, 0, 1])
    })

    it("one of several resources that is gone leaves neither hold nor line", async () => {
      const sold = await bookable()
      const guide = await build.resource({ type: "GUIDE" })
      await linkVariant(api, guide.id, sold.variant_id)
      await build.booking({ resource: guide, dates: [day(2)] })
      const cart = await api.cart()
      expect(await addBooking(cart, { variant_id: sold.variant_id, dates: days(1, 3) })).toMatchObject({
        status: 409,
        error: { code: "insufficient_capacity" },
      })
      expect(await linesOf(cart)).toEqual([])
      expect(await holdCounts(db)).toEqual({ CONFIRMED: 1 })
    })

    it("a new region sells the same dates at its own price", async () => {
      const { resource, variant_id } = await bookable()
      await priceIn(variant_id, { aud: 100, nzd: 120 })
      const { cart, hold } = await bookedCart({ resource, variant_id }, { dates: days(1, 3) })
      expectOk(await api.store.post(`/store/carts/${cart.id}`, { region_id: await newZealand() }))
      // Its line is there before core has looked at the payment again; the hold knows of it when that is over.
      await until(
        async () => (await linesOf(cart))[0]?.id === (await holdOf(hold.id)).line_item_id,
        "the line to be in the cart again",
      )
      expect(await linesOf(cart)).toMatchObject([{ unit_price: 360 }])
      const { allocations } = await buy(cart)
      expect(allocations).toMatchObject([{ hold_id: hold.id, dates: days(1, 3) }])
    })

    it("a card form shown between the new region and its line leaves the dates to it", async () => {
      const { resource, variant_id } = await bookable()
      await priceIn(variant_id, { aud: 100, nzd: 120 })
      const { cart, line, hold } = await bookedCart({ resource, variant_id }, { dates: days(1, 3) })
      // As core's workflow leaves them, before anybody has heard of it.
      await carts().softDeleteLineItems([line.id])
      await carts().updateCarts(cart.id, { region_id: await newZealand(), currency_code: "nzd" })
      await tryToPay(cart)
      expect(await holdOf(hold.id)).toMatchObject({ status: "ACTIVE", claimed_at: null })
      expectOk(await api.store.post(`/store/carts/${cart.id}`, { email: "jo@example.com" }))
      await until(async () => (await linesOf(cart)).length === 1, "the line to be in the cart again")
      expect(await linesOf(cart)).toMatchObject([{ unit_price: 360 }])
    })

    it("a line that cannot be offered again at this moment keeps its dates until it can", async () => {
      const { resource, variant_id } = await bookable()
      await priceIn(variant_id, { aud: 100, nzd: 120 })
      const { cart, line, hold } = await bookedCart({ resource, variant_id }, { dates: days(1, 3) })
      await carts().softDeleteLineItems([line.id])
      await carts().updateCarts(cart.id, { region_id: await newZealand(), currency_code: "nzd" })
      await db.query(
        `create function busy() returns trigger language plpgsql as $$
         begin raise exception 'not now' using errcode = 'lock_not_available'; end $$`,
      )
      await db.query(
        `create trigger busy before update on resource_hold for each row
         when (new.line_item_id is distinct from old.line_item_id) execute function busy()`,
      )
      try {
        const read = (await readCheckoutCart(scope(), cart.id))!
        await expect(settleCart(scope(), read, { rebook: true })).rejects.toMatchObject({ code: "lock_timeout" })
      } finally {
        await db.query("drop function busy() cascade")
      }
      expect(await holdOf(hold.id)).toMatchObject({ status: "ACTIVE", line_item_id: line.id })
      expectOk(await api.store.post(`/store/carts/${cart.id}`, { email: "jo@example.com" }))
      await until(async () => (await linesOf(cart)).length === 1, "the line to be in the cart again")
    })

    it("of another quantity it has holds of their own, and whoever follows holds hears of both", async () => {
      const { cart, line, hold } = await bookedCart(await bookable({ capacity: 3 }), { dates: [day(1)] })
      await carts().updateLineItems(line.id, { quantity: 2 })
      const read = (await readCheckoutCart(scope(), cart.id))!
      let standing: HoldDTO[] = []
      const heard = await heardDuring(container, 2, async () => {
        standing = await settleCart(scope(), read)
      })
      expect(standing).toMatchObject([{ quantity: 2, line_item_id: line.id }])
      expect(heard).toMatchObject([
        { name: "resource-hold.released", data: { id: hold.id, status: "RELEASED" } },
        { name: "resource-hold.created", data: { id: standing[0]!.id, status: "ACTIVE" } },
      ])
    })

    it("shows a rule what its lines hold, not what was removed from it", async () => {
      const { resource, variant_id } = await bookable({ capacity: 4 })
      const { cart, line } = await bookedCart({ resource, variant_id }, { dates: [day(1)], quantity: 3 })
      expectOk(await api.store.delete(`/store/carts/${cart.id}/line-items/${line.id}`))
      const again = expectOk(await addBooking(cart, { variant_id, dates: [day(1)] }))
      await ageHold(db, again.holds[0]!.id)
      expectOk(await api.admin.post("/admin/resource-booking/jobs/cleanup-expired-holds", {}))
      const read = (await readCheckoutCart(scope(), cart.id))!
      expect(await settleCart(scope(), read)).toMatchObject([{ quantity: 1, line_item_id: again.line_item.id }])
    })

    it("a new region without a price gives the dates back", async () => {
      const { cart, hold, resource } = await bookedCart(await bookable(), { dates: days(1, 3) })
      expectOk(await api.store.post(`/store/carts/${cart.id}`, { region_id: await newZealand() }))
      await released(hold.id)
      expect(await linesOf(cart)).toEqual([])
      expect(await availableOn(db, resource, days(1, 3))).toEqual([1, 1, 1])
    })

    it("is bought by the customer who signs in with it", async () => {
      const { cart } = await bookedCart(await bookable(), { dates: [day(1)] }, await api.cart())
      const jo = await api.customer()
      expectOk(await jo.store.post(`/store/carts/${cart.id}/customer`))
      expect(await addBooking(cart, { variant_id: "variant_x", dates: [day(1)] })).toMatchObject({
        status: 404,
        error: { code: "cart_not_found" },
      })
      const { allocations } = await buy(cart)
      expect(allocations).toMatchObject([{ customer_id: jo.id }])
    })

    it("another customer's cart is no cart", async () => {
      const [jo, mallory] = [await api.customer(), await api.customer()]
      const sold = await bookable()
      const cart = await api.cart({}, jo.store)
      for (const store of [mallory.store, api.store]) {
        expect(await addBooking(cart, { variant_id: sold.variant_id, dates: [day(1)] }, store)).toMatchObject({
          status: 404,
          error: { code: "cart_not_found" },
        })
      }
      expectOk(await addBooking(cart, { variant_id: sold.variant_id, dates: [day(1)] }, jo.store))
      expect(await linesOf(cart)).toHaveLength(1)
    })
  })

  const priceIn = async (variantId: string, prices: Record<string, number>) => {
    const { product_id } = await db.one<{ product_id: string }>(
      "select product_id from product_variant where id = $1",
      [variantId],
    )
    expectOk(
      await api.admin.post(`/admin/products/${product_id}/variants/${variantId}`, {
        prices: Object.entries(prices).map(([currency_code, amount]) => ({ currency_code, amount })),
      }),
    )
  }
  let nz: string | undefined
  const newZealand = async () => {
    nz ??= expectOk(
      await api.admin.post<{ region: { id: string } }>("/admin/regions", {
        name: "New Zealand",
        currency_code: "nzd",
        countries: ["nz"],
        payment_providers: ["pp_system_default"],
      }),
    ).region.id
    return nz
  }

  describe("asking again with the same token", () => {
    const asking = async (sold: Bookable, dates = days(1, 3)) => {
      const cart = await api.cart({ email: "guest@example.com" })
      const body = { variant_id: sold.variant_id, dates, idempotency_token: randomUUID() }
      return { cart, ask: () => addBooking(cart, body) }
    }

    it("adds nothing where the first is done", async () => {
      const { cart, ask } = await asking(await bookable())
      const first = await ask()
      const second = await ask()
      expect([first.status, second.status]).toEqual([201, 200])
      expect(second.body).toMatchObject({
        idempotent_replay: true,
        booking_id: first.body.booking_id,
        line_item: { id: first.body.line_item.id },
        holds: [{ id: first.body.holds[0]!.id }],
      })
      expect(await linesOf(cart)).toHaveLength(1)
      await buy(cart)
    })

    it("adds nothing where the line was removed since", async () => {
      const { cart, ask } = await asking(await bookable())
      const { line_item, holds } = expectOk(await ask())
      expectOk(await api.store.delete(`/store/carts/${cart.id}/line-items/${line_item.id}`))
      await released(holds[0]!.id)
      expect(await ask()).toMatchObject({
        status: 200,
        body: { line_item: null, idempotent_replay: true, holds: [{ status: "RELEASED" }] },
      })
      expect(await linesOf(cart)).toEqual([])
    })

    it("finishes what a crash left between the line and its hold", async () => {
      const { cart, ask } = await asking(await bookable())
      const { line_item, holds } = expectOk(await ask())
      await db.one(
        `update resource_hold
         set line_item_id = null, variant_id = null, region_id = null, unit_price = null, raw_unit_price = null,
             currency_code = null, per = null, units = null
         where id = $1 returning id`,
        [holds[0]!.id],
      )
      expect(await ask()).toMatchObject({ status: 201, body: { line_item: { id: line_item.id } } })
      expect(await linesOf(cart)).toHaveLength(1)
      const { allocations } = await buy(cart)
      expect(allocations).toMatchObject([{ hold_id: holds[0]!.id }])
    })

    it("finishes what a crash left between the hold and the line", async () => {
      const { cart, ask } = await asking(await bookable())
      const { line_item, holds } = expectOk(await ask())
      await db.one(
        `update resource_hold
         set line_item_id = null, variant_id = null, region_id = null, unit_price = null, raw_unit_price = null,
             currency_code = null, per = null, units = null
         where id = $1 returning id`,
        [holds[0]!.id],
      )
      await db.query("delete from cart_line_item where id = $1", [line_item.id])
      const again = await ask()
      expect(again).toMatchObject({ status: 201, body: { booking_id: holds[0]!.booking_id } })
      expect(await linesOf(cart)).toMatchObject([{ id: again.body.line_item.id }])
      await buy(cart)
    })

    it("at the same moment adds one line", async () => {
      const { cart, ask } = await asking(await bookable({ capacity: 5 }))
      const replies = await Promise.all([ask(), ask(), ask()])
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 201])
      expect(new Set(replies.map(({ body }) => body.booking_id)).size).toBe(1)
      expect(await linesOf(cart)).toHaveLength(1)
      expect(await holdsOf(cart)).toHaveLength(1)
    })

    it("and a double click without one adds what is left, once", async () => {
      const { variant_id } = await bookable()
      const cart = await api.cart()
      const click = () => addBooking(cart, { variant_id, dates: days(1, 3) })
      const replies = await Promise.all([click(), click()])
      expect(replies.map(({ status }) => status).sort()).toEqual([201, 409])
      expect(await linesOf(cart)).toHaveLength(1)
    })

    it("for something else is refused, and reveals nothing", async () => {
      const sold = await bookable({ capacity: 5 })
      const cart = await api.cart()
      const idempotency_token = randomUUID()
      expectOk(await addBooking(cart, { variant_id: sold.variant_id, dates: [day(1)], idempotency_token }))
      const other = await addBooking(cart, { variant_id: sold.variant_id, dates: [day(2)], idempotency_token })
      expect(other).toMatchObject({ status: 422, error: { code: "idempotency_key_reused" } })
      expect(JSON.stringify(other.body)).not.toMatch(/hold_|bk_/)
      expect(await linesOf(cart)).toHaveLength(1)
    })

    it("works after a failure, which left no line, no hold and a free token", async () => {
      const { cart, ask } = await asking(await bookable())
      await db.query(
        `create function cut() returns trigger language plpgsql as $$
         begin raise exception 'cut' using errcode = 'lock_not_available'; end $$`,
      )
      await db.query(
        `create trigger cut before update on resource_hold for each row
         when (new.line_item_id is not null and old.line_item_id is null) execute function cut()`,
      )
      try {
        expect(await ask()).toMatchObject({ status: 503, error: { code: "lock_timeout" } })
      } finally {
        await db.query("drop function cut() cascade")
      }
      expect(await linesOf(cart)).toEqual([])
      expect(await holdCounts(db)).toEqual({ RELEASED: 1 })
      const again = await ask()
      expect(again).toMatchObject({ status: 201, body: { holds: [{ status: "ACTIVE" }] } })
      expect(await linesOf(cart)).toHaveLength(1)
      await buy(cart)
    })
  })

  describe("before staff confirm", () => {
    const { draft, edit, exchange, claim, linesOf: orderLinesOf } = orderChanges({ api, container })
    const on = (first: number, last = first) => ({ start_date: day(first), end_date: day(last) })
    const convert = ({ id }: { id: string }) => api.admin.post(`/admin/draft-orders/${id}/convert-to-order`)
    const confirm = ({ id }: { id: string }) => api.admin.post(`/admin/order-edits/${id}/confirm`)
    const refused = (code: string, details: object = {}) => ({
      status: 409,
      error: {
        code,
        message: saying(/^Product_\w+: \w+/),
        details: having({ line_item_id: saying("ordli_"), title: saying("Product_"), ...details }),
      },
    })
    const isDraft = async ({ id }: { id: string }) =>
      (await db.one<{ is_draft_order: boolean }>(`select is_draft_order from "order" where id = $1`, [id]))
        .is_draft_order
    const ordered = async (sold: Bookable, booking: { dates: string[]; quantity?: number }) => {
      const { order } = await buy((await bookedCart(sold, booking)).cart)
      return { order, line: (await orderLinesOf(order))[0]! }
    }

    it("a draft becomes an order where its dates are free", async () => {
      const { resource, variant_id } = await bookable()
      const made = await draft({ variant_id, booking: on(1, 3) })
      expectOk(await convert(made))
      expect(await allocationsOf(made, 1)).toMatchObject([{ resource_id: resource.id, dates: days(1, 3) }])
    })

    it("a draft whose dates are gone stays one, until they are free", async () => {
      const { resource, variant_id } = await bookable()
      const faster = await build.booking({ resource, dates: [day(2)] })
      const made = await draft({ variant_id, booking: on(1, 3) })
      expect(await convert(made)).toMatchObject(
        refused("insufficient_capacity", {
          unavailable_dates: [{ resource_id: resource.id, date: day(2), requested: 1, available: 0 }],
        }),
      )
      expect(await isDraft(made)).toBe(true)
      expect(await allocationsOf(made, 0)).toEqual([])
      await service.cancelAllocations({ allocation_ids: [faster.id], cancelled_by: "user_test" })
      expectOk(await convert(made))
      await allocationsOf(made, 1)
    })

    it.each([
      ["none", undefined],
      ["an empty note", {}],
      ["a number", { start_date: 20270501 }],
      ["a day that does not exist", { start_date: "2027-02-30", end_date: "2027-03-01" }],
      ["a reversed range", on(3, 1)],
      ["words", { start_date: "tomorrow", end_date: "tomorrow" }],
      ["more than a year", on(1, 800)],
      ["days that are over", on(-3, -1)],
    ])("a draft whose line names for its dates %s stays one", async (_, booking) => {
      const { variant_id } = await bookable({ from: -5 })
      const made = await draft({ variant_id, booking })
      expect(await convert(made)).toMatchObject(refused("booking_line_invalid"))
      expect(await isDraft(made)).toBe(true)
    })

    it.each([
      [
        "date_blacked_out",
        {},
        (id: string) => build.blackout({ resource_id: id, start_date: day(2) }),
        { dates: [day(2)] },
      ],
      ["resource_inactive", {}, (id: string) => service.updateResource(id, { is_active: false }), {}],
      [
        "capacity_not_initialised",
        { days: 2 },
        () => Promise.resolve(),
        { dates: [{ date: day(2) }, { date: day(3) }] },
      ],
      ["duration_not_allowed", { min_days: 4 }, () => Promise.resolve(), { min_days: 4, days: 3 }],
      ["duration_not_allowed", { max_days: 2 }, () => Promise.resolve(), { max_days: 2, days: 3 }],
    ])(
      "a draft is refused with %s as a buyer would be",
      async (code, built, meanwhile: (id: string) => Promise<unknown>, details) => {
        const { resource, variant_id } = await bookable(built)
        await meanwhile(resource.id)
        const made = await draft({ variant_id, booking: on(1, 3) })
        expect(await convert(made)).toMatchObject({ status: 409, error: { code, details } })
        expect(await isDraft(made)).toBe(true)
      },
    )

    it("nights are counted without the departure", async () => {
      const { resource, variant_id } = await bookable({ booking_unit: "NIGHT" })
      await build.booking({ resource, dates: [day(3)] })
      expect(await convert(await draft({ variant_id, booking: on(1, 4) }))).toMatchObject(
        refused("insufficient_capacity"),
      )
      expect(await convert(await draft({ variant_id, booking: on(1) }))).toMatchObject(refused("booking_line_invalid"))
      const made = await draft({ variant_id, booking: on(1, 3) })
      expectOk(await convert(made))
      expect(await allocationsOf(made, 1)).toMatchObject([{ dates: days(1, 2) }])
    })

    it("lines of one draft are counted together, and each resource by its own count", async () => {
      const { resource, variant_id } = await bookable({ capacity: 7, terms: { units: 4 } })
      const lines = [
        { variant_id, booking: on(1, 2) },
        { variant_id, booking: on(2, 3) },
      ]
      expect(await convert(await draft(...lines))).toMatchObject(
        refused("insufficient_capacity", {
          unavailable_dates: [{ resource_id: resource.id, date: day(2), requested: 8, available: 7 }],
        }),
      )
      expectOk(await convert(await draft(lines[0]!)))
    })

    it("what staff have booked for a line of a draft is its own, on a day that is over too", async () => {
      const { resource, variant_id } = await bookable({ from: -5 })
      const made = await draft({ variant_id, booking: on(-1, 1) })
      const [line] = await orderLinesOf(made)
      expect(await convert(made)).toMatchObject(refused("booking_line_invalid", { date: day(-1), today: day(0) }))
      expectOk(
        await api.admin.post("/admin/resource-booking/allocations", {
          resource_id: resource.id,
          dates: days(-1, 1),
          quantity: 1,
          allow_past: true,
          order_id: made.id,
          line_item_id: line!.id,
        }),
      )
      expectOk(await convert(made))
      expect(await isDraft(made)).toBe(false)
      expect(await allocationsOf(made, 1)).toMatchObject([{ dates: days(-1, 1) }])
    })

    it("drafts of ordinary goods are core's alone, and so is what is no draft", async () => {
      const { variant_id } = await createVariant(api)
      const made = await draft({ variant_id })
      expectOk(await convert(made))
      for (const { status, error } of [await convert(made), await convert({ id: "order_x" }), await confirm(made)]) {
        expect({ status, code: error.code }).toEqual({ status: expect.any(Number) as number, code: undefined })
        expect(status).toBeGreaterThanOrEqual(400)
      }
    })

    it("a line is raised where the units are free, and the order's own count as its own", async () => {
      const sold = await bookable({ capacity: 2 })
      const { order, line } = await ordered(sold, { dates: days(1, 3) })
      const other = await build.booking({ resource: sold.resource, dates: [day(2)] })
      await expect(edit(order, { set: [{ line, quantity: 2 }] })).rejects.toThrow(/409.*insufficient_capacity/)
      expect(await confirm(order)).toMatchObject(
        refused("insufficient_capacity", {
          line_item_id: line.id,
          unavailable_dates: [{ resource_id: sold.resource.id, date: day(2), requested: 1, available: 0 }],
        }),
      )
      expect(await allocationsOf(order, 1)).toMatchObject([{ quantity: 1 }])
      await service.cancelAllocations({ allocation_ids: [other.id], cancelled_by: "user_test" })
      expectOk(await confirm(order))
      await until(async () => (await allocationsOf(order, 1))[0]!.quantity === 2, "the line to be raised")
    })

    it("a line is added where its dates are free", async () => {
      const sold = await bookable()
      const { order } = await ordered(sold, { dates: [day(1)] })
      const { variant_id } = sold
      await expect(edit(order, { add: [{ variant_id, booking: on(1, 2) }] })).rejects.toThrow(
        /409.*insufficient_capacity/,
      )
      expectOk(await api.admin.delete(`/admin/order-edits/${order.id}`))
      await expect(edit(order, { add: [{ variant_id }] })).rejects.toThrow(/409.*booking_line_invalid/)
      expectOk(await api.admin.delete(`/admin/order-edits/${order.id}`))
      await edit(order, { add: [{ variant_id, booking: on(2, 3) }] })
      expect(await allocationsOf(order, 2)).toMatchObject([{ dates: [day(1)] }, { dates: days(2, 3) }])
    })

    it("what an edit gives back is there for what it adds", async () => {
      const sold = await bookable()
      const { order, line } = await ordered(sold, { dates: days(1, 3) })
      await edit(order, { set: [{ line, quantity: 0 }], add: [{ variant_id: sold.variant_id, booking: on(2, 4) }] })
      await until(async () => String((await allocationsOf(order, 1))[0]!.dates) === String(days(2, 4)), "other dates")
    })

    it("reducing never asks for anything, sold out and closed or not", async () => {
      const sold = await bookable({ capacity: 2 })
      const { order, line } = await ordered(sold, { dates: days(1, 3), quantity: 2 })
      await build.blackout({ resource_id: sold.resource.id, start_date: day(2) })
      await service.updateResource(sold.resource.id, { is_active: false })
      await edit(order, { set: [{ line, quantity: 1 }] })
      await until(async () => (await allocationsOf(order, 1))[0]!.quantity === 1, "the line to be reduced")
    })

    it("an exchange and a claim are refused where what they send out is gone", async () => {
      const sold = await bookable({ capacity: 1 })
      const first = await ordered(sold, { dates: [day(1)] })
      await build.booking({ resource: sold.resource, dates: [day(5)] })
      const outbound = (at: number) => ({ variant_id: sold.variant_id, booking: on(at), unit_price: 100 })
      await expect(exchange(first.order, first.line, 1, outbound(5))).rejects.toThrow(/409.*insufficient_capacity/)
      const second = await ordered(sold, { dates: [day(2)] })
      await expect(claim(second.order, second.line, 1, outbound(5))).rejects.toThrow(/409.*insufficient_capacity/)
      const third = await ordered(sold, { dates: [day(3)] })
      await exchange(third.order, third.line, 1, outbound(6))
      await until(async () => (await allocationsOf(third.order, 1))[0]!.dates[0] === day(6), "the exchange")
    })
  })
})
