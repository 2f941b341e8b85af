import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

type OrderRow = { id: string; display_id: number | string }
type OfOrder = { order_id: string | null }

/** The number by which people call the order of each of these; null without an order, or where it is gone. */
export const orderNumbers = async (
  scope: MedusaContainer,
  claims: OfOrder[],
): Promise<(claim: OfOrder) => { order_display_id: number | null }> => {
  const ids = [...new Set(claims.flatMap(({ order_id }) => order_id ?? []))]
  const numbers = new Map<string | null, number>()
  if (ids.length > 0) {
    const { data } = await scope
      .resolve(ContainerRegistrationKeys.QUERY)
      .graph({ entity: "order", fields: ["id", "display_id"], filters: { id: ids } })
    for (const { id, display_id } of data as OrderRow[]) numbers.set(id, Number(display_id))
  }
  return ({ order_id }) => ({ order_display_id: numbers.get(order_id) ?? null })
}
