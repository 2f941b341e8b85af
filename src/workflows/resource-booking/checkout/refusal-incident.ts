import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { IncidentDTO, Json } from "../../../modules/booking_journal/types"
import { journalService } from "../journal-service"
import { mergePayments, type UndonePayment } from "./undone-payment"

type Refusal = Json & { payments: UndonePayment[] }

export const paymentsOf = ({ details }: Pick<IncidentDTO, "details">): UndonePayment[] =>
  (details as Refusal | null)?.payments ?? []

/**
 * Opens the CHECKOUT_REFUSED incident of a cart, or adds to the open one. The money is worth more than its row: a journal
 * that fails is logged.
 */
export const recordRefusal = async (container: MedusaContainer, cartId: string, refusal: Refusal): Promise<void> => {
  const journal = journalService(container)
  try {
    const { incidents } = await journal.listIncidents({ kind: "CHECKOUT_REFUSED", ref: cartId, open: true })
    const known = incidents[0]
    const payments = mergePayments(known ? paymentsOf(known) : [], refusal.payments)
    await journal.openIncident({
      kind: "CHECKOUT_REFUSED",
      ref: cartId,
      details: { ...known?.details, ...refusal, payments },
    })
  } catch (error) {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(
        `resource-booking: the journal does not know what became of the payments of cart ${cartId}: ` +
          `${(error as Error).message}. They are: ${JSON.stringify(refusal.payments)}`,
      )
  }
}
