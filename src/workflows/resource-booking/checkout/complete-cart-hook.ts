import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN, MedusaError } from "@medusajs/framework/utils"
import { StepResponse, type StepExecutionContext } from "@medusajs/framework/workflows-sdk"
import { setTimeout as pause } from "node:timers/promises"
import { BookingError, bookingErrorCode, bookingErrorStatus } from "../../../modules/resource_booking/errors"
import type { ClaimedCart } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"
import { keptOf, readCartPayments } from "./cart-payments"
import type { CheckoutCart } from "./checkout-cart"
import { claimCart } from "./claim-cart"
import { orderOf } from "./order-of"
import { paymentsStand } from "./payments-stand"
import { recordRefusal } from "./refusal-incident"
import { refuseCheckout } from "./refuse-checkout"
import { undoPayments } from "./undo-payments"

type Input = { input: { id: string }; cart: CheckoutCart }
type HookContext = { container: MedusaContainer } & Pick<StepExecutionContext, " getStepResult">

/** What a completion has claimed; its undoing gets nothing where there was nothing to claim. */
export type CartClaim = { cart_id: string; claim: string }

/** The step of `completeCartWorkflow` that looks for the cart's order. */
const CORE_READS_ORDER = "use-query-graph-step"
/** Another attempt is at it, or everybody else. A webhook has nobody who would ask again. */
const PASSING = ["hold_in_checkout", "busy", "lock_timeout"]
const COMPLETION_FAILED = "The order could not be made"
const LOOK_AGAIN_MS = 200
const PATIENCE_MS = 15_000

/**
 * For `completeCartWorkflow.hooks.validate`: claims the dates of a cart before its order is made, or refuses the whole
 * cart by the name of the line, with nothing left charged. A cart that has its order, or sells nothing of ours, passes.
 */
export const claimCartOnCompletion = async (
  { input, cart }: Input,
  { container, ...context }: HookContext,
): Promise<StepResponse<undefined, CartClaim>> => {
  if (await orderOf(container, input.id)) {
    if (!hasCoreSeenOrder(context)) throw completedMeanwhile(cart.id)
    return new StepResponse(undefined)
  }
  try {
    const claimed = await claimInTurn(container, cart)
    const claim = claimed?.claim ? { cart_id: cart.id, claim: claimed.claim } : undefined
    if (claim) await requirePayments(container, cart, claim)
    return new StepResponse(undefined, claim)
  } catch (error) {
    if (!isFinal(error)) throw error
    if (await orderOf(container, cart.id)) throw completedMeanwhile(cart.id)
    await refuseCheckout(container, cart.id, error)
    throw error
  }
}

/** Core decides by a read before the hook whether there is an order to answer, or one to make. */
const hasCoreSeenOrder = (context: Omit<HookContext, "container">): boolean => {
  const read = context[" getStepResult"](CORE_READS_ORDER) as { data?: { order_id?: string } | null } | undefined
  return Boolean(read?.data?.order_id)
}

/** Core looked for an order before there was one, and would make a second. */
const completedMeanwhile = (cart_id: string): BookingError =>
  new BookingError(
    "hold_in_checkout",
    "This cart has just been completed by another request: complete it again to be answered its order",
    { cart_id },
  )

/** An attempt before this one was refused and has given the payment back while core was reading it for this one. */
const requirePayments = async (container: MedusaContainer, cart: CheckoutCart, claim: CartClaim): Promise<void> => {
  try {
    if (await paymentsStand(container, cart)) return
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "The payment of this cart was given back by an earlier attempt: begin a new payment and complete the cart again",
    )
  } catch (error) {
    await unclaimCartOnFailure(claim, { container })
    throw error
  }
}

/** Its compensation: the order was not made, nothing stays captured, and the clocks of the holds go on as they were. */
export const unclaimCartOnFailure = async (
  claim: CartClaim | undefined,
  { container }: { container: MedusaContainer },
): Promise<void> => {
  if (!claim) return
  await giveBackCaptured(container, claim.cart_id).catch((error: Error) => {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(`resource-booking: what cart ${claim.cart_id} had paid is left to core to refund: ${error.message}`)
  })
  await bookingService(container).unclaimCart(claim.cart_id, claim.claim)
}

/**
 * Core refunds after this whatever was captured. Done while the claim still stands, so that a completion which waits for it
 * in another process finds the payment gone, and makes no order of it.
 */
const giveBackCaptured = async (container: MedusaContainer, cart_id: string): Promise<void> => {
  const collections = await readCartPayments(container, cart_id)
  const isCaptured = collections.some(({ payments }) => payments.some((one) => MathBN.gt(keptOf(one), 0)))
  if (!isCaptured) return
  const payments = await undoPayments(container, cart_id, COMPLETION_FAILED, { is_own_completion: true })
  await recordRefusal(container, cart_id, { reason: COMPLETION_FAILED, payments })
}

/**
 * Two servers may complete one cart at once, the storefront and the provider's webhook. Core's lock keeps them apart in
 * one process; beyond it the claim does, and the later one waits until it is known what became of the first. Failing
 * before that would have core refund the very payment that the first is taking. The same where
 * the dates are too busy at this moment.
 */
const claimInTurn = async (container: MedusaContainer, cart: CheckoutCart): Promise<ClaimedCart | undefined> => {
  const givenUpAt = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      return await claimCart(container, cart, "completion")
    } catch (error) {
      const isPassing = PASSING.includes(bookingErrorCode(error) ?? "")
      if (!isPassing || (await orderOf(container, cart.id)) || Date.now() > givenUpAt) throw error
      await pause(LOOK_AGAIN_MS)
    }
  }
}

/** The dates are gone or the line is not what was agreed. Not: too busy, or another attempt is at it. */
const isFinal = (error: unknown): error is Error & { code: string; details?: Record<string, unknown> } => {
  const status = bookingErrorStatus(error)
  return status !== undefined && status !== 503 && bookingErrorCode(error) !== "hold_in_checkout"
}
