import { randomUUID } from "node:crypto"
import { resourceId, roomyResources } from "./fill.mjs"

const ZONE = "Australia/Brisbane"
const DAY_MS = 86_400_000
const LONGEST_STAY = 30

const today = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE }).format(new Date())
const dayAfter = (n) => new Date(Date.parse(today) + n * DAY_MS).toISOString().slice(0, 10)
const datesFrom = (n, count) => Array.from({ length: count }, (_, i) => dayAfter(n + i))
const random = (below) => Math.floor(Math.random() * below)

/**
 * What buyers ask for in a filled shop of this size: claims on the resources that never sell out, on dates that no
 * blackout covers. The last of those resources is the one that `sellOut` empties; the one before is the hot one.
 */
export function buyersOf({ resources, dates }) {
  const roomy = roomyResources(resources) - 2
  const lastDate = dates - 40
  const claim = (n, first, count) => ({ resource_id: resourceId(n), dates: datesFrom(first, count), quantity: 1 })
  const anyClaim = (count) => claim(random(roomy), 1 + random(lastDate - LONGEST_STAY), count)
  const range = (days) => {
    const first = random(lastDate - days)
    return { resource_id: resourceId(random(roomy)), start_date: dayAfter(first), end_date: dayAfter(first + days - 1) }
  }
  return {
    soldOutId: resourceId(roomy + 1),
    spread: () => [anyClaim(1)],
    hot: () => [claim(roomy, 20, 1)],
    "7 dates": () => [anyClaim(7)],
    "30 dates": () => [anyClaim(30)],
    "3 resources": () => {
      const first = random(roomy - 2)
      const date = 1 + random(lastDate)
      return [0, 1, 2].map((i) => claim(first + i, date, 1))
    },
    refused: () => [claim(roomy + 1, 20, 1)],
    "refused, spread": () => [claim(roomy + 1, 1 + random(lastDate), 1)],
    replayed: () => [claim(0, 30, 1)],
    range,
  }
}

/** Somebody new each time, with a token never used before. */
export const newBuyer = () => {
  const name = randomUUID()
  return { customer_email: `${name}@example.com`, idempotency_token: `bench-${name}` }
}

export const replayingBuyer = { customer_email: "replay@example.com", idempotency_token: "bench-replayed-token" }

/** Leaves no unit of that resource, on any date. */
export const sellOut = (client, id) =>
  client.query(
    `update resource_capacity set max_capacity = max_capacity - available_capacity, available_capacity = 0
     where resource_id = $1`,
    [id],
  )
