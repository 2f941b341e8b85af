import { deleteBlackoutWorkflow } from "../../../../../workflows/resource-booking/delete-blackout"
import { updateBlackoutWorkflow } from "../../../../../workflows/resource-booking/update-blackout"
import { bookingRoute } from "../../../../lib/booking-route"
import { pick } from "../../../../lib/list-query"
import { bookingServiceOf } from "../../../../lib/service-of"
import { actorOf, type AdminRequest } from "../../admin-request"
import { presentSavedBlackout } from "../present"
import { BLACKOUT_FIELDS } from "../query-config"
import type { AdminGetBlackoutQuery, AdminUpdateBlackoutBody } from "../validators"

export const GET = bookingRoute(async (req: AdminRequest<unknown, AdminGetBlackoutQuery>, res) => {
  const { fields = BLACKOUT_FIELDS } = req.validatedQuery
  const blackout = await bookingServiceOf(req).getBlackout(req.params.id!)
  res.json({ blackout: pick(blackout, fields) })
})

export const PUT = bookingRoute(async (req: AdminRequest<AdminUpdateBlackoutBody>, res) => {
  const { on_conflict, dry_run, expected_updated_at, ...patch } = req.validatedBody
  const { result } = await updateBlackoutWorkflow(req.scope).run({
    input: { id: req.params.id!, patch, options: { by: actorOf(req), on_conflict, dry_run, expected_updated_at } },
  })
  res.json(presentSavedBlackout(result))
})

export const POST = PUT

export const DELETE = bookingRoute(async (req: AdminRequest, res) => {
  const { result } = await deleteBlackoutWorkflow(req.scope).run({ input: { by: actorOf(req), id: req.params.id! } })
  res.json({ id: result.id, object: "blackout", deleted: true })
})
