import { z } from "@medusajs/framework/zod"
import { INCIDENT_KINDS, INCIDENT_ORDER_FIELDS } from "../../../../modules/booking_journal/types"
import { page } from "../../../lib/list-query"
import { flag, id, text } from "../../../lib/schemas"

export const INCIDENT_FIELDS = [
  "id",
  "kind",
  "ref",
  "details",
  "opened_at",
  "resolved_at",
  "resolved_by",
  "note",
  "updated_at",
] as const

export const AdminListIncidents = z.strictObject({
  kind: z.enum(INCIDENT_KINDS, `must be one of ${INCIDENT_KINDS.join(", ")}`).optional(),
  open: flag.optional(),
  ref: id.optional(),
  q: text(255).optional(),
  ...page(INCIDENT_FIELDS, INCIDENT_ORDER_FIELDS),
})
export type AdminListIncidentsQuery = z.infer<typeof AdminListIncidents>

export const AdminResolveIncident = z.strictObject({ note: text(2000).optional() })
export type AdminResolveIncidentBody = z.infer<typeof AdminResolveIncident>
