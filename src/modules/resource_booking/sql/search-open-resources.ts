import type { SearchInput } from "../read-types"
import { activeResources } from "./active-resources"
import { effectiveAvailable } from "./effective-capacity"
import { isLapsed } from "./hold-predicates"
import type { FoundResources } from "./list-active-resources"
import { pageBounds } from "./list-page"
import type { Manager } from "./manager"
import { where } from "./where"

type RangeSearch = SearchInput & { start_date: string; end_date: string; quantity: number }

/**
 * Which active resources can take the whole range, those that can first. A group by over the range's capacity rows,
 * and blackouts as the earliest first day per resource, per type and of all: a test per date (`not exists`) was 2-3
 * times slower. `last_date` is the last date to claim, at NIGHT the one before the departure.
 */
export const searchOpenResources = async (manager: Manager, search: RangeSearch): Promise<FoundResources> => {
  const { start_date, end_date, quantity, available_only = false } = search
  const filter = where(activeResources(search))
  const [found] = await manager.execute<[FoundResources]>(
    `with wanted as materialized (
       select r.id, r.type, r.name, r.min_days, r.max_days,
              ?::date - (r.booking_unit = 'NIGHT')::integer as last_date,
              (statement_timestamp() at time zone r.timezone)::date as today
       from resource r
       ${filter.sql}),
     lapsed as materialized (
       select h.resource_id, d.date, sum(h.quantity)::integer as quantity
       from resource_hold h
       cross join unnest(h.dates) as d(date)
       where ${isLapsed("h")}
         and d.date between ?::date and ?::date
       group by 1, 2),
     closed as materialized (
       select b.resource_id, b.resource_type, min(b.start_date) as since
       from resource_blackout b
       where b.deleted_at is null
         and b.end_date >= ?::date
         and b.start_date <= ?::date
       group by 1, 2),
     open as (
       select w.id, count(*) as days, min(${effectiveAvailable("l.quantity")}) as units
       from wanted w
       join resource_capacity rc
         on rc.resource_id = w.id
         and rc.date between ?::date and w.last_date
         and rc.date <= ?::date
       left join lapsed l on l.resource_id = rc.resource_id and l.date = rc.date
       group by w.id),
     judged as materialized (
       select w.id, w.name,
              case
                when ?::date >= w.today
                  and o.days = w.last_date - ?::date + 1
                  and least(own.since, kind.since, (select since from closed where resource_id is null and resource_type is null))
                    <= w.last_date is not true
                  then o.units
                else 0
              end as units,
              (w.last_date - ?::date + 1) between coalesce(w.min_days, 1) and coalesce(w.max_days, 100000) as fits
       from wanted w
       left join open o on o.id = w.id
       left join closed own on own.resource_id = w.id
       left join closed kind on kind.resource_type = w.type),
     found as materialized (
       select id, name, units, fits and units >= ?::integer as is_available
       from judged
       where not ?::boolean or (fits and units >= ?::integer))
     select
       (select count(*)::integer from found) as count,
       (select coalesce(json_agg(
          to_jsonb(r) || jsonb_build_object('is_available', page.is_available, 'available_capacity', page.units)
          order by page.is_available desc, page.name, page.id), '[]')
        from (
          select *
          from found
          order by is_available desc, name, id
          limit ?::integer offset ?::integer) as page
        join resource r on r.id = page.id) as resources`,
    [
      end_date,
      ...filter.params,
      start_date,
      end_date,
      start_date,
      end_date,
      start_date,
      end_date,
      start_date,
      start_date,
      start_date,
      quantity,
      available_only,
      quantity,
      ...pageBounds(search),
    ],
  )
  return found
}
