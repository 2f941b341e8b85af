import type { ClaimAudit } from "../read-types"
import type { Manager } from "./manager"

export type AuditedRecords = Pick<
  ClaimAudit,
  | "confirmed_without_allocation"
  | "allocation_without_confirmed_hold"
  | "allocation_unlike_hold"
  | "ended_more_than_once"
  | "tokens_with_several_bookings"
  | "lines_allocated_twice"
>

const list = (select: string) =>
  `(select coalesce(json_agg(to_json(found)), '[]') from (${select} limit ?::integer) as found)`

/** Invariants 2 to 4: what constraints, triggers and unique indexes promise, looked at without trusting them. */
export const auditRecords = async (manager: Manager, limit: number): Promise<AuditedRecords> => {
  const [audited] = await manager.execute<[AuditedRecords]>(
    `select
       ${list(`
         select h.id as hold_id, h.status
         from resource_hold h
         where h.status = 'CONFIRMED'
           and not exists (select 1 from resource_allocation a where a.hold_id = h.id)`)} as confirmed_without_allocation,
       ${list(`
         select a.id as allocation_id, a.hold_id, h.status as hold_status
         from resource_allocation a
         left join resource_hold h on h.id = a.hold_id
         where h.status is distinct from 'CONFIRMED'`)} as allocation_without_confirmed_hold,
       ${list(`
         select a.id as allocation_id, a.hold_id
         from resource_allocation a
         join resource_hold h on h.id = a.hold_id
         where (a.resource_id, a.dates, a.quantity, a.booking_id) is distinct from (h.resource_id, h.dates, h.quantity, h.booking_id)
         union
         select min(a.id), a.hold_id
         from resource_allocation a
         group by a.hold_id
         having count(*) > 1`)} as allocation_unlike_hold,
       ${list(`
         select h.id as hold_id, h.status
         from resource_hold h
         where num_nonnulls(h.confirmed_at, h.released_at, h.expired_at) <> (h.status <> 'ACTIVE')::integer`)} as ended_more_than_once,
       ${list(`
         select h.token_scope, array_agg(distinct h.booking_id) as booking_ids
         from resource_hold h
         where h.idempotency_token is not null
         group by h.token_scope, h.idempotency_token
         having count(distinct h.booking_id) > 1`)} as tokens_with_several_bookings,
       ${list(`
         select a.line_item_id, a.resource_id, array_agg(a.id) as allocation_ids
         from resource_allocation a
         where a.cancelled_at is null
           and a.line_item_id is not null
         group by a.line_item_id, a.resource_id
         having count(*) > 1`)} as lines_allocated_twice`,
    Array<number>(6).fill(limit),
  )
  return audited
}
