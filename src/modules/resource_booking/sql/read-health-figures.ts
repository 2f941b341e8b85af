import type { HealthFigures } from "../read-types"
import { isLapsed, OF_ANY_RESOURCE } from "./hold-predicates"
import type { Manager } from "./manager"

const NEAR_DAYS = 30
const MOST = 50

/** Figures that partial indexes answer; nothing is recounted here. */
export const readHealthFigures = async (manager: Manager): Promise<Omit<HealthFigures, "now"> & { now: Date }> => {
  const [figures] = await manager.execute<[Omit<HealthFigures, "now"> & { now: Date }]>(
    `with closing as materialized (
       select r.id as resource_id, r.name, last_row.date as last_open_date, here.today
       from resource r
       cross join lateral (select (statement_timestamp() at time zone r.timezone)::date as today) as here
       cross join lateral (
         select rc.date
         from resource_capacity rc
         where rc.resource_id = r.id
           and rc.max_capacity > 0
         order by rc.date desc
         limit 1) as last_row
       where r.deleted_at is null
         and r.is_active
         and last_row.date < here.today + ${NEAR_DAYS}),
     overcommitted as materialized (
       select rc.resource_id, r.name, rc.date, rc.max_capacity as max, rc.target_capacity as target
       from resource_capacity rc
       join resource r on r.id = rc.resource_id
       where rc.target_capacity is not null
         and rc.date >= (statement_timestamp() at time zone r.timezone)::date)
     select
       statement_timestamp() as now,
       current_setting('server_version') as database_version,
       (select count(*)::integer from resource_hold h where h.status = 'ACTIVE' and h.${OF_ANY_RESOURCE}) - backlog.count as live_holds,
       backlog.count as expired_backlog,
       backlog.oldest_age_seconds as expired_oldest_age_seconds,
       (select count(*)::integer from overcommitted) as overcommitted_dates,
       (select coalesce(json_agg(to_json(page)), '[]')
        from (select * from overcommitted order by date, name, resource_id limit ${MOST}) as page) as overcommitted,
       (select count(*)::integer from closing) as closing_resources_count,
       (select coalesce(json_agg(to_json(page)), '[]')
        from (select * from closing order by last_open_date, name, resource_id limit ${MOST}) as page) as closing_resources
     from (
       select count(*)::integer as count,
              coalesce(floor(extract(epoch from statement_timestamp() - min(h.expires_at))), 0)::integer as oldest_age_seconds
       from resource_hold h
       where ${isLapsed("h")}) as backlog`,
  )
  return figures
}
