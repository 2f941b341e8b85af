import { setTimeout as sleep } from "node:timers/promises"
import { persevere } from "./persevere.mjs"

const HOLDS = "/store/resource-booking/holds"
const ALLOCATIONS = "/admin/resource-booking/allocations"

/** One visit of a storefront's customer: holds, and then what his plan says becomes of them. */
export async function visitAsBuyer({ store, staff, desk }, visit) {
  const placed = await place(store, visit)
  if (placed.status !== 201 && placed.status !== 200) return
  await resend(store, visit)
  const hold = placed.body.holds[0]
  const about = { hold_id: hold.id, booking_id: placed.body.booking_id }
  if (visit.look) await store.call("read", "GET", `${HOLDS}/${hold.id}`, { request: about })
  await sleep(visit.pause_ms)
  const release = () =>
    Promise.all(placed.body.holds.map(({ id }) => persevere(() => releaseHold(store, id, about.booking_id))))
  const confirm = async () => desk.remember(await persevere(() => confirmHold(staff, about)))
  if (visit.after === "release") await release()
  if (visit.after === "extend") {
    await extend(store, about, visit.minutes)
    await release()
  }
  if (visit.after === "confirm") await confirm()
  if (visit.after === "race") await Promise.all([confirm(), release()])
  if (visit.after === "again") await Promise.all([confirm(), confirm()])
}

/** Without a token nobody knows, after a broken answer, whether there is a hold: then it is left to its deadline. */
const place = (store, visit) => (visit.token ? persevere(() => send(store, visit)) : send(store, visit))

function send(store, { items, token, email }, headers = token ? { "idempotency-key": token } : {}) {
  const request = { items, token, owner: email }
  return store.call("place", "POST", HOLDS, { body: { items, customer_email: email }, headers, request })
}

/** The same request once more, ten times at once, or another one under the same token. */
async function resend(store, visit) {
  if (!visit.token || visit.resend === "none") return
  if (visit.resend === "once") await send(store, visit)
  if (visit.resend === "crowd") await Promise.all(Array.from({ length: 10 }, () => send(store, visit)))
  if (visit.resend === "other") {
    await send(store, { ...visit, items: visit.items.map((item) => ({ ...item, quantity: item.quantity + 1 })) })
  }
}

export const releaseHold = (store, id, booking_id) =>
  store.call("release", "DELETE", `${HOLDS}/${id}`, { request: { hold_id: id, booking_id } })

const confirmHold = (staff, about) =>
  staff.call("confirm", "POST", ALLOCATIONS, { body: { hold_id: about.hold_id }, request: about })

function extend(store, about, minutes) {
  const request = { ...about, minutes }
  return store.call("extend", "POST", `${HOLDS}/${about.hold_id}/extend`, { body: { minutes }, request })
}
