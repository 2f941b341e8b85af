import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import { auditClaimsWorkflow } from "../../../../workflows/resource-booking/audit-claims"
import { bookingRoute } from "../../../lib/booking-route"

/** Recounts everything; changes no booking. What is found is an open incident afterwards, what is gone a resolved one. */
export const GET = bookingRoute(async (req: AuthenticatedMedusaRequest, res) => {
  const { result: audit } = await auditClaimsWorkflow(req.scope).run()
  res.json({ audit })
})
