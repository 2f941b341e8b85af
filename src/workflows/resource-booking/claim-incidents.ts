import type { IncidentKind, Json, OpenIncidentInput } from "../../modules/booking_journal/types"
import type { ClaimAudit } from "../../modules/resource_booking/read-types"

const AUDIT_KINDS = ["DRIFT", "OVERCOMMITTED"] as const
const DETAILS_SHOWN = 20

type Findings = [kind: IncidentKind, check: string, rows: Json[]][]

/** What of an audit is a fault of the books (DRIFT), and what is the operator's to solve (OVERCOMMITTED). */
const findingsOf = ({
  checked_at: _at,
  ok: _ok,
  truncated: _truncated,
  owners_over_limit: _owners,
  addresses_over_limit: _addresses,
  overcommitted,
  ...faults
}: ClaimAudit): Findings => [
  ...Object.entries(faults).map(([check, rows]): Findings[number] => ["DRIFT", check, rows]),
  ["OVERCOMMITTED", "overcommitted", overcommitted],
]

/** Incidents outlive what they tell about: who it was stays with the audit, which reads it from rows that are erased. */
const anonymous = ({ token_scope: _scope, ...facts }: Json): Json => facts

/** The kinds whose findings are all in the audit: of the others, what is not found may still be so. */
export const completeKinds = (audit: ClaimAudit): IncidentKind[] => {
  const cut = findingsOf(audit).filter(([, check]) => audit.truncated.includes(check))
  return AUDIT_KINDS.filter((kind) => !cut.some(([cutKind]) => cutKind === kind))
}

/** One incident for each resource where a finding names one, else for each check; its first findings are its details. */
export const claimIncidents = (audit: ClaimAudit): OpenIncidentInput[] => {
  const incidents = new Map<string, OpenIncidentInput & { details: Record<string, Json[]> }>()
  for (const [kind, check, rows] of findingsOf(audit)) {
    for (const row of rows) {
      const ref = typeof row.resource_id === "string" ? row.resource_id : check
      const incident = incidents.get(`${kind} ${ref}`) ?? { kind, ref, details: {} }
      const shown = (incident.details[check] ??= [])
      if (shown.length < DETAILS_SHOWN) shown.push(anonymous(row))
      incidents.set(`${kind} ${ref}`, incident)
    }
  }
  return [...incidents.values()]
}
