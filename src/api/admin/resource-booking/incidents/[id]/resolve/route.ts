import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import { journalService } from "../../../../../../workflows/resource-booking/journal-service"
import { bookingRoute } from "../../../../../lib/booking-route"
import type { AdminResolveIncidentBody } from "../../validators"

/** Resolving a resolved incident answers the same, with who did it first. */
export const POST = bookingRoute(async (req: AuthenticatedMedusaRequest<AdminResolveIncidentBody>, res) => {
  const incident = await journalService(req.scope).resolveIncident({
    id: req.params.id!,
    resolved_by: req.auth_context.actor_id,
    note: req.validatedBody.note,
  })
  res.json({ incident })
})
