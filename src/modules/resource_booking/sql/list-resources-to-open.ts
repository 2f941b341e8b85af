import type { CalendarDate } from "../types"
import type { Manager } from "./manager"

export type ResourceToOpen = {
  resource_id: string
  start_date: CalendarDate
  end_date: CalendarDate
  max_capacity: number
}

/** Resources that are to be kept open ahead and lack a capacity row between today and that day, in their own zone. */
export const listResourcesToOpen = (manager: Manager, resourceId?: string): Promise<ResourceToOpen[]> =>
  manager.execute<ResourceToOpen[]>(
    `select r.id as resource_id, r.today::text as start_date, (r.today + r.open_days_ahead)::text as end_date,
            r.default_capacity as max_capacity
     from (
       select *, (clock_timestamp() at time zone timezone)::date as today
       from resource
       where deleted_at is null
         and default_capacity is not null
         and open_days_ahead is not null
         and (?::text is null or id = ?)) as r
     where (
       select count(*)
       from resource_capacity rc
       where rc.resource_id = r.id and rc.date between r.today and r.today + r.open_days_ahead) <= r.open_days_ahead
     order by r.id`,
    [resourceId ?? null, resourceId ?? null],
  )
