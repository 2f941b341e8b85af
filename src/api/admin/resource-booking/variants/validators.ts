import { z } from "@medusajs/framework/zod"
import { page } from "../../../lib/list-query"
import { id, oneOrMany, searchText } from "../../../lib/schemas"
import { SOLD_VARIANT_FIELDS, VARIANT_ORDERS } from "./query-config"

export const AdminListSoldVariants = z.strictObject({
  ...page(SOLD_VARIANT_FIELDS, VARIANT_ORDERS),
  id: oneOrMany(id).optional(),
  product_id: oneOrMany(id).optional(),
  q: searchText.optional().describe("A part of the variant's or product's title, or of the SKU."),
})
export type AdminListSoldVariantsQuery = z.infer<typeof AdminListSoldVariants>
