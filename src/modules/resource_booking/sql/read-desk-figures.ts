import type { Manager } from "./manager"
import { capacityRow, coveringBlackout, heldUnits, type CapacityRow, type CoveringBlackout } from "./read-calendar"

export type DeskFigureRows = {
  resources: {
    id: string
    today: string
    /** Today's row, null where it has none. */
    day: CapacityRow | null
    capacity: number
    allocated: number
    held: number
    last_open_date: string | null
  }[]
  /** What may cover today somewhere on earth. */
  blackouts: CoveringBlackout[]
}

/**
 * Today and the next 30 days of a page of resources, each by the clock where it is. Every part of it goes by the
 * resource's id into an index, so that it costs the page and not the fleet.
 */
export const readDeskFigures = async (manager: Manager, resourceIds: string[]): Promise<DeskFigureRows> => {
  const [rows] = await manager.execute<[DeskFigureRows]>(
    `with chosen as materialized (
       select r.id, (statement_timestamp() at time zone r.timezone)::date as today
       from resource r
       where r.id = any (?::text[])),
     held as materialized (
       select h.resource_id, d.date, ${heldUnits}
       from resource_hold h
       cross join unnest(h.dates) as d(date)
       where h.status = 'ACTIVE'
         and h.resource_id = any (?::text[])
       group by 1, 2),
     ahead as materialized (
       select c.id,
              sum(rc.max_capacity)::float8 as capacity,
              sum(rc.max_capacity - rc.available_capacity - coalesce(h.live, 0) - coalesce(h.lapsed, 0))::float8 as allocated,
              coalesce(sum(h.live), 0)::float8 as held,
              json_agg(${capacityRow}) filter (where rc.date = c.today) -> 0 as day
       from chosen c
       join resource_capacity rc on rc.resource_id = c.id and rc.date between c.today and c.today + 29
       left join held h on h.resource_id = rc.resource_id and h.date = rc.date
       group by c.id)
     select
       (select coalesce(json_agg(json_build_object(
          'id', c.id, 'today', c.today, 'day', a.day, 'capacity', coalesce(a.capacity, 0),
          'allocated', coalesce(a.allocated, 0), 'held', coalesce(a.held, 0),
          'last_open_date', (
            select rc.date
            from resource_capacity rc
            where rc.resource_id = c.id
              and rc.max_capacity > 0
            order by rc.date desc
            limit 1))), '[]')
        from chosen c
        left join ahead a on a.id = c.id) as resources,
       (select coalesce(json_agg(${coveringBlackout} order by b.start_date, b.id), '[]')
        from resource_blackout b
        where b.deleted_at is null
          and b.end_date >= (select min(today) from chosen)
          and b.start_date <= (select max(today) from chosen)
          and (b.resource_id is null or b.resource_id = any (?::text[]))) as blackouts`,
    [resourceIds, resourceIds, resourceIds],
  )
  return rows
}
