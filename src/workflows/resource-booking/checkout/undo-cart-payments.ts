import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { bookingService } from "../booking-service"
import { aloneWithCart } from "./alone-with-cart"
import { readCartPayments, type PaymentCollection } from "./cart-payments"
import { orderOf } from "./order-of"
import { recordRefusal } from "./refusal-incident"
import { undoPayment, undoSession, type Announce } from "./undo-session"
import { aboutSession, hasFailed, touchedMoney, type UndonePayment } from "./undone-payment"

/**
 * All of the cart, or only what was begun as one of these sessions. A completion under way keeps its payment unless
 * `is_own_completion` says that it is the one which gives it back.
 */
export type UndoPaymentsInput = {
  cart_id: string
  reason: string
  session_ids?: string[]
  is_own_completion?: boolean
}

/** What of a collection is to be undone; `isPart` where the cart is being paid for by another of its sessions. */
type Asked = PaymentCollection & { isPart: boolean }

const LOCK_NOT_AVAILABLE = "55P03"

/** Nothing for a cart that has an order; else what became of each of its payments. */
export const undoCartPayments = async (
  container: MedusaContainer,
  { cart_id, reason, session_ids, is_own_completion = false }: UndoPaymentsInput,
): Promise<UndonePayment[]> => {
  const read = async () => (await readCartPayments(container, cart_id)).map((one) => begunAs(one, session_ids))
  const found = await read()
  if (found.every(isEmpty)) return []
  try {
    return await aloneWithCart(container, cart_id, async () => {
      const collections = await read()
      if (await orderOf(container, cart_id)) return []
      if (!is_own_completion && (await isBeingCompleted(container, cart_id))) {
        return untouched(collections, "Another completion of this cart is under way")
      }
      const undone: UndonePayment[] = []
      for (const collection of collections) {
        undone.push(...(await undoCollection(container, cart_id, reason, collection)))
      }
      return undone
    })
  } catch (error) {
    if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error
    return untouched(found, "Another process has been undoing the payments of this cart for too long")
  }
}

const undoCollection = async (
  container: MedusaContainer,
  cartId: string,
  reason: string,
  collection: Asked,
): Promise<UndonePayment[]> => {
  const { payment_sessions, payments, isPart } = collection
  const how = { reason, announce: announcer(container, cartId, reason) }
  const undone: UndonePayment[] = []
  for (const session of payment_sessions) {
    const known = payments.find(({ payment_session_id }) => payment_session_id === session.id)
    undone.push(
      await undoSession(container, session, known, how).catch((error) => aboutSession(session, "failed", error)),
    )
  }
  // Core deletes the session of a payment where another is begun.
  const orphans = payments.filter((one) => !payment_sessions.some(({ id }) => id === one.payment_session_id))
  for (const payment of orphans) undone.push(await undoPayment(container, payment, how))

  const hasEndedPayment = undone.some(({ payment_id }) => payment_id !== null)
  if (hasEndedPayment && !isPart && !undone.some(hasFailed)) await detach(container, cartId, collection)
  return undone
}

/**
 * The cart gets a new payment collection for its next try. To begin another session in this one, core would first delete
 * the ended ones at their provider, and no provider lets a refunded payment be deleted: the cart could never be paid.
 */
const detach = async (container: MedusaContainer, cartId: string, { id }: PaymentCollection): Promise<void> => {
  await container.resolve(ContainerRegistrationKeys.LINK).dismiss({
    [Modules.CART]: { cart_id: cartId },
    [Modules.PAYMENT]: { payment_collection_id: id },
  })
}

/** A completion that has claimed its dates may take the payment at any moment. */
const isBeingCompleted = async (container: MedusaContainer, cartId: string): Promise<boolean> => {
  const claimed = await bookingService(container).listBookingHolds(
    { cart_id: cartId, status: "ACTIVE", claimed_at: { $ne: null } },
    { select: ["id"], take: 1 },
  )
  return claimed.length > 0
}

const announcer =
  (container: MedusaContainer, cartId: string, reason: string): Announce =>
  async (payment) => {
    if (touchedMoney([payment])) await recordRefusal(container, cartId, { reason, payments: [payment] })
  }

const begunAs = (collection: PaymentCollection, ids: string[] | undefined): Asked => {
  if (!ids) return { ...collection, isPart: false }
  const payment_sessions = collection.payment_sessions.filter(({ id }) => ids.includes(id))
  const payments = collection.payments.filter(({ payment_session_id }) => ids.includes(payment_session_id))
  return {
    ...collection,
    payment_sessions,
    payments,
    isPart: payment_sessions.length < collection.payment_sessions.length,
  }
}

const isEmpty = ({ payment_sessions, payments }: PaymentCollection) => payment_sessions.length + payments.length === 0

const untouched = (collections: PaymentCollection[], why: string): UndonePayment[] =>
  collections.flatMap(({ payment_sessions, payments }) =>
    payment_sessions.map((session) => ({
      ...aboutSession(session, "failed", why),
      payment_id: payments.find(({ payment_session_id }) => payment_session_id === session.id)?.id ?? null,
    })),
  )
