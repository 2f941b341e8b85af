import type { IncidentKind, Json } from "../types"
import type { Manager } from "./manager"

type NewIncident = { id: string; kind: IncidentKind; ref: string; details: Json | null }

/**
 * Opens the incident or refreshes the open one of its kind and ref: never "do nothing", which would answer no row where
 * another call was first. The row answered has the new id if this call opened it.
 */
export const openIncident = async (manager: Manager, incident: NewIncident): Promise<{ id: string }> => {
  const [row] = await manager.execute<{ incident: { id: string } }[]>(
    `insert into booking_incident as i (id, kind, ref, details)
     values (?, ?, ?, ?::jsonb)
     on conflict (kind, ref) where resolved_at is null
     do update set details = coalesce(excluded.details, i.details), updated_at = now()
     returning to_jsonb(i) as incident`,
    [incident.id, incident.kind, incident.ref, incident.details && JSON.stringify(incident.details)],
  )
  return row!.incident
}
