import { createBlackoutWorkflow } from "../../../../workflows/resource-booking/create-blackout"
import { bookingRoute } from "../../../lib/booking-route"
import { pick } from "../../../lib/list-query"
import { bookingServiceOf } from "../../../lib/service-of"
import { actorOf, type AdminRequest } from "../admin-request"
import { presentSavedBlackout } from "./present"
import { LISTED_BLACKOUT_FIELDS } from "./query-config"
import type { AdminCreateBlackoutBody, AdminListBlackoutsQuery } from "./validators"

export const GET = bookingRoute(async (req: AdminRequest<unknown, AdminListBlackoutsQuery>, res) => {
  const { fields = LISTED_BLACKOUT_FIELDS, resource_type, ...filters } = req.validatedQuery
  const { rows, count } = await bookingServiceOf(req).listBlackouts({ ...filters, type: resource_type })
  const { limit, offset } = filters
  res.json({ blackouts: rows.map((row) => pick(row, fields)), count, limit, offset })
})

export const POST = bookingRoute(async (req: AdminRequest<AdminCreateBlackoutBody>, res) => {
  const { on_conflict, dry_run, ...blackout } = req.validatedBody
  const { result } = await createBlackoutWorkflow(req.scope).run({
    input: { blackout, options: { by: actorOf(req), on_conflict, dry_run } },
  })
  res.status(result.blackout ? 201 : 200).json(presentSavedBlackout(result))
})
