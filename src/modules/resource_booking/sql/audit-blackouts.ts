import type { ClaimAudit } from "../read-types"
import type { Manager } from "./manager"

/**
 * Invariant 5: claims made while a blackout covered the date. Only a blackout that has not changed since the claim can
 * testify, and one of a type only where the resource has not either. Dates that a moved or reduced claim had before
 * it are no new claim; a retake is one. Blackouts are expanded to resources and hash-joined: with `or` over the three
 * scopes a million holds took minutes.
 */
export const auditBlackouts = async (manager: Manager, limit: number): Promise<ClaimAudit["claimed_in_blackout"]> =>
  await manager.execute<ClaimAudit["claimed_in_blackout"]>(
    `with closed as materialized (
       select b.id, b.resource_id, b.start_date, b.end_date, b.updated_at as since, b.deleted_at as until
       from resource_blackout b
       where b.resource_id is not null
       union all
       select b.id, r.id, b.start_date, b.end_date, greatest(b.updated_at, r.updated_at), b.deleted_at
       from resource_blackout b
       join resource r on r.type = b.resource_type
       union all
       select b.id, r.id, b.start_date, b.end_date, b.updated_at, b.deleted_at
       from resource_blackout b
       cross join resource r
       where b.resource_id is null
         and b.resource_type is null)
     select h.id as hold_id, h.resource_id, d.date::text as date, b.id as blackout_id
     from closed b
     join resource_hold h
       on h.resource_id = b.resource_id
       and h.created_at > b.since
       and (b.until is null or h.created_at < b.until)
       and h.dates[1] <= b.end_date
       and h.dates[cardinality(h.dates)] >= b.start_date
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
