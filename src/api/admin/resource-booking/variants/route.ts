import { bookingRoute } from "../../../lib/booking-route"
import { pick } from "../../../lib/list-query"
import type { AdminRequest } from "../admin-request"
import { readVariants } from "../resources/[id]/variants/read-variants"
import { linkedVariants } from "./linked-variants"
import { withFreeDates } from "./with-free-dates"
import { SOLD_VARIANT_FIELDS } from "./query-config"
import type { AdminListSoldVariantsQuery } from "./validators"

/** What variants and products sell, for their own pages; a variant that sells no dates is not among them. */
export const GET = bookingRoute(async (req: AdminRequest<unknown, AdminListSoldVariantsQuery>, res) => {
  const { limit, offset, fields = SOLD_VARIANT_FIELDS } = req.validatedQuery
  const ids = await linkedVariants(req.scope, req.validatedQuery)
  const { variants, count } = await readVariants(req.scope, ids, req.validatedQuery)
  const shown = await withFreeDates(req.scope, variants, fields.includes("next_free_dates"))
  res.json({ variants: shown.map((variant) => pick(variant, fields)), count, limit, offset })
})
