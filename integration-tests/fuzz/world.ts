import { expectOk, type Api } from "../helpers/api"
import { day, type Build } from "../helpers/build"
import type { HttpClient } from "../helpers/http-client"
import { createVariant, linkVariant } from "../helpers/product"
import type { World } from "./requests/known"

/** What no reply to a storefront may contain, whoever asks. */
export const SECRETS = [
  "secret-customer@example.com",
  "secret-guest@example.com",
  "secret-reason",
  "secret-dent",
  "secret-note",
]

/** Customers, carts and a variant: Medusa's own, which stay from test to test. */
export interface People {
  customer: HttpClient
  customer_id: string
  cart_id: string
  others_cart_id: string
  /** Of another sales channel than the key's. */
  channel_cart_id: string
  variant_id: string
}

export async function meetPeople(api: Api): Promise<People> {
  const [asker, other] = [await api.customer(), await api.customer("secret-customer@example.com")]
  const [mine, others] = [await api.cart({}, asker.store), await api.cart({}, other.store)]
  const elsewhere = await api.cart({}, await storeElsewhere(api))
  const { variant_id } = await createVariant(api)
  return {
    ...{ customer: asker.store, customer_id: other.id, variant_id },
    ...{ cart_id: mine.id, others_cart_id: others.id, channel_cart_id: elsewhere.id },
  }
}

/** The storefront of a sales channel of its own. */
async function storeElsewhere({ admin, anonymous }: Api): Promise<HttpClient> {
  const made = await admin.post<{ sales_channel: { id: string } }>("/admin/sales-channels", { name: "Elsewhere" })
  const key = await admin.post<{ api_key: { id: string; token: string } }>("/admin/api-keys", {
    title: "Elsewhere",
    type: "publishable",
  })
  const { id, token } = expectOk(key).api_key
  expectOk(await admin.post(`/admin/api-keys/${id}/sales-channels`, { add: [expectOk(made).sales_channel.id] }))
  return anonymous.with({ "x-publishable-api-key": token })
}

/** One of everything that a route can name, some of it somebody else's, with what only staff know about it. */
export async function furnish(build: Build, api: Api, people: People): Promise<World> {
  const resource = await build.resource({ capacity: 3, metadata: { damage: "secret-dent" } })
  const [hold, mine, booking] = [
    await build.hold({
      resource,
      dates: [day(5)],
      customer_id: people.customer_id,
      customer_email: "secret-customer@example.com",
    }),
    await build.hold({ resource, dates: [day(6)], cart_id: people.cart_id }),
    await build.booking({
      resource,
      dates: [day(7)],
      contact: { contact_email: "secret-guest@example.com", note: "secret-note" },
    }),
  ]
  const blackout = await build.blackout({ resource_id: resource.id, start_date: day(30), reason: "secret-reason" })
  await linkVariant(api, resource.id, people.variant_id)
  const { cart_id, others_cart_id, channel_cart_id, variant_id, customer_id } = people
  return {
    ...{ cart_id, others_cart_id, channel_cart_id, variant_id, customer_id },
    ...{ resource_id: resource.id, hold_id: mine.id, others_hold_id: hold.id, booking_id: mine.booking_id },
    ...{ allocation_id: booking.id, blackout_id: blackout.id },
  }
}
