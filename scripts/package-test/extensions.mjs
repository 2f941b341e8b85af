/** What a shop adds to the package, as its developer would write it: rules, workflows, a handler of a taken hook. */

// A module whose name is the container's key of rules.
const rules = `
import { Module } from "@medusajs/framework/utils"
import HouseRules from "./service"

export default Module("resource_booking_rules", { service: HouseRules })
`

const houseRules = `
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import type { BookingRule, BookingRules } from "medusa-plugin-resource-booking/workflows"

const refuse = (message: string, code: string) => new MedusaError(MedusaError.Types.NOT_ALLOWED, message, code)

export default class HouseRules implements BookingRules {
  check: BookingRule = async ({ action, cart_id, items }, { container }) => {
    if (items.some(({ quantity }) => quantity > 2)) {
      throw refuse("For more than two vehicles please call us", "call_us")
    }
    if (action === "claim") {
      const query = container.resolve(ContainerRegistrationKeys.QUERY)
      const { data } = await query.graph({ entity: "cart", fields: ["metadata"], filters: { id: cart_id } })
      if (!data[0]?.metadata?.licence) throw refuse("Please tell us who drives", "licence_missing")
    }
  }
}
`

// Never run, only compiled and registered: an export that lost its type, or a step that lost its input, stops tsc.
const compose = `
import { createStep, createWorkflow, StepResponse, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { MedusaContainer } from "@medusajs/framework/types"
import * as exported from "medusa-plugin-resource-booking/workflows"
import {
  addBookingToCartWorkflow,
  attachHoldsStep,
  bookingErrorCode,
  claimCart,
  holdBookingStep,
  linkVariantWorkflow,
  placeHoldStep,
  quoteBookingStep,
  readCheckoutCart,
  reconcileBookingsWorkflow,
  settleCart,
  settleOrder,
  undoPaymentsWorkflow,
  unlinkVariantWorkflow,
  whatVariantsSell,
  type AddBookingToCartInput,
  type BookingErrorCode,
  type OrderSettlement,
  type Quote,
  type SoldVariant,
} from "medusa-plugin-resource-booking/workflows"
import type { HoldDTO, PlacedBooking, PlaceHoldInput } from "medusa-plugin-resource-booking/types"

type IsAny<T> = 0 extends 1 & T ? true : false
type Names = keyof typeof exported
type Untyped = { [Name in Names]: IsAny<(typeof exported)[Name]> extends true ? Name : never }[Names]
export const everythingIsTyped: [Untyped] extends [never] ? true : Untyped = true

const sayStep = createStep("shop-say", async ({ holds }: PlacedBooking) => {
  const first: HoldDTO | undefined = holds[0]
  return new StepResponse(first?.expires_at ?? "")
})

export const holdAndSayWorkflow = createWorkflow("shop-hold-and-say", (input: PlaceHoldInput) => {
  const booking = placeHoldStep(input)
  return new WorkflowResponse(sayStep(booking))
})

export const bookQuietlyWorkflow = createWorkflow("shop-book-quietly", (input: { cart_id: string; variant_id: string; day: string }) => {
  const quote = quoteBookingStep(transform({ input }, ({ input: { day, ...rest } }) => ({ ...rest, dates: [day] })))
  const held = holdBookingStep({ quote })
  const sold: Quote["sold"] = quote.sold
  attachHoldsStep({ quote, held })
  return new WorkflowResponse(sold)
})

export const bookWithThanksWorkflow = createWorkflow("shop-book-with-thanks", (input: AddBookingToCartInput) => {
  const booking = addBookingToCartWorkflow.runAsStep({ input })
  return new WorkflowResponse(transform({ booking }, ({ booking }) => booking.holds.map(({ id }): string => id)))
})

export const callable = async (container: MedusaContainer) => {
  const cart = await readCheckoutCart(container, "cart_1")
  if (cart) {
    const held: HoldDTO[] = await settleCart(container, cart)
    void held
    await claimCart(container, cart, "payment").catch((error) => {
      const code: BookingErrorCode | undefined = bookingErrorCode(error)
      if (code !== "insufficient_capacity") throw error
    })
  }
  const settled: OrderSettlement | undefined = await settleOrder(container, "order_1")
  const sold: Map<string, SoldVariant> = await whatVariantsSell(container, ["variant_1"])
  const { result } = await reconcileBookingsWorkflow(container).run({ input: { all: true } })
  const failed: number = result.failed
  await undoPaymentsWorkflow(container).run({ input: { cart_id: "cart_1", reason: "Called off" } })
  const terms = { pricing: "PER_DAY", duration_days: null, per: "UNIT", units: 1 } as const
  const link = { variant_id: "variant_1", resource_id: "res_1" }
  await linkVariantWorkflow(container).run({ input: { by: "user_1", link: { ...link, ...terms } } })
  await unlinkVariantWorkflow(container).run({ input: { by: "user_1", ...link } })
  // @ts-expect-error A price is the server's to say.
  await addBookingToCartWorkflow(container).run({ input: { cart_id: "cart_1", variant_id: "variant_1", unit_price: 1 } })
  // @ts-expect-error A booking is of a variant.
  await addBookingToCartWorkflow(container).run({ input: { cart_id: "cart_1" } })
  return { settled, sold, failed }
}
`

export const extensionFiles = {
  "src/modules/rules/index.ts": rules,
  "src/modules/rules/service.ts": houseRules,
  "src/workflows/compose.ts": compose,
}

/** A handler that knows nothing of the package. */
export const foreignHandler = `
import { completeCartWorkflow } from "@medusajs/medusa/core-flows"

completeCartWorkflow.hooks.validate(async () => {})
`

/** A handler with a check of its own that hands the cart on to the package's. */
export const composedHandler = `
import { MedusaError, Modules } from "@medusajs/framework/utils"
import { completeCartWorkflow } from "@medusajs/medusa/core-flows"
import { claimCartOnCompletion, unclaimCartOnFailure } from "medusa-plugin-resource-booking/workflows"

completeCartWorkflow.hooks.validate(async ({ input, cart }, context) => {
  if (cart.metadata?.call_first) throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "We call you first")
  return await claimCartOnCompletion({ input, cart }, context)
}, unclaimCartOnFailure)

// Later in the same workflow, once the dates are claimed.
// @ts-ignore Core has this hook and no type of it.
completeCartWorkflow.hooks.beforePaymentAuthorization(async ({ input }, { container }) => {
  const { metadata } = await container.resolve(Modules.CART).retrieveCart(input.id)
  if (metadata?.doubtful) throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "Our bank does not like this")
})
`
