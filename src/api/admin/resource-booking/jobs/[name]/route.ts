import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import { invalidData } from "../../../../../modules/resource_booking/errors"
import { bookingRoute } from "../../../../lib/booking-route"
import { JOBS } from "../jobs"

/** Runs a job now, whether or not its hour has come: every one of them may run at any time and beside itself. */
export const POST = bookingRoute(async (req: AuthenticatedMedusaRequest, res) => {
  const name = req.params.name!
  const run = Object.hasOwn(JOBS, name) ? JOBS[name] : undefined
  if (!run) {
    throw invalidData("name", `There is no job "${name}": run one of ${Object.keys(JOBS).join(", ")}`)
  }
  const { result } = await run(req.scope)
  res.json({ job: name, result })
})
