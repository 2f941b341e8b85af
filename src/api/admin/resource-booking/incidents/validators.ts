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
  open: flag.optional().describe("Only what is not resolved yet, or only what is."),
  ref: id.optional().describe("What it is about, such as a resource's id."),
  q: text(255).optional().describe("A part of its id, its ref, its note or its details."),
  ...page(INCIDENT_FIELDS, INCIDENT_ORDER_FIELDS),
})
export type AdminListIncidentsQuery = z.infer<typeof AdminListIncidents>

export const AdminResolveIncident = z.strictObject({ note: text(2000).optional() })
export type AdminResolveIncidentBody = z.infer<typeof AdminResolveIncident>
