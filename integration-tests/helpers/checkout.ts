import { expectOk, type Api, type Cart } from "./api"
import { day } from "./build"
import type { HttpClient, Reply } from "./http-client"
import { startPayment, type PaymentSession } from "./payments"

/** What a storefront says of a booking: the members of its route's body. */
export interface AddBooking {
  variant_id: string
  dates?: string[]
  start_date?: string
  end_date?: string
  quantity?: number
  hold_id?: string
  idempotency_token?: string
}

export interface HeldDates {
  id: string
  booking_id: string
  resource_id: string
  quantity: number
  dates: string[]
}
export interface AddedBooking {
  cart: Cart & { items: { id: string }[] }
  line_item: { id: string; unit_price: number; quantity: number; metadata: Record<string, unknown> }
  booking_id: string
  holds: HeldDates[]
}

export interface PlacedOrder {
  id: string
  items: {
    id: string
    title: string
    product_title: string
    variant_id: string
    quantity: number
    metadata: Record<string, unknown> | null
  }[]
}
export type Completion = { type: "order"; order: PlacedOrder } | { type: "cart"; error: unknown }

type Storefront = Pick<Api, "store">

/** Puts a booking into a cart, or is refused. */
export const addBooking = (
  { store }: Storefront,
  cartId: string,
  body: AddBooking,
  client: HttpClient = store,
): Promise<Reply<AddedBooking>> => client.post<AddedBooking>(`/store/resource-booking/carts/${cartId}/line-items`, body)

/** Opens the payment of a cart, as a storefront does before its card form; by default one that nobody has to make. */
export async function pay(
  { store }: Storefront,
  cartId: string,
  provider_id = "pp_system_default",
  client: HttpClient = store,
): Promise<PaymentSession> {
  return await startPayment({ store }, cartId, {}, { provider_id, client })
}

export const complete = ({ store }: Storefront, cartId: string, client: HttpClient = store) =>
  client.post<Completion>(`/store/carts/${cartId}/complete`)

export interface BuildBookedCart extends AddBooking {
  /** Fields of the cart; by default a guest with an address of mail. */
  cart?: Record<string, unknown>
}

/** A cart with one booking, tomorrow unless told, not yet paid for. */
export async function bookedCart(
  api: Api,
  { cart: fields = {}, ...body }: BuildBookedCart,
): Promise<AddedBooking & { id: string }> {
  const cart = await api.cart({ email: "guest@example.com", ...fields })
  const when = body.dates || body.start_date ? {} : { start_date: day(1), end_date: day(1) }
  return { id: cart.id, ...expectOk(await addBooking(api, cart.id, { ...when, ...body })) }
}

/** The order that a cart becomes. */
export async function completed(api: Storefront, cartId: string): Promise<PlacedOrder> {
  const answer = expectOk(await complete(api, cartId))
  if (answer.type !== "order") throw new Error(`The cart was not completed: ${JSON.stringify(answer.error)}`)
  return answer.order
}

/** A booking from the storefront to its order. */
export async function orderedBooking(api: Api, booking: BuildBookedCart): Promise<PlacedOrder> {
  const cart = await bookedCart(api, booking)
  await pay(api, cart.id)
  return await completed(api, cart.id)
}
