import { z } from "@medusajs/framework/zod"
import { page } from "../../../../../lib/list-query"
import { id, searchText, wholeNumber } from "../../../../../lib/schemas"
import { VARIANT_FIELDS, VARIANT_ORDERS } from "./query-config"

export const AdminListVariants = z.strictObject({
  ...page(VARIANT_FIELDS, VARIANT_ORDERS),
  q: searchText.optional().describe("A part of the variant's or product's title, or of the SKU."),
})
export type AdminListVariantsQuery = z.infer<typeof AdminListVariants>

export const AdminLinkVariant = z.strictObject({
  variant_id: id,
  pricing: z
    .enum(["PER_DAY", "PER_BOOKING"], "must be PER_DAY or PER_BOOKING")
    .describe("Whether the variant's price is that of each day sold, or of the booking however long it is."),
  duration_days: wholeNumber(1, 365)
    .nullable()
    .default(null)
    .describe(
      "How many days are sold, so that the customer chooses only the first. With null he chooses how long: by the booking only of resources with `max_days`.",
    ),
  per: z
    .enum(["UNIT", "BOOKING"], "must be UNIT or BOOKING")
    .default("UNIT")
    .describe("Whether each unit of the line takes `units`, as seats do, or the line as a whole, as a guide does."),
  units: wholeNumber(1, 1_000_000).default(1).describe("Units of the resource; at most `max_hold_quantity`."),
})
export type AdminLinkVariantBody = z.infer<typeof AdminLinkVariant>
