import type { IncidentDTO, Instant, LogEntry } from "./types"

/** Rows leave SQL as JSON; their instants become ISO 8601 in UTC with milliseconds. */
const instant = (value: string): Instant => new Date(value).toISOString()

export const presentIncident = (row: unknown): IncidentDTO => {
  const { id, kind, ref, details, opened_at, resolved_at, resolved_by, note, updated_at } = row as IncidentDTO
  return {
    id,
    kind,
    ref,
    details,
    opened_at: instant(opened_at),
    resolved_at: resolved_at && instant(resolved_at),
    resolved_by,
    note,
    updated_at: instant(updated_at),
  }
}

export const presentLogEntry = (row: unknown): LogEntry => {
  const { id, at, actor, action, resource_id, selector, before, after } = row as LogEntry
  return { id, at: instant(at), actor, action, resource_id, selector, before, after }
}
