import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import VariantResource from "../../../../links/variant-resource"
import type { AdminListSoldVariantsQuery } from "./validators"

type Wanted = Pick<AdminListSoldVariantsQuery, "id" | "product_id">

/** The ids of the variants that sell dates: all of the shop, or those among the given ones and products. */
export const linkedVariants = async (scope: MedusaContainer, { id, product_id }: Wanted): Promise<string[]> => {
  const query = scope.resolve(ContainerRegistrationKeys.QUERY)
  let among = id
  if (product_id) {
    const filters = { product_id, ...(id ? { id } : {}) }
    const { data } = await query.graph({ entity: "product_variant", fields: ["id"], filters })
    among = (data as { id: string }[]).map((variant) => variant.id)
  }
  if (among?.length === 0) return []
  const { data } = await query.graph({
    entity: VariantResource.entryPoint,
    fields: ["product_variant_id"],
    filters: among ? { product_variant_id: among } : {},
  })
  return [...new Set((data as { product_variant_id: string }[]).map((link) => link.product_variant_id))]
}
