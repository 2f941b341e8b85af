import { roomyResources } from "./fill.mjs"

/** Puts `count` holds in the tables whose time was up a minute ago, of one date and one unit each, and their units away. */
export async function addLapsedHolds(client, count, { resources, dates }) {
  const roomy = roomyResources(resources) - 2
  await client.query("begin")
  await client.query(
    `insert into resource_hold (
       id, booking_id, resource_id, dates, start_date, end_date, booking_unit, days, quantity, expires_at,
       token_scope, owner_key, customer_email, created_at, updated_at)
     select 'hold_lapsed_' || n || '_' || made.at, 'bk_lapsed_' || n || '_' || made.at, r.id, array[day], day, day, 'DAY', 1, 1,
            clock_timestamp() - interval '1 minute', 'store:lapsed' || n, 'lapsed' || n, n || '@example.com',
            clock_timestamp() - interval '31 minutes', clock_timestamp() - interval '31 minutes'
     from (select extract(epoch from clock_timestamp())::bigint as at) as made
     cross join generate_series(0, $1::integer - 1) as n
     join (select row_number() over (order by id) - 1 as position, id, timezone from resource order by id limit $2::integer) as r
       on r.position = n % $2::integer
     cross join lateral (
       select (now() at time zone r.timezone)::date + (1 + (n / $2::integer) % ($3::integer - 41))::integer as day) as d`,
    [count, roomy, dates],
  )
  await client.query(
    `update resource_capacity rc set available_capacity = rc.available_capacity - lapsed.units
     from (select resource_id, dates[1] as date, count(*)::integer as units from resource_hold
           where owner_key like 'lapsed%' and status = 'ACTIVE' group by 1, 2) as lapsed
     where rc.resource_id = lapsed.resource_id and rc.date = lapsed.date`,
  )
  await client.query("commit")
}
