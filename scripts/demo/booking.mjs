import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { PlainError } from "../lib/plain-error.mjs"

const DAYS = 2
const SUBSCRIBERS_TIMEOUT_MS = 30_000

/**
 * One booking the whole way through the APIs, each answer checked and printed: from a free date to the order's
 * allocation, and from the order's cancellation to the free date. Returns the free dates and the cart that got nothing.
 */
export async function bookOnce({ url, admin, publishable_key, region_id, vehicle }) {
  const store = client(`${url}/store`, { "x-publishable-api-key": publishable_key })
  const newCart = (email) => store("POST", "/carts", { body: { region_id, email } })
  const linesOf = (cartId) => `/resource-booking/carts/${cartId}/line-items`
  console.log(`\nOne booking over HTTP, the whole way: the only ${vehicle.name}`)

  const free = await availability(store, vehicle, day(2), day(300))
  const dates = freeDates(free.body.available_dates, vehicle)
  const count = free.body.available_dates.filter((date) => date.is_available).length
  tell("GET  store/…/availability", free, `${count} of ${free.body.available_dates.length} days free`)

  const cart = await newCart("first@example.com")
  tell("POST store/carts", cart, cart.body.cart.id)
  const line = { variant_id: vehicle.variant_id, start_date: dates[0], end_date: dates.at(-1) }
  const booking = { ...line, idempotency_token: `demo-${randomUUID()}` }
  const added = await store("POST", linesOf(cart.body.cart.id), { body: booking, expect: 201 })
  const { line_item, time_remaining_seconds } = added.body
  const minutes = Math.round(time_remaining_seconds / 60)
  tell(
    "POST store/…/carts/:id/line-items",
    added,
    `${dates.join(", ")} for ${minutes} minutes, ${aud(line_item.unit_price)}`,
  )

  const again = await store("POST", linesOf(cart.body.cart.id), { body: booking })
  must(again.body.idempotent_replay && again.body.cart.items.length === 1, "the same token added another line")
  tell("  the same token again", again, "the same line and hold, idempotent_replay: true")

  const second = await newCart("second@example.com")
  const refused = await store("POST", linesOf(second.body.cart.id), { body: line, expect: 409 })
  must(refused.body.code === "insufficient_capacity", `the second customer was refused with ${refused.body.code}`)
  tell("  a second customer", refused, refused.body.code)

  const payment = await store("POST", "/payment-collections", { body: { cart_id: cart.body.cart.id } })
  const sessions = `/payment-collections/${payment.body.payment_collection.id}/payment-sessions`
  const session = await store("POST", sessions, { body: { provider_id: "pp_system_default" } })
  tell("POST store/payment-collections/…", session, "the dates are checked again before anybody pays")

  const done = await store("POST", `/carts/${cart.body.cart.id}/complete`)
  const { order } = done.body
  must(done.body.type === "order", `the cart did not become an order: ${done.body.error?.message}`)
  tell("POST store/carts/:id/complete", done, `order #${order.display_id}, ${aud(order.total)}`)

  const desk = await signedIn(url, admin)
  const seen = await eventually(
    () => desk("GET", `/orders/${order.id}?fields=id,*booking_allocations`),
    ({ body }) => body.order.booking_allocations.length === 1,
    "the order has no allocation",
  )
  const [allocation] = seen.body.order.booking_allocations
  must(`${allocation.dates}` === `${dates}`, `the allocation is of ${allocation.dates}`)
  tell("GET  admin/orders/:id", seen, `its allocation ${allocation.id}`)

  const cancelled = await desk("POST", `/orders/${order.id}/cancel`, { body: {} })
  tell("POST admin/orders/:id/cancel", cancelled, cancelled.body.order.status)
  const after = await eventually(
    () => availability(store, vehicle, dates[0], dates.at(-1)),
    ({ body }) => body.all_dates_available,
    "the dates of the cancelled order are not free again",
  )
  tell("GET  store/…/availability", after, `${dates.join(", ")} free again`)
  return { dates, cart_id: second.body.cart.id }
}

function availability(store, { id }, start_date, end_date) {
  const query = new URLSearchParams({ resource_id: id, start_date, end_date })
  return store("GET", `/resource-booking/availability?${query}`)
}

/** The first days in a row on which nobody has anything. */
function freeDates(dates, { name }) {
  const isFree = ({ is_available, available_capacity }) => is_available && available_capacity === 1
  const first = dates.findIndex((_, i) => i + DAYS <= dates.length && dates.slice(i, i + DAYS).every(isFree))
  must(first >= 0, `${name} has no ${DAYS} free days in a row left`)
  return dates.slice(first, first + DAYS).map(({ date }) => date)
}

async function signedIn(url, { email, password }) {
  const { body } = await client(url, {})("POST", "/auth/user/emailpass", { body: { email, password } })
  return client(`${url}/admin`, { authorization: `Bearer ${body.token}` })
}

/** What Medusa's subscribers do comes a moment after the answer. */
async function eventually(ask, isDone, otherwise) {
  const deadline = Date.now() + SUBSCRIBERS_TIMEOUT_MS
  for (;;) {
    const answer = await ask()
    if (isDone(answer)) return answer
    must(Date.now() < deadline, otherwise)
    await sleep(50)
  }
}

function client(base, headers) {
  return async (method, path, { body, expect = 200 } = {}) => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: { ...headers, "content-type": "application/json" },
      body: body && JSON.stringify(body),
    })
    const text = await response.text()
    must(
      response.status === expect,
      `${method} ${path} answered ${response.status} instead of ${expect}: ${text.replace(/\s+/g, " ").slice(0, 200)}`,
    )
    return { status: response.status, body: JSON.parse(text) }
  }
}

function tell(request, { status }, outcome) {
  console.log(`  ${request.padEnd(34)} ${status}  ${outcome}`)
}

function aud(amount) {
  return `${amount} AUD`
}

function must(holds, otherwise) {
  if (!holds) throw new PlainError(`The demo's booking went wrong: ${otherwise}`)
}

/** Two days ahead and more is bookable in every time zone. */
function day(ahead) {
  return new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)
}
