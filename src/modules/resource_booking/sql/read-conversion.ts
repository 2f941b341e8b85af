import type { Conversion } from "../read-types"
import { isLapsed, isLive } from "./hold-predicates"
import type { Manager } from "./manager"

/**
 * Holds of the storefront by the day they were placed, and what became of each in the end: of one that was retaken or
 * resized, what became of the last. Ended holds are deleted after the retention time: days before `complete_from` may
 * tell of confirmed ones only.
 */
export const readConversion = async (
  manager: Manager,
  { from, to, timezone, kept_days }: { from: string; to: string; timezone: string; kept_days: number },
): Promise<Conversion> => {
  const [report] = await manager.execute<[Conversion]>(
    `with placed as (
       select (h.created_at at time zone ?::text)::date as date,
              case
                when h.status = 'CONFIRMED' then 'CONFIRMED'
                when ${isLapsed("t")} then 'EXPIRED'
                when ${isLive("t")} then 'ACTIVE'
                else t.status
              end as outcome
       from resource_hold h
       left join lateral (
         select last.status, last.claimed_at, last.expires_at
         from resource_hold last
         where h.status <> 'CONFIRMED'
           and last.booking_id = h.booking_id
           and last.item_no = h.item_no
         order by last.created_at desc, last.id desc
         limit 1) as t on true
       where h.source = 'STORE'
         and h.created_at >= ?::date::timestamp at time zone ?::text
         and h.created_at < (?::date + 1)::timestamp at time zone ?::text),
     daily as (
       select
         (?::date + i)::text as date,
         count(p.outcome)::integer as placed,
         count(*) filter (where p.outcome = 'CONFIRMED')::integer as confirmed,
         count(*) filter (where p.outcome = 'RELEASED')::integer as released,
         count(*) filter (where p.outcome = 'EXPIRED')::integer as expired,
         count(*) filter (where p.outcome = 'ACTIVE')::integer as active
       from generate_series(0, ?::date - ?::date) as i
       left join placed p on p.date = ?::date + i
       group by i)
     select
       (select coalesce(json_agg(to_json(daily) order by daily.date), '[]') from daily) as conversion,
       (((statement_timestamp() - ?::integer * interval '1 day') at time zone ?::text)::date + 1)::text as complete_from`,
    [timezone, from, timezone, to, timezone, from, to, from, from, kept_days, timezone],
  )
  return report
}
