import { setTimeout as pause } from "node:timers/promises"
import { expectOk } from "../helpers/api"
import type { Completion } from "../helpers/checkout"
import type { Reply } from "../helpers/http-client"
import { until } from "../helpers/locks"
import {
  charged,
  inTurns,
  liveAllocations,
  numbers,
  ordersOf,
  paidCart,
  soldVariant,
  story,
} from "../helpers/paid-cart"
import { payAtBank } from "../helpers/payments"
import { raceSuite } from "../helpers/race-suite"

const ROUNDS = Number(process.env.CHECKOUT_ROUNDS ?? 500)
const ROUNDS_AT_ONCE = 10
/** As long as core lets a webhook lie before it looks at it. */
const WEBHOOK_LIES_MS = 5_000

/** docs/checkout.md, call 6: an attempt before this one was refused, and has given the payment back. */
const PAYMENT_GIVEN_BACK = /given back by an earlier attempt: begin a new payment/

/** What a client may see of a completion: its order, or a refusal in words; of an emptied cart core's own 400. */
const isDocumented = ({ status, error }: Reply<unknown>) =>
  [200, 404, 503].includes(status) ||
  typeof error.code === "string" ||
  error.type === "invalid_data" ||
  (error.type === "not_allowed" && PAYMENT_GIVEN_BACK.test(error.message))

raceSuite(
  ({ api, build, db, servers }) => {
    const reconcile = async () => expectOk(await api.admin.post("/admin/resource-booking/jobs/reconcile-bookings", {}))

    it(
      `${ROUNDS} rounds of complete, webhook, line deleted, hold released and clean-up on one cart: an order with its dates, or neither order nor money`,
      async () => {
        const { variant_id } = await soldVariant({ api, build }, ROUNDS)
        // Core's own words where a payment ends between two of its steps, or where it waits for its own lock of a cart.
        servers.allowLog(
          /trying to refund payment|this line were given back|has not been initiated|sessions are required|authorization failed|has just been completed|is being paid for|delete (all )?payment session|payment\.webhook_received|payment that is \w+ can|acquire lock|cart with no items|given back by an earlier attempt|PaymentSession with id: \w+ was not found/,
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
          // The bank has what its webhook says: a provider that takes the money at once, and one that is asked to.
          const paid = i % 8 < 4 ? "captured" : "authorized"
          await payAtBank(db, cart.session, paid)
          const webhook = { session_id: cart.session.id, action: paid, amount: cart.session.amount }
          expect((await two.anonymous.post("/hooks/payment/fake_fake", webhook)).status).toBe(200)
          // Not a wait for something: core looks at a webhook when it has lain so long, and the others come around then.
          const soon = async <T>(work: () => Promise<T>) => {
            await pause(WEBHOOK_LIES_MS - 250 + Math.random() * 500)
            return await work()
          }
          const completing = [
            soon(() => one.store.post<Completion>(`/store/carts/${cart.id}/complete`)),
            ...(i % 4 === 3 ? [] : [soon(() => two.store.post<Completion>(`/store/carts/${cart.id}/complete`))]),
          ]
          const besides = {
            "line deleted": () => one.store.delete(`/store/carts/${cart.id}/line-items/${cart.line_item_id}`),
            "hold released": () => two.store.delete(`/store/resource-booking/holds/${cart.hold_id}`),
            "clean-up": () => two.admin.post("/admin/resource-booking/jobs/cleanup-expired-holds", {}),
          }
          // Every other round all of them at once, the others one, so that each has its chance to win.
          const names = Object.keys(besides) as (keyof typeof besides)[]
          const chosen = i % 2 === 0 ? names : [names[Math.floor(i / 2) % names.length]!]
          const beside = chosen.map(async (name) => count(name, [await soon<Reply<unknown>>(besides[name])]))
          const answers: Reply<unknown>[] = await Promise.all(completing)
          count("complete", answers)
          await Promise.all(beside)
          expect(answers.filter((answer) => !isDocumented(answer))).toEqual([])
          await until(
            async () =>
              (
                await db.query(
                  "select 1 from resource_hold where cart_id = $1 and status = 'ACTIVE' and claimed_at is not null",
                  [cart.id],
                )
              ).length === 0,
            async () => `cart ${cart.id} comes to rest: ${await story(db, cart)}`,
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
            if ((await charged(db, cart.session)) !== cart.session.amount) {
              throw new Error(`An order that is not paid as it was: ${await story(db, cart)}`)
            }
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
  },
  // With locks of its own in each process Medusa may cancel a payment that two of them have authorised: docs/deployment.md.
  { workerMode: "shared", redis: true, options: { max_active_holds_per_owner: 1000 } },
)
