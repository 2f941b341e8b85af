import assert from "node:assert/strict"
import { setTimeout as sleep } from "node:timers/promises"
import { adminClient, storeClient } from "./client.mjs"

const ALLOCATION_TIMEOUT_MS = 30_000
/** What the shop's own rule wants to know before anybody pays. */
export const LICENCE = { licence: "QLD 123 456" }

/** The steps of a storefront, each of which must answer with the status it should. */
export function storefront(server, shop) {
  const store = storeClient(server, shop)
  const admin = adminClient(server, shop)

  const newCart = async (metadata = LICENCE) => {
    const fields = { region_id: shop.region_id, email: "ann@example.com", metadata }
    return (await store(200, "POST", "/carts", fields)).cart.id
  }
  const add = (cartId, body, status = 201) =>
    store(status, "POST", `/resource-booking/carts/${cartId}/line-items`, { variant_id: shop.variant_id, ...body })
  const pay = async (cartId, status = 200) => {
    const { payment_collection } = await store(200, "POST", "/payment-collections", { cart_id: cartId })
    const session = { provider_id: "pp_system_default" }
    return await store(status, "POST", `/payment-collections/${payment_collection.id}/payment-sessions`, session)
  }
  const complete = (cartId, status = 200) => store(status, "POST", `/carts/${cartId}/complete`)

  /** A cart whose one date is booked and paid for, and no order yet. */
  const paidCart = async (date, metadata) => {
    const id = await newCart(metadata)
    const { holds } = await add(id, { dates: [date] })
    await pay(id)
    return { id, hold_id: holds[0].id }
  }

  const allocations = async (orderId) =>
    (await admin(200, "GET", `/resource-booking/allocations?order_id=${orderId}`)).allocations

  /** The whole way of one day, to the allocation of its order. */
  const order = async (date) => {
    const { id } = await paidCart(date)
    const done = await complete(id)
    assert.deepEqual([done.type, done.order?.total], ["order", shop.price])
    const deadline = Date.now() + ALLOCATION_TIMEOUT_MS
    let booked = await allocations(done.order.id)
    while (booked.length === 0 && Date.now() < deadline) {
      await sleep(100)
      booked = await allocations(done.order.id)
    }
    assert.deepEqual(
      booked.map(({ dates, line_item_id }) => [dates, line_item_id]),
      [[[date], done.order.items[0].id]],
    )
    return done.order
  }

  return { store, admin, newCart, add, pay, complete, paidCart, order }
}
