import { z } from "@medusajs/framework/zod"
import { id, optionalQuantity } from "../../../lib/schemas"
import { claims } from "../claim-body"

export const AdminServeLine = z.strictObject({
  line_item_id: id,
  resource_id: id
    .optional()
    .describe("Of several missing resources this one; or where one is missing, this in its place."),
  dates: claims.dates,
  start_date: claims.start_date,
  end_date: claims.end_date,
  quantity: optionalQuantity.describe("Units on each of the days; as many as are missing where it is left out."),
  allow_past: z.boolean("must be true or false").optional().describe("Days that are over may be booked, too."),
})
export type AdminServeLineBody = z.infer<typeof AdminServeLine>
