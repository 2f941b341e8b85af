import { PlainError } from "../scripts/lib/plain-error.mjs"

const ZONE = "Australia/Brisbane"
const DAY_MS = 86_400_000
const ADMIN = "/admin/resource-booking"

/** Few dates, and few units of each, so that buyers meet. The last resource is nobody's but the probes'. */
const RESOURCES = [
  ["VEHICLE", 1],
  ["VEHICLE", 2],
  ["VEHICLE", 3],
  ["VEHICLE", 4],
  ["BOAT", 1],
  ["BOAT", 2],
  ["BOAT", 4],
  ["GUIDE", 2],
  ["GUIDE", 3],
]
export const OPEN_DAYS = 20
const PROBE_CAPACITY = 1_000_000

/** The days from the `first` to the `last` from today. */
export const days = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => day(first + i))

const today = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE }).format(new Date())

/** The calendar day `n` days from today, where the shop is. */
export const day = (n) => new Date(Date.parse(today) + n * DAY_MS).toISOString().slice(0, 10)

/**
 * What is sold: resources whose holds last a minute, so that lapsed ones are met all the time, and of each a variant
 * that sells it by the day. All of it goes through the desk's routes and is in the history.
 */
export async function stockShop(desk, shop) {
  const resources = []
  for (const [i, [type, capacity]] of RESOURCES.entries()) {
    const id = await addResource(desk, `${type} ${i + 1}`, type, capacity)
    resources.push({ id, type, capacity, variant_id: await addVariant(desk, shop, id, `${type} ${i + 1}`) })
  }
  return { resources, probe_id: await addResource(desk, "Probe", "PROBE", PROBE_CAPACITY) }
}

async function addResource(desk, name, type, max_capacity) {
  const resource = { name, type, timezone: ZONE, hold_ttl_minutes: 1 }
  const { id } = ok(await desk.call("other", "POST", `${ADMIN}/resources`, { body: resource })).resource
  const body = { start_date: day(1), end_date: day(OPEN_DAYS), max_capacity }
  const request = { resource_id: id, dates: days(1, OPEN_DAYS), max_capacity }
  ok(await desk.call("capacity", "POST", `${ADMIN}/resources/${id}/capacity`, { body, request }))
  return id
}

async function addVariant(desk, { sales_channel_id }, resourceId, title) {
  const product = {
    title,
    status: "published",
    sales_channels: [{ id: sales_channel_id }],
    options: [{ title: "Kind", values: ["Usual"] }],
    variants: [
      {
        title: "Usual",
        options: { Kind: "Usual" },
        manage_inventory: false,
        prices: [{ currency_code: "aud", amount: 100 }],
      },
    ],
  }
  const variantId = ok(await desk.call("other", "POST", "/admin/products", { body: product })).product.variants[0].id
  const terms = { variant_id: variantId, pricing: "PER_DAY" }
  ok(await desk.call("other", "POST", `${ADMIN}/resources/${resourceId}/variants`, { body: terms }))
  return variantId
}

export function ok({ status, body }) {
  if (status === null || status > 299) throw new PlainError(`The shop answered ${status}: ${JSON.stringify(body)}`)
  return body
}
