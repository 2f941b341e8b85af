/** Calendar days are `YYYY-MM-DD` in the resource's time zone, instants ISO 8601 in UTC. */
export type CalendarDate = string
export type Instant = string
export type Json = Record<string, unknown>

/** Without a limit a page has 50 rows, as in Medusa's own lists. */
export type Page = { limit?: number; offset?: number }

export const INCIDENT_KINDS = ["ORDER_UNSERVED", "CHECKOUT_REFUSED", "UNPAID", "OVERCOMMITTED", "DRIFT"] as const
export type IncidentKind = (typeof INCIDENT_KINDS)[number]

/** `ref` is what it is about; `updated_at` is when an open one was last seen to be still so. */
export type IncidentDTO = {
  id: string
  kind: IncidentKind
  ref: string
  details: Json | null
  opened_at: Instant
  resolved_at: Instant | null
  resolved_by: string | null
  note: string | null
  updated_at: Instant
}
export type OpenIncidentInput = { kind: IncidentKind; ref: string; details?: Json | null }
/** `opened` is false where the incident was open already. */
export type OpenedIncident = { incident: IncidentDTO; opened: boolean }
export type ResolveIncidentInput = { id: string; resolved_by: string; note?: string }

/**
 * `checked_at` is the database's clock when the check began to look: an incident opened, or seen again, after that is
 * left open, for the check cannot know about it. A check whose findings only it can make may do without.
 */
export type ResolveIncidentsNotInInput = {
  kind: IncidentKind
  refs: string[]
  resolved_by: string
  note?: string
  checked_at?: Instant
}
export type IncidentFilters = { kind?: IncidentKind; open?: boolean; ref?: string; q?: string }

export const INCIDENT_ORDER_FIELDS = ["opened_at", "resolved_at", "updated_at", "kind", "ref"] as const
/** As Medusa's lists say it: a minus for descending. */
export type IncidentOrder = `${"" | "-"}${(typeof INCIDENT_ORDER_FIELDS)[number]}`

/** `dates` are the days that were wanted and not had, each once. */
export type RefusalInput = { code: string; resource_id?: string | null; dates?: CalendarDate[] }
/** Days are inclusive, and with them only refusals of a day count; of the hours, those that begin in `from` ≤ hour < `to`. */
export type LostDemandFilters = {
  start_date?: CalendarDate
  end_date?: CalendarDate
  resource_id?: string
  from?: Instant
  to?: Instant
}
/** How often one day of one resource was refused for one reason; null where that was not known. */
export type LostDemand = { resource_id: string | null; date: CalendarDate | null; code: string; count: number }

/** `actor` is a user's id or `system`, `action` such as `capacity.set`, `selector` what was addressed. */
export type LogInput = {
  actor: string
  action: string
  resource_id?: string | null
  selector?: Json | null
  before?: Json | null
  after?: Json | null
}
export type LogEntry = Required<LogInput> & { id: string; at: Instant }
/** `from` ≤ at < `to`. */
export type LogFilters = { action?: string; actor?: string; resource_id?: string; from?: Instant; to?: Instant }

/** One date of one resource, with the ids of what stands or stood on it. */
export type DayLogFilters = { resource_id: string; date: CalendarDate; claim_ids: string[]; blackout_ids: string[] }
