import { bookingRoute } from "../../../lib/booking-route"
import { bookingServiceOf } from "../../../lib/service-of"
import type { AdminRequest } from "../admin-request"
import { withPayments } from "./with-payments"
import type { AdminGetRunSheetQuery } from "./validators"

/** One day's departures, returns and what is in use. */
export const GET = bookingRoute(async (req: AdminRequest<unknown, AdminGetRunSheetQuery>, res) => {
  const run_sheet = await bookingServiceOf(req).getRunSheet(req.validatedQuery)
  res.json({ run_sheet: await withPayments(req.scope, run_sheet) })
})
