import type { MedusaContainer, PaymentSessionStatus } from "@medusajs/framework/types"
import { BigNumber, ContainerRegistrationKeys, MathBN, Modules } from "@medusajs/framework/utils"

type Money = { amount: number; raw_amount?: { value: string } | null }
type Exact = ReturnType<typeof MathBN.convert>

export type CartSession = Money & {
  id: string
  provider_id: string
  currency_code: string
  status: PaymentSessionStatus
}

export type CartPayment = Money & {
  id: string
  provider_id: string
  currency_code: string
  payment_session_id: string
  canceled_at: string | Date | null
  captures: Money[]
  refunds: Money[]
}

export type PaymentCollection = { id: string; payment_sessions: CartSession[]; payments: CartPayment[] }

const queryOf = (container: MedusaContainer) => container.resolve(ContainerRegistrationKeys.QUERY)

/** The payments of a cart as they are now, with what was taken and given back. */
export const readCartPayments = async (container: MedusaContainer, cartId: string): Promise<PaymentCollection[]> => {
  const links = await queryOf(container).graph({
    entity: "cart_payment_collection",
    fields: ["payment_collection_id"],
    filters: { cart_id: cartId },
  })
  const ids = (links.data as { payment_collection_id: string }[]).map((link) => link.payment_collection_id)
  if (ids.length === 0) return []
  const { data } = await queryOf(container).graph({
    entity: "payment_collection",
    fields: ["id", "payment_sessions.*", "payments.*", "payments.captures.*", "payments.refunds.*"],
    filters: { id: ids },
  })
  return data as PaymentCollection[]
}

/** Undefined where there is none of that id. */
export const readPayment = async (container: MedusaContainer, id: string): Promise<CartPayment | undefined> => {
  const payments = await container.resolve(Modules.PAYMENT).listPayments({ id }, { relations: ["captures", "refunds"] })
  return payments[0] as unknown as CartPayment | undefined
}

const sum = (amounts: Money[]): Exact =>
  amounts.reduce((total, { raw_amount, amount }) => MathBN.add(total, raw_amount ?? amount), MathBN.convert(0))

/** Captured and not given back. */
export const keptOf = ({ captures, refunds }: CartPayment): Exact => MathBN.sub(sum(captures), sum(refunds))

/** Nothing of it is charged, and nothing can be. What a provider does not capture of a payment it lets go by itself. */
export const isUndone = (payment: CartPayment): boolean =>
  payment.canceled_at !== null || (payment.captures.length > 0 && !MathBN.gt(keptOf(payment), 0))

export const numeric = (amount: Exact): number => new BigNumber(amount).numeric
