import type { MedusaContainer } from "@medusajs/framework/types"

/** Under this key of the container a merchant may put rules of his own: a function, several, or a service with `check`. */
export const BOOKING_RULES = "resource_booking_rules"

export type BookingRuleItem = {
  resource_id: string
  quantity: number
  dates?: string[]
  start_date?: string
  end_date?: string
}

/**
 * What is asked of a rule: `hold` before dates are held for a storefront, `claim` before a cart may pay for them (both
 * before the card form and again when it is completed).
 */
export type BookingRuleRequest = {
  action: "hold" | "claim"
  cart_id?: string
  customer_id?: string
  variant_ids: string[]
  items: BookingRuleItem[]
}

/** Refuses by throwing a MedusaError, whose message the customer reads; anything else lets the request go on. */
export type BookingRule = (request: BookingRuleRequest, context: { container: MedusaContainer }) => Promise<void> | void

type Registered = BookingRule | BookingRule[] | { check: BookingRule } | undefined

/** Asks every rule, in their order and before any lock is taken. */
export const askBookingRules = async (container: MedusaContainer, request: BookingRuleRequest): Promise<void> => {
  const registered = container.resolve<Registered>(BOOKING_RULES, { allowUnregistered: true })
  if (!registered) return
  const rules = Array.isArray(registered)
    ? registered
    : [typeof registered === "function" ? registered : registered.check.bind(registered)]
  for (const rule of rules) {
    await rule(request, { container })
  }
}
