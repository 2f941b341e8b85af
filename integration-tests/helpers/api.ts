import { unique } from "./build"
import { HttpClient, type OnReply, type Reply } from "./http-client"
import type { Shop } from "./seed-shop"

export interface Cart {
  id: string
  sales_channel_id: string
  email: string | null
}

/** The clients of one server of one shop. */
export class Api {
  /** No key, no user. */
  readonly anonymous: HttpClient
  /** A storefront that nobody has signed in to. */
  readonly store: HttpClient
  /** Staff. */
  readonly admin: HttpClient

  constructor(
    readonly baseUrl: string,
    readonly shop: Shop,
    onReply?: OnReply,
  ) {
    this.anonymous = new HttpClient(baseUrl, {}, onReply)
    this.store = this.anonymous.with({ "x-publishable-api-key": shop.publishable_key })
    this.admin = this.anonymous.with({ authorization: `Bearer ${shop.admin_token}` })
  }

  /** The storefront as a customer of its own sees it, registered through Medusa's own routes. */
  async customer(
    email = `${unique("customer")}@example.com`,
  ): Promise<{ id: string; email: string; store: HttpClient }> {
    const login = { email, password: "a long password" }
    const bearer = (reply: Reply<{ token: string }>) => ({ authorization: `Bearer ${expectOk(reply).token}` })
    const registered = bearer(await this.store.post("/auth/customer/emailpass/register", login))
    const made = await this.store.post<{ customer: { id: string } }>("/store/customers", { email }, registered)
    const signedIn = bearer(await this.store.post("/auth/customer/emailpass", login))
    return { id: expectOk(made).customer.id, email, store: this.store.with(signedIn) }
  }

  /** An open cart of the shop's region, made through the storefront given, else by nobody in particular. */
  async cart(input: Record<string, unknown> = {}, store: HttpClient = this.store): Promise<Cart> {
    const reply = await store.post<{ cart: Cart }>("/store/carts", { region_id: this.shop.region_id, ...input })
    return expectOk(reply).cart
  }
}

/** The body of a reply that must be a success; fails with what the server said instead. */
export function expectOk<T>({ status, body }: Reply<T>): T {
  if (status < 200 || status > 299) {
    throw new Error(`The server answered ${status}: ${JSON.stringify(body)}`)
  }
  return body
}
