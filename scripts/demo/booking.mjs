import { randomUUID } from "node:crypto"
import { PlainError } from "../lib/plain-error.mjs"

/**
 * One booking through the Store API, each answer checked and printed: availability, a hold, the
 * same request again, a second customer who is refused, and the release. Returns the vehicle's free date.
 */
export async function bookOnce({ url, publishable_key, vehicle }) {
  const call = client(url, publishable_key)
  console.log(`\nOne booking over HTTP: the only unit of ${vehicle.name}`)
  const date = await freeDate(call, vehicle)
  const hold = { resource_id: vehicle.id, dates: [date], quantity: 1 }
  const first = { ...hold, customer_email: "first@example.com", idempotency_token: `demo-${randomUUID()}` }
  const second = { ...hold, customer_email: "second@example.com", idempotency_token: `demo-${randomUUID()}` }

  const placed = await call("POST", "/holds", { body: first, expect: 201 })
  tell(
    "POST   …/holds",
    placed,
    `${placed.body.hold.id}, ${date}, for ${Math.round(placed.body.time_remaining_seconds / 60)} minutes`,
  )

  const replayed = await call("POST", "/holds", { body: first, expect: 200 })
  must(
    replayed.body.hold.id === placed.body.hold.id && replayed.body.idempotent_replay === true,
    "the same token gave another hold",
  )
  tell("POST   …/holds, same token again", replayed, "the same hold, idempotent_replay: true")

  const refused = await call("POST", "/holds", { body: second, expect: 409 })
  must(refused.body.code === "insufficient_capacity", `the second customer was refused with ${refused.body.code}`)
  tell("POST   …/holds, a second customer", refused, refused.body.code)

  const released = await call("DELETE", `/holds/${placed.body.hold.id}`, { expect: 200 })
  const after = await availability(call, vehicle.id, date, date)
  must(after.body.available_dates[0]?.is_available, "the released date is not free again")
  tell(`DELETE …/holds/:id`, released, "released, and the date is free again")
  return date
}

async function freeDate(call, vehicle) {
  const answer = await availability(call, vehicle.id, day(2), day(300))
  const free = answer.body.available_dates.find((date) => date.is_available && date.available_capacity === 1)
  must(free, `${vehicle.name} has no free date left`)
  tell(
    "GET    …/availability",
    answer,
    `${answer.body.available_dates.filter((date) => date.is_available).length} of ${answer.body.available_dates.length} days free`,
  )
  return free.date
}

function availability(call, resource_id, start_date, end_date) {
  const query = new URLSearchParams({ resource_id, start_date, end_date })
  return call("GET", `/availability?${query}`, { expect: 200 })
}

function client(url, key) {
  return async (method, path, { body, expect }) => {
    const response = await fetch(`${url}/store/resource-booking${path}`, {
      method,
      headers: { "x-publishable-api-key": key, "content-type": "application/json" },
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

function must(holds, otherwise) {
  if (!holds) throw new PlainError(`The demo's booking went wrong: ${otherwise}`)
}

/** Two days ahead and more is bookable in every time zone. */
function day(ahead) {
  return new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)
}
