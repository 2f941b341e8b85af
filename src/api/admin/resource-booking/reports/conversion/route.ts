import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import { bookingRoute } from "../../../../lib/booking-route"
import { bookingServiceOf } from "../../../../lib/service-of"
import type { AdminGetConversionQuery } from "../validators"

type Request = AuthenticatedMedusaRequest<unknown, AdminGetConversionQuery>

/** What became of the storefront's holds, by the day they were placed. */
export const GET = bookingRoute(async (req: Request, res) => {
  const { from, to } = req.validatedQuery
  res.json({ ...(await bookingServiceOf(req).getConversion({ from, to })), from, to })
})
