import { releaseHold } from "./buyer.mjs"
import { persevere } from "./persevere.mjs"
import { visitAsClock } from "./staff.mjs"

const PROVIDER = "pp_fake_fake"
const isOk = ({ status }) => status === 200 || status === 201

/** One visit from a cart to its order: booked, paid for by a bank of the tests, completed, perhaps twice at once. */
export async function visitAsCartBuyer({ store, staff, bank, shop }, visit) {
  const cartId = await newCart(store, visit, shop)
  const added = cartId && (await addBooking(store, cartId, visit))
  if (!added || !isOk(added)) return
  const { holds, booking_id, line_item } = added.body
  const about = { cart_id: cartId, booking_id, hold_ids: holds.map(({ id }) => id), line_item_id: line_item.id }
  if (visit.ends === "emptied") {
    await store.call("cart", "DELETE", `/store/carts/${cartId}/line-items/${line_item.id}`, { request: about })
  }
  if (visit.ends !== "order") return
  const session = await startPayment(store, cartId, visit)
  if (!session) return
  await bank.pay(session.id, visit.paid)

  const completing = Array.from({ length: visit.completions }, () => persevere(() => complete(store, about)))
  const webhooks = visit.paid === "asked" ? 0 : visit.webhooks
  const besides = [
    ...Array.from({ length: webhooks }, () => tellOfPayment(store, cartId, session, visit.paid)),
    ...(visit.meanwhile === "release" ? [releaseHold(store, holds[0].id, booking_id)] : []),
    ...(visit.meanwhile === "sweep" ? [visitAsClock({ staff }, { name: "cleanup-expired-holds" })] : []),
  ]
  const [done] = await Promise.all(completing)
  await Promise.all(besides)
  if (visit.cancelled && done.body.type === "order") await cancelOrder(staff, about, done.body.order.id)
}

async function newCart(store, { email }, { region_id }) {
  const made = await store.call("other", "POST", "/store/carts", { body: { region_id, email } })
  return isOk(made) ? made.body.cart.id : undefined
}

function addBooking(store, cart_id, { resource, dates, token }) {
  const body = { variant_id: resource.variant_id, start_date: dates[0], end_date: dates.at(-1) }
  const items = [{ resource_id: resource.id, dates, quantity: 1 }]
  const path = `/store/resource-booking/carts/${cart_id}/line-items`
  const sent = { body, headers: { "idempotency-key": token }, request: { items, token, owner: cart_id, cart_id } }
  return persevere(() => store.call("line", "POST", path, sent))
}

async function startPayment(store, cart_id, { paid }) {
  const request = { cart_id }
  const made = await store.call("pay", "POST", "/store/payment-collections", { body: request, request })
  if (!isOk(made)) return undefined
  const path = `/store/payment-collections/${made.body.payment_collection.id}/payment-sessions`
  const body = { provider_id: PROVIDER, data: { script: {} } }
  const begun = await store.call("pay", "POST", path, { body, request: { ...request, paid } })
  return isOk(begun) ? begun.body.payment_collection.payment_sessions[0] : undefined
}

const complete = (store, request) =>
  store.call("complete", "POST", `/store/carts/${request.cart_id}/complete`, { body: {}, request })

function tellOfPayment(store, cart_id, { id, amount }, action) {
  const body = { session_id: id, action, amount }
  return store.call("webhook", "POST", "/hooks/payment/fake_fake", { body, request: { cart_id, action } })
}

const cancelOrder = (staff, about, order_id) =>
  staff.call("cancel", "POST", `/admin/orders/${order_id}/cancel`, { body: {}, request: { ...about, order_id } })
