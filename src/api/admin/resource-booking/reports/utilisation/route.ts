import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import { bookingRoute } from "../../../../lib/booking-route"
import { bookingServiceOf } from "../../../../lib/service-of"
import type { AdminGetUtilisationQuery } from "../validators"

type Request = AuthenticatedMedusaRequest<unknown, AdminGetUtilisationQuery>

export const GET = bookingRoute(async (req: Request, res) => {
  const { start_date, end_date, by } = req.validatedQuery
  const utilisation = await bookingServiceOf(req).getUtilisation(req.validatedQuery)
  res.json({ utilisation, start_date, end_date, by })
})
