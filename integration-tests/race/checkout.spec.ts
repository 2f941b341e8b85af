import { setTimeout as pause } from "node:timers/promises"
import type { Api } from "../helpers/api"
import { expectOk } from "../helpers/api"
import { day, unique } from "../helpers/build"
import { addBooking, bookedCart, complete, type Completion } from "../helpers/checkout"
import type { Db } from "../helpers/database"
import type { Reply } from "../helpers/http-client"
import { until } from "../helpers/locks"
import { bankCalls, bankPayment, startPayment, type PaymentSession } from "../helpers/payments"
import { createVariant, linkVariant } from "../helpers/product"
import { raceSuite } from "../helpers/race-suite"

/** Rounds of everything beside everything on one cart: minutes of them, so that they are asked for, see docs/testing.md. */
const ROUNDS = Number(process.env.CHECKOUT_ROUNDS ?? 0)
const ROUNDS_AT_ONCE = 10
/** As long as core lets a webhook lie before it looks at it. */
const WEBHOOK_LIES_MS = 5_000

interface PaidCart {
  id: string
  hold_id: string
  line_item_id: string
  session: PaymentSession
}

const inTurns = async <T, R>(given: T[], atOnce: number, work: (one: T, i: number) => Promise<R>): Promise<R[]> => {
  const results: R[] = []
  for (let from = 0; from < given.length; from += atOnce) {
    results.push(...(await Promise.all(given.slice(from, from + atOnce).map((one, i) => work(one, from + i)))))
  }
  return results
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i)

/** What a client may see of a completion: its order, or a refusal in words; of an emptied cart core's own 400. */
const isDocumented = ({ status, error }: Reply<unknown>) =>
  status === 200 || status === 503 || status === 404 || typeof error.code === "string" || error.type === "invalid_data"

const ordersOf = (db: Db, cartId: string) =>
  db.query<{ order_id: string }>("select order_id from order_cart where cart_id = $1 and deleted_at is null", [cartId])

const liveAllocations = (db: Db, orderId: string) =>
  db.query("select id from resource_allocation where order_id = $1 and cancelled_at is null", [orderId])

/** What there is to know of a cart that has come out wrong. */
const story = async (db: Db, { id, session }: PaidCart): Promise<string> =>
  JSON.stringify(
    {
      cart: await db.query("select id, completed_at, deleted_at from cart where id = $1", [id]),
      lines: await db.query("select id, deleted_at from cart_line_item where cart_id = $1", [id]),
      holds: await db.query(
        "select id, status, claimed_at, released_by, updated_at from resource_hold where cart_id = $1",
        [id],
      ),
      bank: await bankPayment(db, session),
      calls: await bankCalls(db, session),
      sessions: await db.query("select id, status, deleted_at, updated_at from payment_session where id = $1", [
        session.id,
      ]),
      payments: await db.query("select id, captured_at, canceled_at from payment where payment_session_id = $1", [
        session.id,
      ]),
      incidents: await db.query("select kind, details, resolved_at from booking_incident where ref = $1", [id]),
    },
    null,
    1,
  )

/** Of what the bank has taken for a cart and not given back; authorised counts as taken. */
const charged = async (db: Db, session: PaymentSession): Promise<number> => {
  const { status, amount, refunded } = await bankPayment(db, session)
  return status === "authorized" ? amount : status === "captured" ? amount - refunded : 0
}

raceSuite(
  ({ api, build, db, servers }) => {
    const sold = async (capacity: number) => {
      const resource = await build.resource({ capacity })
      const { variant_id } = await createVariant(api)
      await linkVariant(api, resource.id, variant_id)
      return { resource, variant_id }
    }

    const paidCart = async (of: Api, variant_id: string, script = {}): Promise<PaidCart> => {
      const guest = { email: `${unique("guest")}@example.com` }
      const cart = await bookedCart(of, { cart: guest, variant_id, start_date: day(3), end_date: day(3) })
      const session = await startPayment(of, cart.id, script)
      return { id: cart.id, hold_id: cart.holds[0]!.id, line_item_id: cart.line_item.id, session }
    }

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

    const rounds = ROUNDS > 0 ? it : () => undefined
    rounds(
      `${ROUNDS} rounds of complete, webhook, line deleted, hold released and clean-up on one cart: an order with its dates, or neither order nor money`,
      async () => {
        const { variant_id } = await sold(ROUNDS)
        // Core's own words where a payment ends between two of its steps, or where it waits for its own lock of a cart.
        servers.allowLog(
          /trying to refund payment|this line were given back|has not been initiated|sessions are required|authorization failed|has just been completed|is being paid for|delete (all )?payment session|payment\.webhook_received|payment that is \w+ can|acquire lock|cart with no items/,
        )
        const [one, two] = [servers.apis[0]!, servers.apis[1]!]
        const figures: Record<string, number> = {}
        const count = (what: string, answers: Reply<unknown>[]) => {
          for (const { status, error } of answers) {
            const outcome = `${what}: ${status} ${error.code ?? error.type ?? ""}`.trim()
            figures[outcome] = (figures[outcome] ?? 0) + 1
          }
        }
        const round = async (_: number, i: number): Promise<void> => {
          const cart = await paidCart(servers.apis[i % 2]!, variant_id)
          const webhook = { session_id: cart.session.id, action: "captured", amount: cart.session.amount }
          expect((await two.anonymous.post("/hooks/payment/fake_fake", webhook)).status).toBe(200)
          // Not a wait for something: core looks at a webhook when it has lain so long, and the others come around then.
          const soon = async <T>(work: () => Promise<T>) => {
            await pause(WEBHOOK_LIES_MS - 250 + Math.random() * 500)
            return await work()
          }
          const completing = [
            soon(() => one.store.post<Completion>(`/store/carts/${cart.id}/complete`)),
            ...(i % 4 === 1 ? [] : [soon(() => two.store.post<Completion>(`/store/carts/${cart.id}/complete`))]),
          ]
          const beside = soon(() =>
            i % 3 === 0
              ? one.store.delete(`/store/carts/${cart.id}/line-items/${cart.line_item_id}`)
              : i % 3 === 1
                ? two.store.delete(`/store/resource-booking/holds/${cart.hold_id}`)
                : two.admin.post("/admin/resource-booking/jobs/cleanup-expired-holds", {}),
          )
          const answers: Reply<unknown>[] = await Promise.all(completing)
          count("complete", answers)
          count(["line deleted", "hold released", "clean-up"][i % 3]!, [await beside])
          expect(answers.filter((answer) => !isDocumented(answer))).toEqual([])
          await until(
            async () =>
              (
                await db.query(
                  "select 1 from resource_hold where cart_id = $1 and status = 'ACTIVE' and claimed_at is not null",
                  [cart.id],
                )
              ).length === 0,
            async () =>
              `cart ${cart.id} comes to rest: ${JSON.stringify(await db.query("select * from resource_hold where cart_id = $1", [cart.id]))}`,
            30_000,
          )
          // A storefront whose completion met the line on its way out asks once more where the line is still there.
          if (answers.every(({ status }) => status !== 200) && (await ordersOf(db, cart.id)).length === 0) {
            count("complete again", [await one.store.post<Completion>(`/store/carts/${cart.id}/complete`)])
          }
          const orders = await ordersOf(db, cart.id)
          expect(orders.length).toBeLessThanOrEqual(1)
          if (orders.length === 1) {
            expect(await liveAllocations(db, orders[0]!.order_id)).toHaveLength(1)
            expect(await charged(db, cart.session)).toBe(cart.session.amount)
            figures.orders = (figures.orders ?? 0) + 1
          } else {
            await until(
              async () => {
                if ((await charged(db, cart.session)) === 0) return true
                await reconcile()
                return (await charged(db, cart.session)) === 0
              },
              async () => `nothing is charged for ${await story(db, cart)}`,
              30_000,
            )
            figures.refused = (figures.refused ?? 0) + 1
          }
        }
        await inTurns(numbers(ROUNDS), ROUNDS_AT_ONCE, round)
        await reconcile()
        console.log(`checkout rounds: ${JSON.stringify(figures)}`)
        expect((figures.orders ?? 0) + (figures.refused ?? 0)).toBe(ROUNDS)
        const orphans = await db.query(
          `select o.id from "order" o where o.deleted_at is null
             and not exists (select 1 from order_cart c where c.order_id = o.id and c.deleted_at is null)`,
        )
        expect(orphans).toEqual([])
        expect(figures.orders).toBeGreaterThan(0)
        expect(figures.refused).toBeGreaterThan(0)
      },
      Math.max(300_000, ROUNDS * 4_000),
    )

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
