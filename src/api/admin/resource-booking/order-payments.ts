import type { MedusaContainer } from "@medusajs/framework/types"
import { getOrdersListWorkflow } from "@medusajs/medusa/core-flows"

type OfOrder = { order_id: string | null }
type OrderRow = {
  id: string
  display_id: number
  currency_code: string
  payment_status: string
  summary?: { current_order_total?: number; paid_total?: number; pending_difference?: number }
}

/** What the desk asks for when a customer stands before it; `balance` is negative where money is to be given back. */
export type OrderPayment = {
  status: string
  currency_code: string
  total: number
  paid_total: number
  balance: number
}

const FIELDS = ["id", "display_id", "currency_code", "summary"]

/** Number and payment of the order of each of these, as core's own list of orders tells them. */
export const orderPayments = async (
  scope: MedusaContainer,
  claims: OfOrder[],
): Promise<(claim: OfOrder) => { order_display_id: number | null; payment: OrderPayment | null }> => {
  const ids = [...new Set(claims.flatMap(({ order_id }) => order_id ?? []))]
  const orders = new Map((await readOrders(scope, ids)).map((order) => [order.id, order]))
  return ({ order_id }) => {
    const order = order_id === null ? undefined : orders.get(order_id)
    return { order_display_id: order ? Number(order.display_id) : null, payment: order ? paymentOf(order) : null }
  }
}

const readOrders = async (scope: MedusaContainer, ids: string[]): Promise<OrderRow[]> => {
  if (ids.length === 0) return []
  const variables = { filters: { id: ids }, skip: 0, take: ids.length }
  const { result } = await getOrdersListWorkflow(scope).run({ input: { fields: FIELDS, variables } })
  return (Array.isArray(result) ? result : result.rows) as unknown as OrderRow[]
}

const paymentOf = ({ payment_status, currency_code, summary = {} }: OrderRow): OrderPayment => ({
  status: payment_status,
  currency_code,
  total: Number(summary.current_order_total ?? 0),
  paid_total: Number(summary.paid_total ?? 0),
  balance: Number(summary.pending_difference ?? 0),
})
