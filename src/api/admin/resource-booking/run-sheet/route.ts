import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import { bookingRoute } from "../../../lib/booking-route"
import { bookingServiceOf } from "../../../lib/service-of"
import type { AdminGetRunSheetQuery } from "./validators"

type Request = AuthenticatedMedusaRequest<unknown, AdminGetRunSheetQuery>

/** One day's departures, returns and what is in use. */
export const GET = bookingRoute(async (req: Request, res) => {
  res.json({ run_sheet: await bookingServiceOf(req).getRunSheet(req.validatedQuery) })
})
