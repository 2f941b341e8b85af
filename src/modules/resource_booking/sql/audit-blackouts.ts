import type { ClaimAudit } from "../read-types"
import type { Manager } from "./manager"

/**
 * Invariant 5: claims made while a blackout covered the date. Only a blackout that has not changed since the claim can
 * testify, and one of a type only where the resource has not either. Dates that a moved or reduced claim had before
 * it are no new claim; a retake is one.
 */
export const auditBlackouts = async (manager: Manager, limit: number): Promise<ClaimAudit["claimed_in_blackout"]> =>
  await manager.execute<ClaimAudit["claimed_in_blackout"]>(
    `select h.id as hold_id, h.resource_id, d.date::text as date, b.id as blackout_id
     from resource_blackout b
     join resource_hold h
       on h.created_at > b.updated_at
       and (b.deleted_at is null or h.created_at < b.deleted_at)
       and h.dates[1] <= b.end_date
       and h.dates[cardinality(h.dates)] >= b.start_date
       and (b.resource_id is null or b.resource_id = h.resource_id)
     join resource r
       on r.id = h.resource_id
       and (b.resource_type is null or (b.resource_type = r.type and r.updated_at < h.created_at))
     cross join unnest(h.dates) as d(date)
     where d.date between b.start_date and b.end_date
       and not exists (
         select 1
         from resource_hold replaced
         where replaced.id = h.replaces_id
           and h.source <> 'RETAKE'
           and replaced.resource_id = h.resource_id
           and replaced.quantity >= h.quantity
           and d.date = any (replaced.dates))
     order by h.id, d.date
     limit ?::integer`,
    [limit],
  )
