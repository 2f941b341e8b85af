import type { CapacityDrift, ClaimAudit } from "../read-types"
import { OF_ANY_RESOURCE } from "./hold-predicates"
import type { Manager } from "./manager"

export type AuditedCapacity = Pick<ClaimAudit, "overcommitted"> & {
  checked_at: Date
  wrong: (Omit<CapacityDrift, "max" | "available" | "expected"> & {
    max: number | null
    available: number | null
    expected: number | null
  })[]
}

/** Invariant 1, recounted from the claims themselves with a full join: a claim on a date without a row shows too. */
export const auditCapacity = async (manager: Manager, limit: number): Promise<AuditedCapacity> => {
  const [audited] = await manager.execute<[AuditedCapacity]>(
    `with claims as (
       select resource_id, date, sum(held) as held, sum(allocated) as allocated
       from (
         select resource_id, unnest(dates) as date, quantity as held, 0 as allocated
         from resource_hold
         where status = 'ACTIVE'
           and ${OF_ANY_RESOURCE}
         union all
         select resource_id, unnest(dates), 0, quantity
         from resource_allocation
         where cancelled_at is null) as claim
       group by 1, 2)
     select
       clock_timestamp() as checked_at,
       (select coalesce(json_agg(to_json(wrong)), '[]')
        from (
          select resource_id, date, rc.max_capacity as max, rc.available_capacity as available,
                 coalesce(c.held, 0) as held, coalesce(c.allocated, 0) as allocated,
                 rc.max_capacity - coalesce(c.held, 0) - coalesce(c.allocated, 0) as expected
          from resource_capacity rc
          full join claims c using (resource_id, date)
          where rc.id is null
             or rc.available_capacity <> rc.max_capacity - coalesce(c.held, 0) - coalesce(c.allocated, 0)
             or rc.available_capacity not between 0 and rc.max_capacity
          order by resource_id, date
          limit ?::integer) as wrong) as wrong,
       (select coalesce(json_agg(to_json(taken)), '[]')
        from (
          select rc.resource_id, rc.date, rc.max_capacity as max, rc.target_capacity as target
          from resource_capacity rc
          join resource r on r.id = rc.resource_id
          where rc.target_capacity is not null
            and rc.date >= (statement_timestamp() at time zone r.timezone)::date
          order by rc.date, rc.resource_id
          limit ?::integer) as taken) as overcommitted`,
    [limit, limit],
  )
  return audited
}
