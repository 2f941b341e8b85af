import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { NamedElsewhere } from "../../../modules/resource_booking/read-types"

const MOST_CUSTOMERS = 100
/** As it stands on a confirmation: `#1042`, or without the sign. */
const ORDER_NUMBER = /^#?(\d{1,9})$/

/**
 * Orders whose number, and customers whose name, e-mail or phone a search may mean: claims know them by their ids only.
 */
export const namedElsewhere = async (scope: MedusaContainer, q: string | undefined): Promise<NamedElsewhere> => {
  if (q === undefined) return {}
  const query = scope.resolve(ContainerRegistrationKeys.QUERY)
  const number = ORDER_NUMBER.exec(q)?.[1]
  const [orders, customers] = await Promise.all([
    number === undefined
      ? []
      : query.graph({ entity: "order", fields: ["id"], filters: { display_id: Number(number) } }).then(idsOf),
    query
      .graph({ entity: "customer", fields: ["id"], filters: { q }, pagination: { take: MOST_CUSTOMERS, skip: 0 } })
      .then(idsOf),
  ])
  return { q_orders: orders, q_customers: customers }
}

const idsOf = ({ data }: { data: unknown[] }): string[] => (data as { id: string }[]).map(({ id }) => id)
