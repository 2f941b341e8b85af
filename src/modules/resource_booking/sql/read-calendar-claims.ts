import type { CalendarClaimsInput } from "../read-types"
import { contactOf } from "./hold-contact"
import { isLive } from "./hold-predicates"
import type { Manager } from "./manager"

export type CalendarClaimRows = { now: Date; allocations: unknown[]; holds: unknown[]; blackouts: unknown[] }

/** What is drawn over the cells of a calendar: live claims by first day, at most `limit` of each kind, and blackouts. */
export const readCalendarClaims = async (
  manager: Manager,
  { resource_ids, start_date, end_date }: CalendarClaimsInput,
  limit: number,
): Promise<CalendarClaimRows> => {
  const [rows] = await manager.execute<[CalendarClaimRows]>(
    `select
       statement_timestamp() as now,
       (select coalesce(json_agg(to_json(claim)), '[]')
        from (
          select a.id, a.booking_id, a.resource_id, a.dates, a.start_date, a.end_date, a.booking_unit, a.quantity,
                 a.order_id, a.customer_id, a.contact_name, a.contact_phone, a.unit_label, a.source
          from resource_allocation a
          where a.resource_id = any (?::text[])
            and a.cancelled_at is null
            and a.end_date >= ?::date
            and a.start_date <= ?::date
          order by a.start_date, a.id
          limit ?::integer) as claim) as allocations,
       (select coalesce(json_agg(to_json(claim)), '[]')
        from (
          select h.id, h.booking_id, h.resource_id, h.dates, h.start_date, h.end_date, h.booking_unit, h.quantity,
                 h.status, h.expires_at, h.claimed_at, h.cart_id, h.customer_id, h.customer_email,
                 ${contactOf("h")}, h.source, h.created_by
          from resource_hold h
          where h.resource_id = any (?::text[])
            and ${isLive("h")}
            and h.end_date >= ?::date
            and h.start_date <= ?::date
          order by h.start_date, h.id
          limit ?::integer) as claim) as holds,
       (select coalesce(json_agg(to_jsonb(b) order by b.start_date, b.id), '[]')
        from resource_blackout b
        where b.deleted_at is null
          and b.end_date >= ?::date
          and b.start_date <= ?::date
          and (b.resource_id = any (?::text[])
            or b.resource_type = any (array(select r.type from resource r where r.id = any (?::text[])))
            or (b.resource_id is null and b.resource_type is null))) as blackouts`,
    [
      resource_ids,
      start_date,
      end_date,
      limit,
      resource_ids,
      start_date,
      end_date,
      limit,
      start_date,
      end_date,
      resource_ids,
      resource_ids,
    ],
  )
  return rows
}
