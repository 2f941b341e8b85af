import type { IPaymentModuleService, MedusaContainer, PaymentSessionStatus } from "@medusajs/framework/types"
import { MathBN, MedusaError, Modules } from "@medusajs/framework/utils"
import { isUndone, keptOf, numeric, readPayment, type CartPayment, type CartSession } from "./cart-payments"
import { aboutPayment, aboutSession, inWords, movesMoney, type UndonePayment } from "./undone-payment"

/** Says what is about to be undone before it is: who dies in between leaves a trace. */
export type Announce = (about: UndonePayment) => Promise<void>

// The typed updatePaymentSession would have the provider change the payment; this writes the row, as for every model.
type SessionRows = { updatePaymentSessions(row: { id: string; status: PaymentSessionStatus }): Promise<unknown> }

/**
 * Leaves nothing charged of one session, and nothing that could still be. The caller sees to it that nobody else is at it.
 *
 * Where Medusa has no payment yet, only the provider knows: a card may be confirmed in the browser. It is asked by
 * authorizePaymentSession, which at Stripe only reads the payment intent, and elsewhere does what completing the cart
 * would have done a moment later, to be undone at once. Deleting the session first, which voids it in one call, would
 * take away the row that a webhook under way names: core 2.21's processPayment then finds no cart for it, filters by
 * nothing, and completes the cart of somebody else. So only what the provider has just called unpaid is deleted.
 */
export const undoSession = async (
  container: MedusaContainer,
  session: CartSession,
  known: CartPayment | undefined,
  { reason, announce }: { reason: string; announce: Announce },
): Promise<UndonePayment> => {
  const payments = container.resolve(Modules.PAYMENT)
  const undo = (payment: CartPayment) => undoPayment(container, payment, { reason, announce })
  if (known) return await undo(known)
  if (session.status === "canceled") return aboutSession(session, "none")
  if (!movesMoney(session)) return await voidSession(payments, session)

  const asked = await ask(container, session)
  if (asked.payment) return await undo(asked.payment)
  if (asked.status === "canceled") return aboutSession(session, "none")
  const wasPaid = session.status === "authorized" || session.status === "captured"
  if (asked.error && wasPaid) return aboutSession(session, "failed", asked.error)

  const voided = await voidSession(payments, session)
  if (voided.action !== "failed") return voided
  // The customer may have paid between the two.
  const askedAgain = await ask(container, session)
  return askedAgain.payment ? await undo(askedAgain.payment) : voided
}

/** Refunds what is kept of a payment, or cancels one of which nothing was taken; once. */
export const undoPayment = async (
  container: MedusaContainer,
  payment: CartPayment,
  { reason, announce }: { reason: string; announce: Announce },
): Promise<UndonePayment> => {
  const payments = container.resolve(Modules.PAYMENT)
  const [kept, entry] = [keptOf(payment), aboutPayment(payment)]
  try {
    // Also where it was undone before: core gives a session with a cancelled payment to the next order as paid.
    await closeSession(payments, payment.payment_session_id)
    if (isUndone(payment)) return { ...entry, action: "none" }
    await announce({ ...entry, action: "failed", error: "It was being undone and nobody has said that it is" })
    if (MathBN.gt(kept, 0)) {
      await payments.refundPayment({ payment_id: payment.id, amount: kept, note: reason })
      return { ...entry, action: "refunded", amount: numeric(kept) }
    }
    await payments.cancelPayment(payment.id)
    return { ...entry, action: "cancelled" }
  } catch (error) {
    const now = await readPayment(container, payment.id)
    if (now && isUndone(now)) return { ...entry, action: "none" }
    return {
      ...entry,
      action: "failed",
      amount: MathBN.gt(kept, 0) ? numeric(kept) : entry.amount,
      error: inWords(error),
    }
  }
}

type Asked = { payment?: CartPayment; status?: PaymentSessionStatus; error?: unknown }

/** What the provider says of a session: a payment, now recorded; or the status it has instead; or nothing at all. */
const ask = async (container: MedusaContainer, session: CartSession): Promise<Asked> => {
  const payments = container.resolve(Modules.PAYMENT)
  try {
    const payment = await payments.authorizePaymentSession(session.id, {})
    // Null where the money is on its way, as with a bank transfer.
    return { payment: payment ? await readPayment(container, payment.id) : undefined }
  } catch (error) {
    const now = await payments.retrievePaymentSession(session.id, { relations: ["payment"] })
    const payment = now.payment ? await readPayment(container, now.payment.id) : undefined
    const isAnswer = (error as MedusaError).type === MedusaError.Types.NOT_ALLOWED
    return { payment, status: now.status, error: isAnswer ? undefined : error }
  }
}

const voidSession = async (payments: IPaymentModuleService, session: CartSession): Promise<UndonePayment> => {
  try {
    await payments.deletePaymentSession(session.id)
    return aboutSession(session, "voided")
  } catch (error) {
    return aboutSession(session, "failed", error)
  }
}

/** Core's completion authorises no payment through a session that is cancelled, also if it has read it before. */
const closeSession = async (payments: IPaymentModuleService, id: string): Promise<void> => {
  const [session] = await payments.listPaymentSessions({ id }, { select: ["id", "status"] })
  if (!session || session.status === "canceled") return
  await (payments as unknown as SessionRows).updatePaymentSessions({ id, status: "canceled" })
}
