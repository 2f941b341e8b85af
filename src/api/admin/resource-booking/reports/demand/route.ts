import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import { journalService } from "../../../../../workflows/resource-booking/journal-service"
import { bookingRoute } from "../../../../lib/booking-route"
import type { AdminGetDemandQuery } from "../validators"

type Request = AuthenticatedMedusaRequest<unknown, AdminGetDemandQuery>

/** What was wanted and refused. This process's counts are written first, other processes' within seconds of a refusal. */
export const GET = bookingRoute(async (req: Request, res) => {
  const journal = journalService(req.scope)
  await journal.flushRefusals()
  res.json({ demand: await journal.listLostDemand(req.validatedQuery) })
})
