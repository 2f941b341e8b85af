import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import { journalService } from "../../../../workflows/resource-booking/journal-service"
import { bookingRoute } from "../../../lib/booking-route"
import { pick } from "../../../lib/list-query"
import { INCIDENT_FIELDS, type AdminListIncidentsQuery } from "./validators"

export const GET = bookingRoute(async (req: AuthenticatedMedusaRequest, res) => {
  const { limit, offset, order, fields, ...filters } = req.validatedQuery as AdminListIncidentsQuery
  const { incidents, count } = await journalService(req.scope).listIncidents(filters, { limit, offset, order })
  res.json({ incidents: incidents.map((incident) => pick(incident, fields ?? INCIDENT_FIELDS)), count, limit, offset })
})
