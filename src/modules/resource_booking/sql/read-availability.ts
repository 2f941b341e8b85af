import type { Manager } from "./manager"
import { effectiveAvailable, effectiveMax } from "./effective-capacity"
import { isLapsed, isLive } from "./hold-predicates"

export type AvailabilityRow = {
  resource: unknown
  today: string
  now: Date
  /** One per date of the range, in order: date, maximum (null = no row), available, units of the cart's own. */
  days: [string, number | null, number, number][] | null
  blackouts: { start_date: string; end_date: string; public_note: string | null }[]
}

/** A resource and its range, in one round trip; undefined where there is no such resource. */
export const readAvailability = async (
  manager: Manager,
  { resource_id, start_date, end_date, cart_id }: { resource_id: string; start_date: string; end_date: string; cart_id?: string },
): Promise<AvailabilityRow | undefined> => {
  const [row] = await manager.execute<AvailabilityRow[]>(
    `select
       to_jsonb(r) as resource,
       (statement_timestamp() at time zone r.timezone)::date::text as today,
       statement_timestamp() as now,
       (select json_agg(
          json_build_array(d.date, ${effectiveMax("h.lapsed")}, coalesce(${effectiveAvailable("h.lapsed")}, 0), coalesce(h.own, 0))
          order by d.date)
        from (
          select ?::date + i as date
          from generate_series(0, ?::date - ?::date - (r.booking_unit = 'NIGHT')::integer) as i) as d
        left join resource_capacity rc
          on rc.resource_id = r.id
          and rc.date = d.date
          and rc.date between ?::date and ?::date
        left join (
          select claimed.date, sum(c.quantity) filter (where c.is_lapsed) as lapsed,
                 sum(c.quantity) filter (where not c.is_lapsed) as own
          from (
            select dates, quantity, true as is_lapsed
            from resource_hold
            where resource_id = ?::text and ${isLapsed("resource_hold")}
            union all
            select dates, quantity, false
            from resource_hold
            where cart_id = ?::text and resource_id = ?::text and ${isLive("resource_hold")}) as c
          cross join unnest(c.dates) as claimed(date)
          group by claimed.date) as h on h.date = d.date) as days,
       (select coalesce(json_agg(json_build_object(
          'start_date', b.start_date, 'end_date', b.end_date, 'public_note', b.public_note)
          order by b.resource_id is null, b.resource_type is null, b.created_at, b.id), '[]')
        from resource_blackout b
        where b.deleted_at is null
          and b.end_date >= ?::date
          and b.start_date <= ?::date
          and (b.resource_id = r.id
            or b.resource_type = r.type
            or (b.resource_id is null and b.resource_type is null))) as blackouts
     from resource r
     where r.id = ?::text
       and r.deleted_at is null`,
    [
      start_date, end_date, start_date, start_date, end_date,
      resource_id, cart_id ?? null, resource_id,
      start_date, end_date, resource_id,
    ],
  )
  return row
}
