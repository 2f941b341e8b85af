import { variantsSelling } from "../../../../../../workflows/resource-booking/checkout/variant-link"
import { linkVariantWorkflow } from "../../../../../../workflows/resource-booking/link-variant"
import { bookingRoute } from "../../../../../lib/booking-route"
import { pick } from "../../../../../lib/list-query"
import { actorOf, type AdminRequest } from "../../../admin-request"
import { readResource } from "../../read-resource"
import { VARIANT_FIELDS } from "./query-config"
import { readVariants } from "./read-variants"
import type { AdminLinkVariantBody, AdminListVariantsQuery } from "./validators"

export const GET = bookingRoute(async (req: AdminRequest<unknown, AdminListVariantsQuery>, res) => {
  const { limit, offset, fields = VARIANT_FIELDS } = req.validatedQuery
  const { id } = await readResource(req, req.params.id!)
  const { variants, count } = await readVariants(req.scope, await variantsSelling(req.scope, id), req.validatedQuery)
  res.json({ variants: variants.map((variant) => pick(variant, fields)), count, limit, offset })
})

export const POST = bookingRoute(async (req: AdminRequest<AdminLinkVariantBody>, res) => {
  const link = { ...req.validatedBody, resource_id: req.params.id! }
  const { result } = await linkVariantWorkflow(req.scope).run({ input: { by: actorOf(req), link } })
  const { variants } = await readVariants(req.scope, [link.variant_id], { limit: 1, offset: 0 })
  res.status(result.isNew ? 201 : 200).json({ variant: variants[0] })
})
