import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { BookingError, bookingErrorCode } from "../../../modules/resource_booking/errors"
import type { PlaceHoldInput } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"

/**
 * Under this key of the container a merchant puts rules of his own: a module of that name whose service has `check`, or,
 * registered by hand, a function or several.
 */
export const BOOKING_RULES = "resource_booking_rules"

/** Claimed of a resource: its dates, or as a customer asked for them the first and the last of a range. */
export type BookingRuleItem = {
  resource_id: string
  quantity: number
  dates?: string[]
  start_date?: string
  end_date?: string
}

/**
 * What is asked of a rule: `hold` before dates are held for a storefront, `claim` before a cart may pay for them (both
 * before the card form and again when it is completed). A hold that is not for a line of a cart has no variants.
 */
export type BookingRuleRequest = {
  action: "hold" | "claim"
  cart_id?: string
  customer_id?: string
  customer_email?: string
  variant_ids: string[]
  items: BookingRuleItem[]
}

/**
 * Refuses by throwing a MedusaError, whose message the customer reads: of type NOT_ALLOWED, or whatever else says that the
 * request is at fault. It leaves as 409 `refused_by_rule`. Any other error is a fault of the rule and leaves as such.
 */
export type BookingRule = (request: BookingRuleRequest, context: { container: MedusaContainer }) => Promise<void> | void

/** What a module named `resource_booking_rules` has for its service. */
export interface BookingRules {
  check: BookingRule
}

type Registered = BookingRule | BookingRule[] | BookingRules | undefined

/** Asks every rule, in their order and before any lock is taken. */
export const askBookingRules = async (container: MedusaContainer, request: BookingRuleRequest): Promise<void> => {
  for (const rule of rulesOf(container)) {
    try {
      await rule(request, { container })
    } catch (error) {
      throw asRefusal(error)
    }
  }
}

/**
 * Asks them of a storefront's request to hold dates. A token's booking is there already when it is asked for again: a rule
 * that counts what a customer holds would refuse him the answer that he missed.
 */
export const askRulesBeforeHold = async (container: MedusaContainer, input: PlaceHoldInput): Promise<void> => {
  if (rulesOf(container).length === 0) return
  const { items, cart_id, customer_id, customer_email, cart_line } = input
  const variant_ids = cart_line ? [cart_line.variant_id] : []
  try {
    await askBookingRules(container, { action: "hold", cart_id, customer_id, customer_email, variant_ids, items })
  } catch (refusal) {
    if (!(await bookingService(container).isPlaced(input))) throw refusal
  }
}

const rulesOf = (container: MedusaContainer): BookingRule[] => {
  const registered = container.resolve<Registered>(BOOKING_RULES, { allowUnregistered: true })
  if (!registered) return []
  if (Array.isArray(registered)) return registered
  return [typeof registered === "function" ? registered : (request, context) => registered.check(request, context)]
}

const { NOT_ALLOWED, INVALID_DATA, CONFLICT, FORBIDDEN, UNAUTHORIZED } = MedusaError.Types
const REFUSALS: string[] = [NOT_ALLOWED, INVALID_DATA, CONFLICT, FORBIDDEN, UNAUTHORIZED]

/** By its type and not its class: out of a workflow that a rule runs, errors come as plain objects. */
const asRefusal = (error: unknown): unknown => {
  const { type, code, message } = (error ?? {}) as { type?: string; code?: string; message?: string }
  const isRefusal = bookingErrorCode(error) === undefined && type !== undefined && REFUSALS.includes(type)
  if (!isRefusal) return error
  return new BookingError("refused_by_rule", message || "This shop does not allow it", { rule: code ?? null })
}
