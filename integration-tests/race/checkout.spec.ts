import { setTimeout as pause } from "node:timers/promises"
import { expectOk } from "../helpers/api"
import { day } from "../helpers/build"
import { addBooking, complete } from "../helpers/checkout"
import { until } from "../helpers/locks"
import { charged, inTurns, numbers, ordersOf, paidCart, soldVariant } from "../helpers/paid-cart"
import { bankCalls, startPayment } from "../helpers/payments"
import { raceSuite } from "../helpers/race-suite"

raceSuite(
  ({ api, build, db, servers }) => {
    const sold = (capacity: number) => soldVariant({ api, build }, capacity)

    const reconcile = async () => expectOk(await api.admin.post("/admin/resource-booking/jobs/reconcile-bookings", {}))

    it("60 carts that want the last unit: one has it, 59 hear so, and the one becomes an order", async () => {
      const { variant_id } = await sold(1)
      const carts = await inTurns(numbers(60), 10, (_, i) => servers.apis[i % 2]!.cart({ email: `g${i}@example.com` }))
      const { tally, replies } = await servers.fire(60, (of, i) =>
        addBooking(of, carts[i]!.id, { variant_id, start_date: day(3), end_date: day(3) }),
      )
      expect(tally).toEqual({ "201": 1, "409 insufficient_capacity": 59 })
      const winner = replies.find(({ status }) => status === 201)!.body.cart
      await startPayment(api, winner.id)
      expect(await complete(api, winner.id)).toMatchObject({ status: 200, body: { type: "order" } })
      const lines = await db.query("select id from cart_line_item where variant_id = $1 and deleted_at is null", [
        variant_id,
      ])
      expect(lines).toHaveLength(1)
    }, 240_000)

    it("30 paid carts whose holds have lapsed and of whose units one is left: one order, 29 refused and paid back once", async () => {
      const { resource, variant_id } = await sold(30)
      const carts = await inTurns(numbers(30), 6, (_, i) =>
        paidCart(servers.apis[i % 2]!, variant_id, { starts: "authorized" }),
      )
      expectOk(
        await api.admin.post(`/admin/resource-booking/resources/${resource.id}/capacity`, {
          start_date: day(3),
          end_date: day(3),
          max_capacity: 1,
          clamp: true,
        }),
      )
      await db.query(
        `update resource_hold set created_at = created_at - interval '1 day', expires_at = expires_at - interval '1 day'`,
      )
      const { tally } = await servers.fire(30, (of, i) => complete(of, carts[i]!.id))
      expect(tally).toEqual({ "200": 1, "409 insufficient_capacity": 29 })
      await until(
        async () => (await db.query("select id from resource_allocation where cancelled_at is null")).length === 1,
        "one allocation",
      )
      const outcomes = await Promise.all(
        carts.map(async ({ id, session }) => ({
          orders: (await ordersOf(db, id)).length,
          cancels: (await bankCalls(db, session)).filter((call) => call === "cancel").length,
          charged: await charged(db, session),
          incidents: (
            await db.query("select id from booking_incident where kind = 'CHECKOUT_REFUSED' and ref = $1", [id])
          ).length,
        })),
      )
      const won = outcomes.filter(({ orders }) => orders === 1)
      expect(won).toHaveLength(1)
      expect(won[0]).toMatchObject({ cancels: 0, incidents: 0 })
      for (const lost of outcomes.filter(({ orders }) => orders === 0)) {
        expect(lost).toEqual({ orders: 0, cancels: 1, charged: 0, incidents: 1 })
      }
    }, 240_000)

    it("50 completions whose server is killed at random: each order is served or listed, and every other hold ends by itself", async () => {
      const { resource, variant_id } = await sold(60)
      servers.allowLog(/./)
      const first = await paidCart(api, variant_id)
      const begun = Date.now()
      expect(await complete(api, first.id)).toMatchObject({ status: 200 })
      const usualMs = Date.now() - begun
      const carts = await inTurns(numbers(50), 10, (_, i) => paidCart(servers.apis[i % 2]!, variant_id))
      for (let from = 0; from < carts.length; from += 5) {
        const victim = servers.processes[0]!
        const volley = carts
          .slice(from, from + 5)
          .map(({ id }) => complete(servers.apis[0]!, id).catch(() => undefined))
        // At any point of five completions at once, the beginning and the end among them.
        await pause(Math.random() * 6 * usualMs)
        await victim.kill()
        await Promise.all(volley)
        await servers.revive()
      }
      await db.query(`update "order" set created_at = created_at - interval '1 hour'`)
      await reconcile()
      // As long after as the grace time lasts: what died with its claim is given up.
      await db.query(
        "update resource_hold set claimed_at = claimed_at - interval '1 hour' where claimed_at is not null",
      )
      await reconcile()

      const orders = await db.query<{ order_id: string; cart_id: string }>(
        "select order_id, cart_id from order_cart where deleted_at is null and cart_id = any ($1)",
        [carts.map(({ id }) => id)],
      )
      expect(orders.length).toBeGreaterThan(0)
      expect(orders.length).toBeLessThan(carts.length)
      const served = await db.query<{ order_id: string }>(
        "select order_id from resource_allocation where cancelled_at is null and order_id is not null",
      )
      const listed = await db.query<{ ref: string }>(
        "select ref from booking_incident where kind in ('UNPAID', 'ORDER_UNSERVED') and resolved_at is null",
      )
      const known = new Set([...served.map(({ order_id }) => order_id), ...listed.map(({ ref }) => ref)])
      expect(orders.filter(({ order_id }) => !known.has(order_id))).toEqual([])
      expect(await db.query("select id from resource_hold where status = 'ACTIVE' and claimed_at is not null")).toEqual(
        [],
      )

      await db.query(
        "update resource_hold set created_at = created_at - interval '1 day', expires_at = expires_at - interval '1 day' where status = 'ACTIVE'",
      )
      expectOk(await api.admin.post("/admin/resource-booking/jobs/cleanup-expired-holds", {}))
      expect(await db.query("select id from resource_hold where status = 'ACTIVE'")).toEqual([])
      const { available_capacity } = await db.one<{ available_capacity: number }>(
        "select available_capacity from resource_capacity where resource_id = $1 and date = $2",
        [resource.id, day(3)],
      )
      expect(available_capacity).toBe(60 - served.length)
      console.log(
        `killed completions: ${JSON.stringify({ orders: orders.length, served: served.length, listed: listed.length })}`,
      )
    }, 600_000)
  },
  { workerMode: "shared", options: { max_active_holds_per_owner: 1000 } },
)
