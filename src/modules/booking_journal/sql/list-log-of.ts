import type { DayLogFilters } from "../types"
import type { Manager } from "./manager"

/**
 * The newest entries about one date of a resource: what names one of its claims or blackouts, what says a range or a
 * booking that covers the date, and edits of the resource itself. Days of the form YYYY-MM-DD compare as text.
 */
export const listLogOf = async (
  manager: Manager,
  { resource_id, date, claim_ids, blackout_ids }: DayLogFilters,
  limit: number,
): Promise<unknown[]> => {
  const named = [...claim_ids.map((id) => ({ ids: [id] })), ...blackout_ids.map((id) => ({ id }))]
  const rows = await manager.execute<{ entry: unknown }[]>(
    `select to_jsonb(l) as entry
     from booking_log l
     where l.id in (
       select id
       from booking_log
       where selector @> any (?::jsonb[])
       union
       select own.id
       from booking_log own
       where own.resource_id = ?::text
         and (own.action like 'resource.%'
           or exists (
             select 1
             from jsonb_array_elements(
               jsonb_build_array(own.selector, own.before, own.after) || coalesce(own.after -> 'items', '[]')) as said
             where said ->> 'start_date' <= ?::text
               and said ->> 'end_date' >= ?::text
               and coalesce(said ->> 'resource_id', own.resource_id) = own.resource_id
               and coalesce(nullif(own.selector -> 'weekdays', 'null') @> to_jsonb(extract(isodow from ?::date)::integer), true))))
     order by l.at desc, l.id desc
     limit ?::integer`,
    [named.map((one) => JSON.stringify(one)), resource_id, date, date, date, limit],
  )
  return rows.map(({ entry }) => entry)
}
