import type { ClaimAudit } from "../read-types"
import { isLive } from "./hold-predicates"
import type { Manager } from "./manager"

type Limits = { holds: number; unit_days: number; address_unit_days: number }
export type AuditedLimits = Pick<ClaimAudit, "owners_over_limit" | "addresses_over_limit">

/** Invariant 6, over live unexpired claims; a limit of addresses of 0 is none. */
export const auditLimits = async (manager: Manager, limits: Limits, limit: number): Promise<AuditedLimits> => {
  const [audited] = await manager.execute<[AuditedLimits]>(
    `select
       (select coalesce(json_agg(to_json(owner)), '[]')
        from (
          select h.owner_key, count(*) as holds, sum(h.quantity::bigint * cardinality(h.dates)) as unit_days
          from resource_hold h
          where h.owner_key is not null
            and ${isLive("h")}
          group by h.owner_key
          having count(*) > ?::bigint or sum(h.quantity::bigint * cardinality(h.dates)) > ?::bigint
          limit ?::integer) as owner) as owners_over_limit,
       (select coalesce(json_agg(to_json(address)), '[]')
        from (
          select h.client_address, sum(h.quantity::bigint * cardinality(h.dates)) as unit_days
          from resource_hold h
          where h.client_address is not null
            and ${isLive("h")}
          group by h.client_address
          having sum(h.quantity::bigint * cardinality(h.dates)) > nullif(?::bigint, 0)
          limit ?::integer) as address) as addresses_over_limit`,
    [limits.holds, limits.unit_days, limit, limits.address_unit_days, limit],
  )
  return audited
}
