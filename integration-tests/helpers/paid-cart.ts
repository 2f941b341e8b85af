import type { Api } from "./api"
import { day, unique, type Build } from "./build"
import { bookedCart } from "./checkout"
import type { Db } from "./database"
import { bankPayment, startPayment, type PaymentSession } from "./payments"
import { createVariant, linkVariant } from "./product"

/** A cart that holds its dates and whose payment has begun. */
export interface PaidCart {
  id: string
  hold_id: string
  line_item_id: string
  session: PaymentSession
}

/** A variant that sells one unit a day of a resource of this capacity. */
export const soldVariant = async ({ api, build }: { api: Api; build: Build }, capacity: number) => {
  const resource = await build.resource({ capacity })
  const { variant_id } = await createVariant(api)
  await linkVariant(api, resource.id, variant_id)
  return { resource, variant_id }
}

/** A guest's cart with one unit of the third day, up to the card form. */
export const paidCart = async (api: Api, variant_id: string, script = {}): Promise<PaidCart> => {
  const guest = { email: `${unique("guest")}@example.com` }
  const cart = await bookedCart(api, { cart: guest, variant_id, start_date: day(3), end_date: day(3) })
  const session = await startPayment(api, cart.id, script)
  return { id: cart.id, hold_id: cart.holds[0]!.id, line_item_id: cart.line_item.id, session }
}

export const ordersOf = (db: Db, cartId: string) =>
  db.query<{ order_id: string }>("select order_id from order_cart where cart_id = $1 and deleted_at is null", [cartId])

export const liveAllocations = (db: Db, orderId: string) =>
  db.query("select id from resource_allocation where order_id = $1 and cancelled_at is null", [orderId])

/** What there is to know of a cart that has come out wrong. */
export const story = async (db: Db, { id, session }: PaidCart): Promise<string> =>
  JSON.stringify(
    {
      cart: await db.query("select id, completed_at, deleted_at from cart where id = $1", [id]),
      lines: await db.query("select id, deleted_at from cart_line_item where cart_id = $1", [id]),
      orders: await db.query("select order_id, created_at from order_cart where cart_id = $1", [id]),
      holds: await db.query(
        "select id, status, claimed_at, released_by, updated_at from resource_hold where cart_id = $1",
        [id],
      ),
      bank: await bankPayment(db, session),
      calls: await db.query(
        `select c.verb, c.failed, c.pid, c.at, c.idempotency_key from fake_payment_call c
         join fake_payment p on p.id = c.payment_id where p.session_id = $1 order by c.id`,
        [session.id],
      ),
      sessions: await db.query("select id, status, deleted_at, updated_at from payment_session where id = $1", [
        session.id,
      ]),
      payments: await db.query(
        "select id, created_at, captured_at, canceled_at from payment where payment_session_id = $1",
        [session.id],
      ),
      incidents: await db.query("select kind, details, resolved_at from booking_incident where ref = $1", [id]),
    },
    null,
    1,
  )

/** Of what the bank has taken for a cart and not given back; authorised counts as taken. */
export const charged = async (db: Db, session: PaymentSession): Promise<number> => {
  const { status, amount, refunded } = await bankPayment(db, session)
  return status === "authorized" ? amount : status === "captured" ? amount - refunded : 0
}

/** So many at a time. */
export const inTurns = async <T, R>(
  given: T[],
  atOnce: number,
  work: (one: T, i: number) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = []
  for (let from = 0; from < given.length; from += atOnce) {
    results.push(...(await Promise.all(given.slice(from, from + atOnce).map((one, i) => work(one, from + i)))))
  }
  return results
}

export const numbers = (count: number) => Array.from({ length: count }, (_, i) => i)
