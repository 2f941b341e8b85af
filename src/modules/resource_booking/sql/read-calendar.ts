import type { CalendarInput } from "../read-types"
import type { BlackoutDTO } from "../types"
import { effectiveAvailable, effectiveMax } from "./effective-capacity"
import { isLapsed, isLive } from "./hold-predicates"
import { pageBounds } from "./list-page"
import type { Manager } from "./manager"
import { always, containing, given, where } from "./where"

export type CalendarRows = {
  count: number
  now: Date
  dates: string[]
  resources: {
    resource: Record<string, unknown> & { id: string; type: string; is_active: boolean; booking_unit: string }
    today: string
    /** Dates without a row are missing. */
    days: CapacityRow[] | null
  }[]
  blackouts: CoveringBlackout[]
}

/** date, maximum, available, target, live holds, lapsed holds, allocated. */
export type CapacityRow = [string, number, number, number | null, number, number, number]

export type CoveringBlackout = Pick<
  BlackoutDTO,
  "id" | "resource_id" | "resource_type" | "start_date" | "end_date" | "reason" | "public_note"
>

/** `CapacityRow` of `rc` with what is held of it, `h`. */
export const capacityRow = `json_build_array(
                rc.date, ${effectiveMax("h.lapsed")}, ${effectiveAvailable("h.lapsed")},
                case when rc.target_capacity < ${effectiveMax("h.lapsed")} then rc.target_capacity end,
                coalesce(h.live, 0), coalesce(h.lapsed, 0),
                rc.max_capacity - rc.available_capacity - coalesce(h.live, 0) - coalesce(h.lapsed, 0))`

/** Columns of a group of holds `h`: units that stand, and units that the clock has freed. */
export const heldUnits = `coalesce(sum(h.quantity) filter (where ${isLive("h")}), 0) as live,
              coalesce(sum(h.quantity) filter (where ${isLapsed("h")}), 0) as lapsed`

/** `CoveringBlackout` of `b`. */
export const coveringBlackout = `json_build_object(
          'id', b.id, 'resource_id', b.resource_id, 'resource_type', b.resource_type, 'start_date', b.start_date,
          'end_date', b.end_date, 'reason', b.reason, 'public_note', b.public_note)`

/**
 * Many resources over a range. Allocations are not read: what is neither available nor held is allocated (an audit
 * recounts that). Dates travel as short arrays and blackouts once each, not once per cell.
 */
export const readCalendar = async (manager: Manager, calendar: CalendarInput): Promise<CalendarRows> => {
  const { resource_ids, type, is_active, q, start_date, end_date } = calendar
  const columns = calendar.order === "type" ? ["type", "name", "id"] : ["name", "id"]
  const orderOf = (row: string) => columns.map((column) => `${row}.${column}`).join(", ")
  const filter = where([
    always("r.deleted_at is null"),
    given(resource_ids, "r.id = any (?::text[])"),
    given(type, "r.type = upper(?::text)"),
    given(is_active, "r.is_active = ?::boolean"),
    containing(q, ["r.name", "r.id"]),
  ])
  const [rows] = await manager.execute<[CalendarRows]>(
    `with chosen as materialized (
       select r.*
       from resource r
       ${filter.sql}
       order by ${orderOf("r")}
       limit ?::integer offset ?::integer),
     held as materialized (
       select h.resource_id, d.date, ${heldUnits}
       from resource_hold h
       cross join unnest(h.dates) as d(date)
       where h.status = 'ACTIVE'
         and h.resource_id = any (array(select id from chosen))
         and h.dates[1] <= ?::date
         and h.dates[cardinality(h.dates)] >= ?::date
         and d.date between ?::date and ?::date
       group by 1, 2),
     days as (
       select rc.resource_id, json_agg(${capacityRow} order by rc.date) as days
       from resource_capacity rc
       left join held h on h.resource_id = rc.resource_id and h.date = rc.date
       where rc.resource_id = any (array(select id from chosen))
         and rc.date between ?::date and ?::date
       group by rc.resource_id)
     select
       (select count(*)::integer from resource r ${filter.sql}) as count,
       statement_timestamp() as now,
       (select json_agg(?::date + i order by i) from generate_series(0, ?::date - ?::date) as i) as dates,
       (select coalesce(json_agg(json_build_object(
          'resource', to_jsonb(c),
          'today', (statement_timestamp() at time zone c.timezone)::date,
          'days', d.days)
          order by ${orderOf("c")}), '[]')
        from chosen c
        left join days d on d.resource_id = c.id) as resources,
       (select coalesce(json_agg(${coveringBlackout} order by b.start_date, b.id), '[]')
        from resource_blackout b
        where b.deleted_at is null
          and b.end_date >= ?::date
          and b.start_date <= ?::date
          and (b.resource_id is null or b.resource_id = any (array(select id from chosen)))) as blackouts`,
    [
      ...filter.params,
      ...pageBounds(calendar),
      end_date,
      start_date,
      start_date,
      end_date,
      start_date,
      end_date,
      ...filter.params,
      start_date,
      end_date,
      start_date,
      start_date,
      end_date,
    ],
  )
  return rows
}
