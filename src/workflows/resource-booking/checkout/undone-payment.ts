import type { PaymentOfEvent } from "../../../modules/resource_booking/events"
import type { CartPayment, CartSession } from "./cart-payments"

/**
 * What became of one payment of a refused cart. `amount` is what was refunded, or what stood in question. `none`: there was
 * nothing to undo. `voided`: nobody had paid, and nobody can any more. `failed`: it may still be charged; `error` says why.
 */
export type UndonePayment = PaymentOfEvent & { error?: string }

/** Medusa's own provider for payments outside of it: it says yes to everything and no money moves. */
const MANUAL_PROVIDER = "pp_system_default"
export const movesMoney = ({ provider_id }: { provider_id: string }): boolean => provider_id !== MANUAL_PROVIDER

/** Whether somebody's money was in it: then the desk should know. */
export const touchedMoney = (payments: UndonePayment[]): boolean =>
  payments.some((payment) => movesMoney(payment) && ["cancelled", "refunded", "failed"].includes(payment.action))

export const hasFailed = ({ action }: UndonePayment): boolean => action === "failed"

/** A later look, which finds nothing to undo, does not take back what an earlier one has done. */
export const mergePayments = (earlier: UndonePayment[], later: UndonePayment[]): UndonePayment[] => {
  const merged = new Map(earlier.map((payment) => [payment.payment_session_id, payment]))
  for (const payment of later) {
    const before = merged.get(payment.payment_session_id)
    if (!before || hasFailed(before) || payment.action !== "none") merged.set(payment.payment_session_id, payment)
  }
  return [...merged.values()]
}

const LONGEST_ERROR = 300

/** A provider's message, which may quote whom it was about; incidents outlive that. */
export const inWords = (error: unknown): string => {
  const message = typeof error === "string" ? error : (error as { message?: unknown } | null)?.message
  return (typeof message === "string" ? message : "The provider gave no reason")
    .replaceAll(/\S+@\S+/g, "…")
    .slice(0, LONGEST_ERROR)
}

/** Of a session that has no payment. */
export const aboutSession = (
  session: CartSession,
  action: UndonePayment["action"],
  error?: unknown,
): UndonePayment => ({
  payment_id: null,
  payment_session_id: session.id,
  provider_id: session.provider_id,
  action,
  amount: session.amount,
  currency_code: session.currency_code,
  ...(error === undefined ? {} : { error: inWords(error) }),
})

export const aboutPayment = (payment: CartPayment): Omit<UndonePayment, "action"> => ({
  payment_id: payment.id,
  payment_session_id: payment.payment_session_id,
  provider_id: payment.provider_id,
  amount: payment.amount,
  currency_code: payment.currency_code,
})
