import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { IncidentDTO } from "../../../modules/booking_journal/types"
import { journalService } from "../journal-service"
import { isUndone, readCartPayments, readPayment } from "./cart-payments"
import { orderOf } from "./order-of"
import { paymentsOf, recordRefusal } from "./refusal-incident"
import { undoPayments } from "./undo-payments"
import { hasFailed, type UndonePayment } from "./undone-payment"

/** How many carts one run looks at, those not looked at for longest first. */
const AT_ONCE = 50

export type RetriedPayments = { retried: number; failing: number }

/**
 * The second chance: tries again what an incident says was not undone. What is undone then stays in the incident, for
 * somebody should tell the customer. Answers how many carts were tried, and how many are still charged.
 */
export const retryUndoPayments = async (container: MedusaContainer): Promise<RetriedPayments> => {
  // As PostgreSQL writes jsonb: an incident where nothing failed waits for the desk, not for this.
  const { incidents } = await journalService(container).listIncidents(
    { kind: "CHECKOUT_REFUSED", open: true, q: '"action": "failed"' },
    { order: "updated_at", limit: AT_ONCE },
  )
  let failing = 0
  for (const incident of incidents) {
    try {
      if (await isStillCharged(container, incident)) failing += 1
    } catch (error) {
      failing += 1
      container
        .resolve(ContainerRegistrationKeys.LOGGER)
        .error(`resource-booking: the payments of cart ${incident.ref} were not undone: ${(error as Error).message}`)
    }
  }
  return { retried: incidents.length, failing }
}

const isStillCharged = async (container: MedusaContainer, incident: IncidentDTO): Promise<boolean> => {
  const cartId = incident.ref
  const order_id = await orderOf(container, cartId)
  if (order_id) return await isChargedBesideOrder(container, incident, order_id)
  const reason = incident.details?.reason
  const failed = paymentsOf(incident).filter(hasFailed)
  // No others: the customer may be paying for free dates by now.
  const tried = await undoPayments(container, cartId, typeof reason === "string" ? reason : "The cart was refused", {
    session_ids: failed.map(({ payment_session_id }) => payment_session_id),
  })
  // What was undone by somebody who could not tell: the cart does not know it any more, the payment does.
  const others = failed.filter((one) => !tried.some(isOfSession(one)))
  const payments = [...tried, ...(await Promise.all(others.map((one) => readBack(container, one))))]
  await recordRefusal(container, cartId, { payments })
  return payments.some(hasFailed)
}

const isOfSession = (one: UndonePayment) => (other: UndonePayment) =>
  one.payment_session_id === other.payment_session_id

const readBack = async (container: MedusaContainer, failed: UndonePayment): Promise<UndonePayment> => {
  const payment = failed.payment_id === null ? undefined : await readPayment(container, failed.payment_id)
  if (!payment || !isUndone(payment)) return failed
  const { error: _error, ...undone } = failed
  return { ...undone, action: payment.canceled_at === null ? "refunded" : "cancelled" }
}

/** Of a cart with an order nothing is undone. Where its payment is another than the failed one, that is the desk's to see. */
const isChargedBesideOrder = async (
  container: MedusaContainer,
  incident: IncidentDTO,
  order_id: string,
): Promise<boolean> => {
  const failed = paymentsOf(incident).filter(hasFailed)
  const beside = await Promise.all(failed.map((payment) => isBesideOrder(container, incident.ref, payment)))
  if (beside.some((isCharged) => isCharged)) {
    await recordRefusal(container, incident.ref, { order_id, payments: [] })
    return true
  }
  const note = `The cart has the order ${order_id}, and nothing else of it is charged`
  await journalService(container).resolveIncident({ id: incident.id, resolved_by: "system", note })
  return false
}

const isBesideOrder = async (
  container: MedusaContainer,
  cartId: string,
  { payment_session_id, payment_id }: UndonePayment,
): Promise<boolean> => {
  const sessions = (await readCartPayments(container, cartId)).flatMap((collection) => collection.payment_sessions)
  const isOfOrder = sessions.some(({ id, status }) => id === payment_session_id && status === "authorized")
  const payment = payment_id === null ? undefined : await readPayment(container, payment_id)
  return payment !== undefined && !isUndone(payment) && !isOfOrder
}
