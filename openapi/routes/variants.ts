import { z } from "@medusajs/framework/zod"
import type { Area } from "../route"
import { page } from "../shapes/scalars"
import { SoldVariantRow, variant } from "../shapes/variant"

export const variants: Area = {
  name: "Staff: what variants sell",
  routes: [
    {
      methods: ["GET"],
      path: "/admin/resource-booking/variants",
      does: "Lists product variants that sell dates, with what they sell and when they are free next.",
      replies: { 200: { body: z.strictObject({ variants: z.array(SoldVariantRow), ...page }) } },
      refusals: ["invalid_data"],
      example: {
        query: { product_id: "prod_01A" },
        status: 200,
        reply: {
          variants: [{ ...variant, next_free_dates: ["2027-04-22", "2027-04-23", "2027-04-26"] }],
          count: 1,
          limit: 20,
          offset: 0,
        },
      },
    },
  ],
}
