import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { readHealth } from "./read-health"

/** 200 with `status` ok or alarm, 503 where nothing could be read; an answer within seconds in either case. */
export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const health = await readHealth(req.scope)
  res.status(health.database.ok ? 200 : 503).json(health)
}
