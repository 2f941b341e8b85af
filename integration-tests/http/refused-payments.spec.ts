import fs from "node:fs"
import path from "node:path"
import type { IEventBusModuleService, Logger, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { processPaymentWorkflow, refundPaymentAndRecreatePaymentSessionWorkflow } from "@medusajs/medusa/core-flows"
import { BOOKING_JOURNAL_MODULE } from "../../src/modules/booking_journal"
import type BookingJournalModuleService from "../../src/modules/booking_journal/service"
import { RESOURCE_BOOKING_MODULE } from "../../src/modules/resource_booking"
import type ResourceBookingModuleService from "../../src/modules/resource_booking/service"
import {
  claimCartOnCompletion,
  unclaimCartOnFailure,
} from "../../src/workflows/resource-booking/checkout/complete-cart-hook"
import { paymentsStand } from "../../src/workflows/resource-booking/checkout/payments-stand"
import { reportRefusedCheckout } from "../../src/workflows/resource-booking/checkout/report-refused-checkout"
import { retryUndoPayments } from "../../src/workflows/resource-booking/checkout/retry-undo-payments"
import { undoEndedCarts } from "../../src/workflows/resource-booking/checkout/undo-ended-carts"
import { undoPayments, undoPaymentsWorkflow } from "../../src/workflows/resource-booking/checkout/undo-payments"
import type { UndonePayment } from "../../src/workflows/resource-booking/checkout/undone-payment"
import { expectOk, type Cart } from "../helpers/api"
import { ageHold, unique } from "../helpers/build"
import { bookedCart } from "../helpers/checkout"
import { FAKE_PROVIDER, type Script } from "../helpers/fake-payment-provider/bank"
import { heardDuring } from "../helpers/heard-events"
import { httpSuite } from "../helpers/http-suite"
import { until, untilBlocked, untilWaiting } from "../helpers/locks"
import { medusa } from "../helpers/medusa-command"
import { withoutTable } from "../helpers/mutate"
import { liveAllocations } from "../helpers/paid-cart"
import { bankCalls, bankPayment, payAtBank, startPayment, type PaymentSession } from "../helpers/payments"
import { createVariant, linkVariant } from "../helpers/product"

const EVENT = "resource-booking.checkout_refused"
const REASON = "The date is gone"
const PRICE = 100

httpSuite(
  ({ api, build, db, container }) => {
    // Not the stand-in of the suite's: a workflow takes only a container that is one.
    const scope = () => container.createScope() as MedusaContainer
    const payments = () => container.resolve(Modules.PAYMENT)
    const journal = () => container.resolve<BookingJournalModuleService>(BOOKING_JOURNAL_MODULE)
    const logger = () => container.resolve<Logger>(ContainerRegistrationKeys.LOGGER)
    const undo = (cart: { id: string }) => undoPayments(scope(), cart.id, REASON)

    let variantId: string
    beforeAll(async () => {
      variantId = (await createVariant(api, { price: PRICE })).variant_id
    })

    const filledCart = async (): Promise<Cart> => {
      const cart = await api.cart({ email: `${unique("guest")}@example.com` })
      expectOk(await api.store.post(`/store/carts/${cart.id}/line-items`, { variant_id: variantId, quantity: 1 }))
      return cart
    }
    /** A cart with a session whose bank does as the script says. */
    const payingCart = async (script: Script = {}): Promise<{ cart: Cart; session: PaymentSession }> => {
      const cart = await filledCart()
      return { cart, session: await startPayment(api, cart.id, script) }
    }
    /** A cart whose payment Medusa knows: authorised, or captured. */
    const paidCart = async (asked: "authorized" | "captured", fails: Script["fails"] = {}) => {
      const { cart, session } = await payingCart({ asked, fails })
      const payment = (await payments().authorizePaymentSession(session.id, {}))!
      return { cart, session, payment }
    }
    const complete = (cart: { id: string }) => api.store.post(`/store/carts/${cart.id}/complete`)
    const ordersOf = async (cart: { id: string }) =>
      await db.query<{ order_id: string }>(
        "select order_id from order_cart where cart_id = $1 and deleted_at is null",
        [cart.id],
      )
    const sessionRow = async ({ id }: { id: string }) =>
      (await db.query<{ status: string }>("select status from payment_session where id = $1", [id]))[0]
    const incidentsOf = async (cart: { id: string }) =>
      (await journal().listIncidents({ kind: "CHECKOUT_REFUSED", ref: cart.id })).incidents
    const about = (session: PaymentSession, action: string, more: object = {}) => ({
      payment_id: expect.stringMatching(/^pay_/) as string,
      payment_session_id: session.id,
      provider_id: FAKE_PROVIDER,
      action,
      amount: PRICE,
      currency_code: "aud",
      ...more,
    })
    /** The bank keeps every call about this session waiting until the work is done. */
    const whileBankIsBusy = <T>(session: { id: string }, work: () => Promise<T>): Promise<T> =>
      db.rolledBack(async (teller) => {
        await teller.query("select 1 from fake_payment where session_id = $1 for update", [session.id])
        return await work()
      })

    describe("a payment that Medusa knows", () => {
      it("an authorised one is cancelled, once", async () => {
        const { cart, session, payment } = await paidCart("authorized")
        expect(await undo(cart)).toEqual([about(session, "cancelled", { payment_id: payment.id })])
        expect(await bankPayment(db, session)).toMatchObject({ status: "canceled" })
        expect((await payments().retrievePayment(payment.id)).canceled_at).not.toBeNull()

        expect(await undo(cart)).toEqual([])
        expect(await bankCalls(db, session)).toEqual(["authorize", "cancel"])
      })

      it("a captured one is refunded, once, with the reason as its note", async () => {
        const { cart, session, payment } = await paidCart("captured")
        expect(await undo(cart)).toEqual([about(session, "refunded", { payment_id: payment.id })])
        expect(await bankPayment(db, session)).toMatchObject({ status: "captured", refunded: PRICE })
        expect(await payments().listRefunds({ payment_id: payment.id })).toMatchObject([
          { amount: PRICE, note: REASON },
        ])

        expect(await undo(cart)).toEqual([])
        expect(await bankCalls(db, session)).toEqual(["authorize", "refund"])
      })

      it("of one that staff have refunded in part, exactly the rest is refunded", async () => {
        const { cart, session, payment } = await paidCart("captured")
        await payments().refundPayment({ payment_id: payment.id, amount: 30.1 })
        expect(await undo(cart)).toEqual([about(session, "refunded", { amount: 69.9 })])
        expect(await bankPayment(db, session)).toMatchObject({ refunded: PRICE })
      })

      it("one that is cancelled or wholly refunded is left as it is, and cannot pay an order any more", async () => {
        const cancelled = await paidCart("authorized")
        await payments().cancelPayment(cancelled.payment.id)
        const refunded = await paidCart("captured")
        await payments().refundPayment({ payment_id: refunded.payment.id, amount: PRICE })
        for (const { cart, session } of [cancelled, refunded]) {
          const calls = await bankCalls(db, session)
          expect(await undo(cart)).toEqual([about(session, "none")])
          expect(await bankCalls(db, session)).toEqual(calls)
          expect(await sessionRow(session)).toEqual({ status: "canceled" })
          expect(await complete(cart)).toMatchObject({ status: 400 })
          expect(await ordersOf(cart)).toEqual([])
        }
      })

      it("is cancelled also where core has deleted its session", async () => {
        const { cart, session, payment } = await paidCart("authorized")
        await db.query("delete from payment_session where id = $1", [session.id])
        expect(await undo(cart)).toEqual([about(session, "cancelled", { payment_id: payment.id })])
        expect(await bankPayment(db, session)).toMatchObject({ status: "canceled" })
      })
    })

    describe("a session without a payment", () => {
      it.each([
        ["authorized", "cancelled", "cancel"],
        ["captured", "refunded", "refund"],
      ] as const)("%s by the provider as it was made: %s", async (starts, action, call) => {
        const { cart, session } = await payingCart({ starts })
        expect(session.status).toBe(starts)
        expect(await undo(cart)).toEqual([about(session, action)])
        expect(await bankCalls(db, session)).toEqual(["authorize", call])
      })

      it.each([
        ["authorized", "cancelled", "cancel"],
        ["captured", "refunded", "refund"],
      ] as const)("%s in the browser, of which Medusa has not heard: %s", async (paid, action, call) => {
        const { cart, session } = await payingCart({ asked: "open" })
        await payAtBank(db, session, paid)
        expect(await undo(cart)).toEqual([about(session, action)])
        expect(await bankCalls(db, session)).toEqual(["authorize", call])
      })

      it.each(["open", "requires_more", "processing"] as const)("%s, so unpaid: it is voided", async (asked) => {
        const { cart, session } = await payingCart({ asked })
        expect(await undo(cart)).toEqual([about(session, "voided", { payment_id: null })])
        expect(await bankPayment(db, session)).toMatchObject({ status: "canceled" })
        expect(await bankCalls(db, session)).toEqual(["authorize", "delete"])
        expect(await sessionRow(session)).toBeUndefined()
      })

      it("the provider has given it up itself: nothing is left to do", async () => {
        const { cart, session } = await payingCart({ asked: "canceled" })
        expect(await undo(cart)).toEqual([about(session, "none", { payment_id: null })])
        expect(await undo(cart)).toEqual([about(session, "none", { payment_id: null })])
        expect(await bankCalls(db, session)).toEqual(["authorize"])
      })

      it("paid while the provider was away: what it refuses to void, it is asked about again", async () => {
        const { cart, session } = await payingCart({ fails: { authorize: 1 } })
        await payAtBank(db, session, "captured")
        expect(await undo(cart)).toEqual([about(session, "refunded")])
        expect(await bankCalls(db, session)).toEqual(["authorize!", "delete!", "authorize", "refund"])
      })

      it("neither asked nor voided, while the provider is away: failed, and its session stays", async () => {
        const { cart, session } = await payingCart({ fails: { authorize: 9, delete: 9 } })
        const error = expect.stringContaining("The bank is away and could not delete") as string
        expect(await undo(cart)).toEqual([about(session, "failed", { payment_id: null, error })])
        expect(await sessionRow(session)).toEqual({ status: "pending" })
      })

      it("known to be paid, and the provider away: it is not voided but stays to be asked again", async () => {
        const { cart, session } = await payingCart({ starts: "authorized", fails: { authorize: 1 } })
        const error = expect.stringContaining("could not authorize") as string
        expect(await undo(cart)).toEqual([about(session, "failed", { payment_id: null, error })])
        expect(await bankCalls(db, session)).toEqual(["authorize!"])
        expect(await undo(cart)).toEqual([about(session, "cancelled")])
      })

      it("of Medusa's manual provider: ended without being asked, for no money moves there", async () => {
        const cart = await filledCart()
        const session = await startPayment(api, cart.id, {}, { provider_id: "pp_system_default" })
        expect(await undo(cart)).toEqual([
          about(session, "voided", { payment_id: null, provider_id: "pp_system_default" }),
        ])
        expect(await sessionRow(session)).toBeUndefined()
        expect(await db.query("select 1 from payment where payment_session_id = $1", [session.id])).toEqual([])
      })
    })

    describe("a cart", () => {
      it("that has an order keeps its payment", async () => {
        const { cart, session } = await payingCart()
        expect(await complete(cart)).toMatchObject({ status: 200, body: { type: "order" } })
        expect(await undo(cart)).toEqual([])
        expect(await bankPayment(db, session)).toMatchObject({ status: "authorized" })
      })

      it("without payments has nothing to undo, and without an id nothing is undone", async () => {
        expect(await undo(await filledCart())).toEqual([])
        const { session } = await paidCart("authorized")
        for (const cart_id of ["", undefined as unknown as string]) {
          await expect(undoPaymentsWorkflow(scope()).run({ input: { cart_id, reason: REASON } })).rejects.toMatchObject(
            { code: "invalid_data" },
          )
        }
        expect(await bankPayment(db, session)).toMatchObject({ status: "authorized" })
      })

      it("with several payments: one provider that fails does not keep the others", async () => {
        const { cart, session, payment } = await paidCart("authorized", { cancel: 1 })
        const second = await payments().createPaymentSession(payment.payment_collection_id, {
          provider_id: FAKE_PROVIDER,
          amount: 40,
          currency_code: "aud",
          data: { script: { starts: "captured" } },
        })
        const undone = await undo(cart)
        expect(undone).toHaveLength(2)
        expect(undone).toEqual(
          expect.arrayContaining([
            about(session, "failed", { error: expect.stringContaining("could not cancel") as string }),
            about(second as unknown as PaymentSession, "refunded", { amount: 40 }),
          ]),
        )
        expect(await undo(cart)).toEqual(
          expect.arrayContaining([
            about(session, "cancelled"),
            about(second as unknown as PaymentSession, "none", { amount: 40 }),
          ]),
        )
        expect(await bankCalls(db, session)).toEqual(["authorize", "cancel!", "cancel"])
        expect(await bankCalls(db, second)).toEqual(["authorize", "refund"])
      })

      it("that somebody is completing is left to him, and told as failed", async () => {
        const { cart, session } = await paidCart("authorized")
        const resource = await build.resource()
        const hold = await build.hold({ resource, cart_id: cart.id })
        await db.query("update resource_hold set claimed_at = clock_timestamp() where id = $1", [hold.id])
        expect(await undo(cart)).toEqual([
          about(session, "failed", { error: "Another completion of this cart is under way" }),
        ])
        expect(await bankPayment(db, session)).toMatchObject({ status: "authorized" })
        expect(await sessionRow(session)).toEqual({ status: "authorized" })

        await db.query("update resource_hold set claimed_at = null where id = $1", [hold.id])
        expect(await undo(cart)).toEqual([about(session, "cancelled")])
      })

      it.each(["authorized", "captured"] as const)(
        "whose payment (%s) was undone is not completed with it, but can be paid anew and ordered",
        async (asked) => {
          const { cart, session } = await paidCart(asked)
          await undo(cart)
          expect(await complete(cart)).toMatchObject({ status: 400 })
          expect(await ordersOf(cart)).toEqual([])

          const next = await startPayment(api, cart.id)
          expect(await complete(cart)).toMatchObject({ status: 200, body: { type: "order" } })
          expect(await bankCalls(db, next)).toEqual(["authorize"])
          expect(await bankCalls(db, session)).toEqual(["authorize", asked === "captured" ? "refund" : "cancel"])
        },
      )

      it("whose session was voided can be paid anew and ordered", async () => {
        const { cart } = await payingCart({ asked: "open" })
        await undo(cart)
        expect(await complete(cart)).toMatchObject({ status: 400 })
        await startPayment(api, cart.id)
        expect(await complete(cart)).toMatchObject({ status: 200, body: { type: "order" } })
      })

      it.each(["authorized", "captured"] as const)(
        "a webhook that comes after the undo (%s) completes neither it nor the cart of somebody else",
        async (action) => {
          const other = await payingCart()
          const { cart, session } = await payingCart({ asked: "open" })
          await payAtBank(db, session, action)
          await undo(cart)
          await processPaymentWorkflow(scope()).run({
            input: { action, data: { session_id: session.id, amount: PRICE } },
            throwOnError: false,
          })
          expect(await ordersOf(cart)).toEqual([])
          expect(await ordersOf(other.cart)).toEqual([])
          expect(await bankCalls(db, other.session)).toEqual([])
          expect(await bankCalls(db, session)).toEqual(["authorize", action === "captured" ? "refund" : "cancel"])
        },
      )
    })

    describe("two at once", () => {
      it.each([
        ["authorized", "cancelled", "cancel"],
        ["captured", "refunded", "refund"],
      ] as const)("ask the provider once, of a payment that is %s", async (asked, action, call) => {
        const { cart, session } = await paidCart(asked)
        const [first, second] = await whileBankIsBusy(session, async () => {
          const running = [undo(cart), undo(cart)]
          await untilWaiting(db, 2)
          return running
        })
        const answers = [await first, await second].sort((a, b) => b!.length - a!.length)
        expect(answers).toEqual([[about(session, action)], []])
        expect(await bankCalls(db, session)).toEqual(["authorize", call])
      })

      it("record one payment of a session that Medusa has not heard of", async () => {
        const { cart, session } = await payingCart({ asked: "open" })
        await payAtBank(db, session)
        const running = await whileBankIsBusy(session, async () => {
          const both = [undo(cart), undo(cart)]
          await untilWaiting(db, 2)
          return { both }
        })
        await Promise.all(running.both)
        expect(await bankCalls(db, session)).toEqual(["authorize", "cancel"])
        expect(await db.query("select 1 from payment where payment_session_id = $1", [session.id])).toHaveLength(1)
      })

      it("ask the provider once from two processes", async () => {
        const { cart, session } = await paidCart("authorized")
        const file = path.join(process.env.RB_TEST_DIR!, `${cart.id}.json`)
        const script = "./integration-tests/helpers/undo-payments-of.ts"
        const running = await whileBankIsBusy(session, async () => {
          const other = medusa(["exec", script, cart.id, file], db.url)
          const here = undo(cart)
          await untilBlocked(db, 1, 60_000)
          return { here, other }
        })
        await running.other
        const there = JSON.parse(fs.readFileSync(file, "utf8")) as UndonePayment[]
        expect([...(await running.here), ...there]).toEqual([about(session, "cancelled")])
        expect(await bankCalls(db, session)).toEqual(["authorize", "cancel"])
      })

      it("whoever waits too long for the other says so, and touches nothing", async () => {
        const { cart, session } = await paidCart("authorized")
        await whileBankIsBusy(session, async () => {
          const first = undo(cart)
          await untilWaiting(db, 1)
          expect(await undo(cart)).toEqual([
            about(session, "failed", {
              error: "Another process has been undoing the payments of this cart for too long",
            }),
          ])
          return { first }
        }).then(async ({ first }) => expect(await first).toEqual([about(session, "cancelled")]))
      })

      it("many carts are undone while some providers are slow, and the pool has room for buyers", async () => {
        const paid = await Promise.all(Array.from({ length: 6 }, () => paidCart("authorized")))
        const running = await db.rolledBack(async (teller) => {
          await teller.query("lock table fake_payment in share row exclusive mode")
          const all = paid.map(({ cart }) => undo(cart))
          await untilWaiting(db, 2)
          expect((await api.cart()).id).toMatch(/^cart_/)
          return { all }
        })
        expect((await Promise.all(running.all)).flat().map(({ action }) => action)).toEqual(paid.map(() => "cancelled"))
      })
    })

    describe("beside core's completion", () => {
      const coresOwn = (session: PaymentSession, payment: { id: string; payment_collection_id: string }) =>
        refundPaymentAndRecreatePaymentSessionWorkflow(scope()).run({
          input: {
            payment_collection_id: payment.payment_collection_id,
            provider_id: FAKE_PROVIDER,
            customer_id: undefined as unknown as string,
            data: {},
            amount: PRICE,
            payment_id: payment.id,
          },
          throwOnError: false,
        })

      it("core's compensation after ours refunds nothing more and begins no new session", async () => {
        const { cart, session, payment } = await paidCart("captured")
        await undo(cart)
        expect((await coresOwn(session, payment)).errors).not.toEqual([])
        expect(await bankCalls(db, session)).toEqual(["authorize", "refund"])
        expect(
          await db.query("select 1 from payment_session where payment_collection_id = $1", [
            payment.payment_collection_id,
          ]),
        ).toHaveLength(1)
      })

      it("ours after core's finds nothing to refund", async () => {
        const { cart, session, payment } = await paidCart("captured")
        await payments().refundPayment({ payment_id: payment.id, amount: PRICE, note: "core" })
        expect(await undo(cart)).toEqual([about(session, "none")])
        expect(await bankCalls(db, session)).toEqual(["authorize", "refund"])
      })

      it("both at once: refunded once, and ours does not call it a failure", async () => {
        const { cart, session, payment } = await paidCart("captured")
        const running = await whileBankIsBusy(session, async () => {
          const core = payments().refundPayment({ payment_id: payment.id, amount: PRICE })
          await untilWaiting(db, 1)
          const ours = undo(cart)
          return { core, ours }
        })
        await running.core
        expect(await running.ours).toEqual([about(session, "none")])
        expect(await bankCalls(db, session)).toEqual(["authorize", "refund"])
      })

      it("a completion whose claim stands waits for an undo under way, and learns that its payment is gone", async () => {
        const { cart, session } = await paidCart("authorized")
        const read = {
          id: cart.id,
          payment_collection: { payment_sessions: [{ id: session.id, status: "authorized" }] },
        }
        expect(await paymentsStand(scope(), read)).toBe(true)
        const running = await whileBankIsBusy(session, async () => {
          const undone = undo(cart)
          await untilWaiting(db, 1)
          const stand = paymentsStand(scope(), read)
          await untilBlocked(db, 1)
          return { undone, stand }
        })
        expect(await running.stand).toBe(false)
        expect(await running.undone).toEqual([about(session, "cancelled")])
      })

      it("an order made after core has looked for one is not passed over, whatever the cart says of itself", async () => {
        const { cart } = await payingCart()
        expect(await complete(cart)).toMatchObject({ status: 200, body: { type: "order" } })
        const [order] = await ordersOf(cart)
        const seen = (data: unknown) =>
          claimCartOnCompletion(
            { input: { id: cart.id }, cart: { ...cart, completed_at: new Date(), items: [] } as never },
            { container: scope(), " getStepResult": () => ({ data }) },
          )
        await expect(seen(undefined)).rejects.toMatchObject({ code: "hold_in_checkout" })
        await expect(seen(order)).resolves.toBeDefined()
        // Core's own step answers it: a second completion is answered the same order.
        expect(await complete(cart)).toMatchObject({
          status: 200,
          body: { type: "order", order: { id: order!.order_id } },
        })
      })

      it("payments of a cart that has none, or none that core would take, stand", async () => {
        expect(await paymentsStand(scope(), { id: "cart_free" })).toBe(true)
        const payment_sessions = [{ id: "payses_gone", status: "error" }]
        expect(await paymentsStand(scope(), { id: "cart_free", payment_collection: { payment_sessions } })).toBe(true)
        const voided = [{ id: "payses_gone", status: "pending" }]
        expect(await paymentsStand(scope(), { id: "c", payment_collection: { payment_sessions: voided } })).toBe(false)
      })
    })

    describe("the report", () => {
      const refusal = { code: "insufficient_capacity", message: "Troopy: the date is sold out", line_item_id: "item_1" }
      type Seen = { data: Record<string, unknown>; bank: string | undefined }
      let seen: Seen[] = []
      let watched: PaymentSession | undefined

      beforeAll(() => {
        container.resolve<IEventBusModuleService>(Modules.EVENT_BUS).subscribe(
          EVENT,
          async ({ data }) => {
            const bank = watched && (await bankPayment(db, watched)).status
            seen.push({ data: data as Record<string, unknown>, bank })
          },
          { subscriberId: "refused-payments-spec" },
        )
      })
      beforeEach(() => {
        seen = []
        watched = undefined
      })
      const told = async (): Promise<Seen> => {
        await until(() => seen.length > 0, `${EVENT} has arrived`)
        return seen[0]!
      }
      const refuse = async (cart: { id: string }, more: object = {}) => {
        const undone = await undo(cart)
        await reportRefusedCheckout(scope(), { cart_id: cart.id, ...refusal, payments: undone, ...more })
        return undone
      }

      it("opens one incident where money was in it, with what became of it, and tells everybody after that", async () => {
        const { cart, session, payment } = await paidCart("authorized")
        watched = session
        const undone = await refuse(cart, { details: { unavailable_dates: ["2027-01-01"] } })
        expect(await incidentsOf(cart)).toMatchObject([
          {
            resolved_at: null,
            details: {
              ...refusal,
              facts: { unavailable_dates: ["2027-01-01"] },
              reason: REASON,
              payments: [about(session, "cancelled", { payment_id: payment.id })],
            },
          },
        ])
        const { data, bank } = await told()
        expect(bank).toBe("canceled")
        expect(data).toEqual({
          cart_id: cart.id,
          code: "insufficient_capacity",
          line_item_id: "item_1",
          payments: undone,
          occurred_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
        })
        expect(seen).toHaveLength(1)
      })

      it("keeps what a provider said of a failure to the desk", async () => {
        const { cart } = await paidCart("captured", { refund: 1 })
        await refuse(cart)
        const payment = { action: "failed", error: expect.stringContaining("could not refund") as string }
        expect(await incidentsOf(cart)).toMatchObject([{ details: { payments: [payment] } }])
        expect(JSON.stringify((await told()).data)).not.toContain("could not refund")
      })

      it("opens none where nobody had paid, but tells of the refusal", async () => {
        const { cart, session } = await payingCart({ asked: "open" })
        await refuse(cart, { line_item_id: undefined })
        expect(await incidentsOf(cart)).toEqual([])
        expect((await told()).data).toMatchObject({
          cart_id: cart.id,
          line_item_id: null,
          payments: [about(session, "voided", { payment_id: null })],
        })
      })

      it("of a second refusal of the cart adds to the first, whose payments stay told", async () => {
        const { cart, session } = await paidCart("captured")
        await refuse(cart)
        const next = await startPayment(api, cart.id, { starts: "authorized" })
        await refuse(cart, { code: "date_blacked_out" })
        expect(await incidentsOf(cart)).toMatchObject([
          {
            details: { code: "date_blacked_out", payments: [about(session, "refunded"), about(next, "cancelled")] },
          },
        ])
      })

      it("stands before the money is touched: whoever dies over it leaves a trace that is tried again", async () => {
        const { cart, session } = await paidCart("captured")
        const running = await whileBankIsBusy(session, async () => {
          const dying = undo(cart)
          await untilWaiting(db, 1)
          expect(await incidentsOf(cart)).toMatchObject([
            { resolved_at: null, details: { reason: REASON, payments: [about(session, "failed")] } },
          ])
          return { dying }
        })
        await running.dying
        // The undo has succeeded, and died before it could tell.
        expect(await retryUndoPayments(scope())).toEqual({ retried: 1, failing: 0 })
        expect(await incidentsOf(cart)).toMatchObject([
          { resolved_at: null, details: { reason: REASON, payments: [about(session, "refunded")] } },
        ])
        expect(await retryUndoPayments(scope())).toEqual({ retried: 0, failing: 0 })
      })

      it("a bus that is away is logged, and hides neither the refusal nor the incident", async () => {
        const { cart } = await paidCart("authorized")
        const emit = jest
          .spyOn(container.resolve<IEventBusModuleService>(Modules.EVENT_BUS), "emit")
          .mockRejectedValue(new Error("the bus is away"))
        const error = jest.spyOn(logger(), "error").mockImplementation()
        try {
          await refuse(cart)
          expect(error).toHaveBeenCalledWith(expect.stringContaining(`${EVENT} was not emitted: the bus is away`))
        } finally {
          emit.mockRestore()
          error.mockRestore()
        }
        expect(await incidentsOf(cart)).toHaveLength(1)
      })

      it("a journal that is away is logged with what it should know, and keeps no money", async () => {
        const { cart, session } = await paidCart("captured")
        const error = jest.spyOn(logger(), "error").mockImplementation()
        try {
          await withoutTable(db, "booking_incident", () => refuse(cart))
          expect(error).toHaveBeenCalledWith(expect.stringMatching(/journal does not know.*"action":"refunded"/s))
        } finally {
          error.mockRestore()
        }
        expect(await bankPayment(db, session)).toMatchObject({ refunded: PRICE })
        expect((await told()).data).toMatchObject({ cart_id: cart.id })
      })
    })

    describe("the second chance", () => {
      const refuse = async (cart: { id: string }) =>
        await reportRefusedCheckout(scope(), {
          cart_id: cart.id,
          code: "insufficient_capacity",
          message: "Sold out",
          payments: await undo(cart),
        })

      it("undoes what has failed as soon as it can be, and leaves it to the desk to tell the customer", async () => {
        const { cart, session } = await paidCart("captured", { refund: 2 })
        await refuse(cart)
        expect(await retryUndoPayments(scope())).toEqual({ retried: 1, failing: 1 })
        expect(await retryUndoPayments(scope())).toEqual({ retried: 1, failing: 0 })
        expect(await incidentsOf(cart)).toMatchObject([
          {
            resolved_at: null,
            details: { code: "insufficient_capacity", payments: [about(session, "refunded")] },
          },
        ])
        expect(await retryUndoPayments(scope())).toEqual({ retried: 0, failing: 0 })
        expect(await bankCalls(db, session)).toEqual(["authorize", "refund!", "refund!", "refund"])
      })

      it("refunds what the bank had captured unknown to Medusa, once its webhook has come", async () => {
        const { cart, session } = await paidCart("authorized")
        await payAtBank(db, session, "captured")
        await refuse(cart)
        expect(await retryUndoPayments(scope())).toEqual({ retried: 1, failing: 1 })
        await processPaymentWorkflow(scope()).run({
          input: { action: "captured", data: { session_id: session.id, amount: PRICE } },
          throwOnError: false,
        })
        expect(await retryUndoPayments(scope())).toEqual({ retried: 1, failing: 0 })
        expect(await bankPayment(db, session)).toMatchObject({ status: "captured", refunded: PRICE })
        expect(await ordersOf(cart)).toEqual([])
      })

      it("leaves alone what the customer pays for other dates meanwhile", async () => {
        const { cart, session } = await paidCart("authorized", { cancel: 1 })
        await refuse(cart)
        const again = await startPayment(api, cart.id, { asked: "authorized" })
        expect(again.id).not.toBe(session.id)
        await payAtBank(db, again)
        expect(await retryUndoPayments(scope())).toEqual({ retried: 1, failing: 0 })
        expect((await bankPayment(db, session)).status).toBe("canceled")
        expect(await bankPayment(db, again)).toMatchObject({ status: "authorized" })
        expect(await complete(cart)).toMatchObject({ status: 200, body: { type: "order" } })
      })

      it("one cart that cannot be tried does not keep the others", async () => {
        const [broken, fine] = [
          await paidCart("authorized", { cancel: 1 }),
          await paidCart("authorized", { cancel: 1 }),
        ]
        await refuse(broken.cart)
        await refuse(fine.cart)
        await db.query("update booking_incident set ref = '' where ref = $1", [broken.cart.id])
        const error = jest.spyOn(logger(), "error").mockImplementation()
        try {
          expect(await retryUndoPayments(scope())).toEqual({ retried: 2, failing: 1 })
          expect(error).toHaveBeenCalledWith(expect.stringContaining("were not undone: cart_id must say"))
        } finally {
          error.mockRestore()
        }
        expect(await bankPayment(db, fine.session)).toMatchObject({ status: "canceled" })
      })

      it("resolves what has become an order with that very payment", async () => {
        const { cart, session } = await payingCart()
        const resource = await build.resource()
        const hold = await build.hold({ resource, cart_id: cart.id })
        await db.query("update resource_hold set claimed_at = clock_timestamp() where id = $1", [hold.id])
        await refuse(cart)
        expect(await complete(cart)).toMatchObject({ status: 200, body: { type: "order" } })

        expect(await retryUndoPayments(scope())).toEqual({ retried: 1, failing: 0 })
        expect(await incidentsOf(cart)).toMatchObject([
          { resolved_by: "system", note: expect.stringMatching(/^The cart has the order order_\w+/) as string },
        ])
        expect(await bankPayment(db, session)).toMatchObject({ status: "authorized" })
      })

      it("leaves to the desk what is charged beside the order that the cart has got meanwhile", async () => {
        const { cart, session, payment } = await paidCart("captured", { refund: 9 })
        await refuse(cart)
        // As where staff have taken the payment of the order by other means.
        await db.query("update cart_payment_collection set deleted_at = now() where payment_collection_id = $1", [
          payment.payment_collection_id,
        ])
        await startPayment(api, cart.id)
        expect(await complete(cart)).toMatchObject({ status: 200, body: { type: "order" } })

        expect(await retryUndoPayments(scope())).toEqual({ retried: 1, failing: 1 })
        expect(await incidentsOf(cart)).toMatchObject([
          {
            resolved_at: null,
            details: {
              order_id: expect.stringMatching(/^order_/) as string,
              payments: [about(session, "failed")],
            },
          },
        ])
        expect(await bankCalls(db, session)).toEqual(["authorize", "refund!"])
      })
    })

    describe("carts whose dates ended unheard", () => {
      /** Paid for, and its line's dates given back by somebody who told nobody. */
      const endedCart = async (line_item_id?: string) => {
        const paid = await paidCart("authorized")
        const line = await db.one<{ id: string }>("select id from cart_line_item where cart_id = $1", [paid.cart.id])
        const { holds } = await build.line({
          of: [{ resource: await build.resource() }],
          cart_id: paid.cart.id,
          line_item_id: line_item_id ?? line.id,
        })
        expectOk(await api.admin.post(`/admin/resource-booking/holds/${holds[0]!.id}/release`, {}))
        return paid
      }
      const [from, to] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 3_600_000)]
      const statuses = async (paid: { session: PaymentSession }[]) =>
        await Promise.all(paid.map(async ({ session }) => (await bankPayment(db, session)).status))

      /** How many connections it has cut: those that keep a cart to themselves meanwhile. */
      const cutOffWhoeverIsAlone = async () =>
        (
          await db.query(
            `select pg_terminate_backend(l.pid) from pg_locks l join pg_stat_activity a using (pid)
             where l.locktype = 'advisory' and l.granted and a.state = 'idle in transaction' and a.datname = current_database()`,
          )
        ).length

      it("are all looked at, also where they are more than one page", async () => {
        const paid = [await endedCart(), await endedCart(), await endedCart(), await endedCart(), await endedCart()]
        expect(await undoEndedCarts(scope(), from, to)).toBe(5)
        expect(await statuses(paid)).toEqual(Array(5).fill("canceled"))
      })

      it("one that went on to sell goods alone, once its booking was removed, keeps its payment", async () => {
        const paid = await endedCart("cali_removed")
        expect(await undoEndedCarts(scope(), from, to)).toBe(1)
        expect(await statuses([paid])).toEqual(["authorized"])
        expect(await complete(paid.cart)).toMatchObject({ status: 200, body: { type: "order" } })
      })

      it("one that cannot be undone keeps none of the others from it, and has the run fail", async () => {
        const paid = [await endedCart(), await endedCart(), await endedCart()]
        const [first, ...others] = [...paid].sort((a, b) => (a.cart.id < b.cart.id ? -1 : 1))
        const error = jest.spyOn(logger(), "error").mockImplementation()
        try {
          const run = await whileBankIsBusy(first!.session, async () => {
            const begun = undoEndedCarts(scope(), from, to).then(
              () => "",
              ({ message }: Error) => message,
            )
            await until(async () => (await cutOffWhoeverIsAlone()) === 1, "the connection that keeps the cart is cut")
            return { begun }
          })
          expect(await run.begun).toMatch(/connection error/)
          expect(error).toHaveBeenCalledWith(expect.stringContaining(`reconcile: ${first!.cart.id}: `))
        } finally {
          error.mockRestore()
        }
        expect(await statuses(others)).toEqual(["canceled", "canceled"])
      })
    })

    describe("a completion whose dates are gone", () => {
      const bookedAndPaid = async (starts: "authorized" | "captured") => {
        const resource = await build.resource()
        const { variant_id } = await createVariant(api, { price: PRICE })
        await linkVariant(api, resource.id, variant_id)
        const { id, holds } = await bookedCart(api, { variant_id })
        const session = await startPayment(api, id, { starts })
        return { cart: { id }, hold: holds[0]!, session, resource }
      }

      it.each([
        ["authorized", "cancel", "cancelled"],
        ["captured", "refund", "refunded"],
      ] as const)("%s before it: the payment is undone once, one incident, one event", async (starts, call, action) => {
        const { cart, hold, session, resource } = await bookedAndPaid(starts)
        await ageHold(db, hold.id)
        await build.booking({ resource })
        const events = await heardDuring(container, 1, async () => {
          expect(await complete(cart)).toMatchObject({ status: 409, error: { code: "insufficient_capacity" } })
        })
        expect(events.filter(({ name }) => name === EVENT)).toHaveLength(1)
        expect((await bankCalls(db, session)).filter((made) => made === "cancel" || made === "refund")).toEqual([call])
        expect(await incidentsOf(cart)).toMatchObject([{ details: { payments: [{ action }] } }])
        expect(await ordersOf(cart)).toEqual([])
        // Core's own compensation, which comes after ours, has begun nothing that could be charged.
        expect(await complete(cart)).toMatchObject({ status: 400 })
        expect(await incidentsOf(cart)).toHaveLength(1)
      })

      it("fails after its claim: what was captured is given back before the claim is, and the desk knows", async () => {
        const { cart, session } = await paidCart("captured")
        const { holds, line } = await build.line({ of: [{ resource: await build.resource() }], cart_id: cart.id })
        const service = container.resolve<ResourceBookingModuleService>(RESOURCE_BOOKING_MODULE)
        const { claim } = await service.claimCart({ cart_id: cart.id, lines: [line], claim: true })
        const stillClaimed = async () => (await service.getHold(holds[0]!.id)).hold.claimed_at !== null
        const { undoing } = await whileBankIsBusy(session, async () => {
          const undoing = unclaimCartOnFailure({ cart_id: cart.id, claim: claim! }, { container: scope() })
          await untilWaiting(db, 1)
          expect(await stillClaimed()).toBe(true)
          return { undoing }
        })
        await undoing
        expect(await stillClaimed()).toBe(false)
        expect(await bankPayment(db, session)).toMatchObject({ status: "captured", refunded: PRICE })
        expect(await incidentsOf(cart)).toMatchObject([{ details: { payments: [{ action: "refunded" }] } }])
      })

      it("after its order was cancelled it answers that order, and takes no dates again", async () => {
        const { cart, resource } = await bookedAndPaid("authorized")
        const first = await complete(cart)
        expect(first).toMatchObject({ status: 200, body: { type: "order" } })
        const { order_id } = (await ordersOf(cart))[0]!
        expectOk(await api.admin.post(`/admin/orders/${order_id}/cancel`, {}))
        await until(async () => (await liveAllocations(db, order_id)).length === 0, "the dates are given back")
        expect(await complete(cart)).toMatchObject({ status: 200, body: { type: "order", order: { id: order_id } } })
        expect(await liveAllocations(db, order_id)).toEqual([])
        await build.booking({ resource })
      })
    })
  },
  // Few carts a page, so that a handful is more than one.
  { options: { lock_timeout_ms: 200, cleanup_batch_size: 2 } },
)
