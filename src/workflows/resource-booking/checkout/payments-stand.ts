import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { untilNobodyIsAloneWithCart } from "./alone-with-cart"

type ReadCart = {
  id: string
  payment_collection?: { payment_sessions?: { id: string; status: string }[] | null } | null
}

/** The statuses with which core's completion takes a session. */
const TAKEN_BY_CORE = ["pending", "requires_more", "authorized", "captured", "pending_authorization"]
const isTaken = ({ status }: { status: string }) => TAKEN_BY_CORE.includes(status)

/**
 * For a completion whose claim stands: waits for an undo under way, and tells whether the payments that core has read of the
 * cart are still there to be taken. An undo that begins later finds the claim, and leaves them alone.
 */
export const paymentsStand = async (container: MedusaContainer, cart: ReadCart): Promise<boolean> => {
  await untilNobodyIsAloneWithCart(container, cart.id)
  const ids = (cart.payment_collection?.payment_sessions ?? []).filter(isTaken).map(({ id }) => id)
  if (ids.length === 0) return true
  const sessions = await container
    .resolve(Modules.PAYMENT)
    .listPaymentSessions({ id: ids }, { select: ["id", "status"], take: ids.length })
  return sessions.filter(isTaken).length === ids.length
}
