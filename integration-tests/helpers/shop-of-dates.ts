import type { ResourceDTO } from "../../src/modules/resource_booking/types"
import { expectOk, type Cart } from "./api"
import type { BuildResource } from "./build"
import * as checkout from "./checkout"
import type { HttpClient } from "./http-client"
import type { HttpSuite } from "./http-suite"
import { until } from "./locks"
import { createVariant, linkVariant, type BuildVariant, type VariantTerms } from "./product"

export type Bookable = { resource: ResourceDTO; variant_id: string }
export type BuildBookable = BuildResource & { terms?: VariantTerms; variant?: BuildVariant }

type Booking = Omit<checkout.AddBooking, "variant_id">
export type CartLine = {
  id: string
  title: string
  product_title: string
  variant_id: string
  unit_price: number
  quantity: number
  metadata: { booking: { booking_id: string; start_date: string; end_date: string; days: number } }
}
export type BookedCart = Bookable & {
  cart: Cart
  line: CartLine
  hold: checkout.HeldDates
  holds: checkout.HeldDates[]
  booking_id: string
}

export interface Allocation {
  id: string
  resource_id: string
  dates: string[]
  quantity: number
  line_item_id: string
  customer_id: string | null
  hold_id: string
}

/** The way from a variant that sells dates to its order, through the routes that a storefront calls. */
export const shopOfDates = ({ api, build, db }: Pick<HttpSuite, "api" | "build" | "db">) => {
  /** A variant and the one resource that it sells. */
  const bookable = async ({ terms, variant, ...resource }: BuildBookable = {}): Promise<Bookable> => {
    const made = await build.resource(resource)
    const { variant_id } = await createVariant(api, variant)
    await linkVariant(api, made.id, variant_id, terms)
    return { resource: made, variant_id }
  }

  const addBooking = (cart: { id: string }, body: checkout.AddBooking, client?: HttpClient) =>
    checkout.addBooking(api, cart.id, body, client)

  /** Books dates of what is sold in a cart, a guest's new one unless it is given. */
  const bookedCart = async (sold: Bookable, booking: Booking, given?: Cart): Promise<BookedCart> => {
    const cart = given ?? (await api.cart({ email: "guest@example.com" }))
    const { line_item, holds, booking_id } = expectOk(
      await addBooking(cart, { variant_id: sold.variant_id, ...booking }),
    )
    return { ...sold, cart, line: line_item as unknown as CartLine, hold: holds[0]!, holds, booking_id }
  }

  const pay = (cart: { id: string }) => checkout.pay(api, cart.id)

  /** As `pay`, with what the server said of the card form. */
  const tryToPay = async ({ id }: { id: string }) => {
    const made = await api.store.post<{ payment_collection: { id: string } }>("/store/payment-collections", {
      cart_id: id,
    })
    const collection = expectOk(made).payment_collection
    return await api.store.post(`/store/payment-collections/${collection.id}/payment-sessions`, {
      provider_id: "pp_system_default",
    })
  }

  const complete = (cart: { id: string }) => checkout.complete(api, cart.id)

  /** The live allocations of an order, once there are so many: they come with the event of its placing. */
  const allocationsOf = async (order: { id: string }, count: number): Promise<Allocation[]> => {
    let found: Allocation[] = []
    await until(
      async () => {
        found = await db.query<Allocation>(
          `select id, resource_id, dates, quantity, line_item_id, customer_id, hold_id
           from resource_allocation where order_id = $1 and cancelled_at is null order by resource_id, dates`,
          [order.id],
        )
        return found.length === count
      },
      () => `${count} allocations of the order; there are ${found.length}`,
    )
    return found
  }

  /** Pays for the cart and completes it: the order, and the so many allocations that it has. */
  const buy = async (cart: { id: string }, count = 1) => {
    await pay(cart)
    const order = await checkout.completed(api, cart.id)
    return { order, allocations: await allocationsOf(order, count) }
  }

  const ordersOf = (cart: { id: string }) =>
    db.query<{ order_id: string }>("select order_id from order_cart where cart_id = $1 and deleted_at is null", [
      cart.id,
    ])

  return { bookable, addBooking, bookedCart, pay, tryToPay, complete, allocationsOf, buy, ordersOf }
}
