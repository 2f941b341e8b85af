import type { MedusaStoreRequest } from "@medusajs/framework/http"
import type { ICartModuleService, ICustomerModuleService } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { BookingError } from "../../../modules/resource_booking/errors"

/** A store request; `auth_context` is empty where nobody is signed in. */
export type StoreRequest<Body = unknown, Query = Record<string, unknown>> = MedusaStoreRequest<Body, Query>

type Named = { cart_id?: string; customer_email?: string }

export const signedInCustomer = (req: Pick<StoreRequest, "auth_context">): string | undefined =>
  req.auth_context?.actor_type === "customer" ? req.auth_context.actor_id : undefined

/** For whom a store request holds. A cart must be open, of the key's sales channel and nobody else's. */
export const holderOf = async (req: StoreRequest, { cart_id, customer_email }: Named) => {
  const customer_id = signedInCustomer(req)
  if (cart_id !== undefined) {
    await requireOwnCart(req, cart_id, customer_id)
  }
  return { customer_id, cart_id, customer_email }
}

const requireOwnCart = async (req: StoreRequest, cartId: string, customerId: string | undefined): Promise<void> => {
  const carts = req.scope.resolve<ICartModuleService>(Modules.CART)
  const [cart] = await carts.listCarts(
    { id: [cartId], sales_channel_id: req.publishable_key_context.sales_channel_ids },
    { select: ["id", "completed_at", "customer_id"] },
  )
  const isOpen = cart !== undefined && !cart.completed_at
  if (!isOpen || (cart.customer_id && cart.customer_id !== customerId && (await hasAccount(req, cart.customer_id)))) {
    throw new BookingError("cart_not_found", `There is no open cart ${cartId} of this storefront`, { cart_id: cartId })
  }
}

// Core makes a customer without an account for every guest e-mail; only one with an account owns a cart alone.
const hasAccount = async (req: StoreRequest, customerId: string): Promise<boolean> => {
  const customers = req.scope.resolve<ICustomerModuleService>(Modules.CUSTOMER)
  const [customer] = await customers.listCustomers({ id: [customerId] }, { select: ["id", "has_account"] })
  return customer?.has_account ?? false
}
