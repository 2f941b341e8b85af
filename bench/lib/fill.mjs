import pg from "@medusajs/framework/pg"
import { step } from "../../scripts/demo/progress.mjs"

export const SIZES = {
  full: { resources: 10_000, dates: 730, claims: 1_000_000, oldHolds: 100_000, liveHolds: 0, blackouts: 5 },
  small: { resources: 1_000, dates: 365, claims: 100_000, oldHolds: 10_000, liveHolds: 0, blackouts: 5 },
}
const MANY = 1_000_000

/** The id of the `n`-th resource, from 0. Shaped as Medusa's: a prefix and 26 characters that sort as they were made. */
export const resourceId = (n) => `res_01BENCH${String(n).padStart(19, "0")}`
const sqlId = (prefix, n) => `'${prefix}_01BENCH' || lpad((${n})::text, 19, '0')`

/** How many resources, from number 0 on, never sell out: vehicles by the day, a million units a date. For buyers. */
export const roomyResources = (resources) => Math.floor(resources / 10)

/**
 * Fills the empty tables of a migrated database with a shop that has been busy for 28 days: resources open from today
 * on, bookings of one to seven dates, mostly near ones, and holds that ended. The same every time, except for what day
 * it is. Blackouts lie on the last dates, one each: buyers stay off those.
 *
 * @param {string | import("pg").Client} target a URL, or a connected client
 * @param {"full" | "small" | Partial<typeof SIZES.full>} size numbers that are not given are the full size's
 */
export async function fill(target, size = "full") {
  const client = typeof target === "string" ? new pg.Client({ connectionString: target }) : target
  const wanted = typeof size === "string" ? SIZES[size] : { ...SIZES.full, ...size }
  if (client !== target) await client.connect()
  try {
    await client.query("begin")
    for (const setting of SETTINGS) await client.query(setting)
    for (const [table, insert] of Object.entries(INSERTS)) {
      await step(`Filling ${table}`, async () => {
        const bringBack = await dropRules(client, table)
        await client.query("select setseed(0.5)")
        const { rowCount } = await client.query(insert(wanted))
        for (const statement of bringBack) await client.query(statement)
        await client.query(`analyze ${table}`)
        console.log(`  ${rowCount} rows`)
      })
    }
    await client.query("commit")
    await step("Vacuuming", () => client.query(`vacuum ${Object.keys(INSERTS).join(", ")}`))
  } finally {
    if (client !== target) await client.end()
  }
  return wanted
}

/**
 * Building an index over all rows, and checking a constraint over them, takes a fraction of doing so row by row.
 * Returns the statements that bring back what was dropped.
 */
async function dropRules(client, table) {
  const { rows: constraints } = await client.query(
    `select quote_ident(conname) as name, pg_get_constraintdef(oid) as rule
     from pg_constraint
     where conrelid = '${table}'::regclass and contype in ('c', 'u')`,
  )
  await client.query(`alter table ${table} ${constraints.map(({ name }) => `drop constraint ${name}`).join(", ")}`)
  const { rows: indexes } = await client.query(
    `select indexrelid::regclass as name, pg_get_indexdef(indexrelid) as build
     from pg_index
     where indrelid = '${table}'::regclass and not indisprimary`,
  )
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  return [
    `alter table ${table} ${constraints.map(({ name, rule }) => `add constraint ${name} ${rule}`).join(", ")}`,
    ...indexes.map(({ build }) => build),
  ]
}

const SETTINGS = [
  // No trigger and no foreign key is asked: what they would refuse is not made, and the invariants are tested.
  "set local session_replication_role = replica",
  "set local synchronous_commit = off",
  "set local work_mem = '512MB'",
  "set local maintenance_work_mem = '512MB'",
  "set local jit = off",
]

const INSERTS = {
  // Names and types are strewn over the numbers: what a page or a search asks for does not lie side by side.
  resource: ({ resources }) => `
    insert into resource (id, name, type, booking_unit, created_at, updated_at)
    select ${sqlId("res", "n")}, initcap(type) || ' ' || lpad((n * 7919::bigint % ${resources})::text, 5, '0'), type,
           case when type = 'ROOM' then 'NIGHT' else 'DAY' end, now() - interval '1 year', now() - interval '1 year'
    from generate_series(0, ${resources} - 1) as n
    cross join lateral (
      select case when n < ${roomyResources(resources)} then 'VEHICLE'
                  else (array['VEHICLE', 'VEHICLE', 'VEHICLE', 'VEHICLE', 'TOUR', 'TOUR', 'TOUR', 'GUIDE', 'ROOM'])[1 + n % 9]
                  end as type) as t`,

  resource_hold: ({ resources, dates, claims, oldHolds, liveHolds }) => `
    insert into resource_hold (
      id, booking_id, resource_id, dates, start_date, end_date, booking_unit, days, quantity, status, expires_at,
      idempotency_token, request_hash, token_scope, owner_key, cart_id, customer_id, customer_email,
      released_by, confirmed_at, released_at, expired_at, created_at, updated_at)
    select ${sqlId("hold", "i")}, ${sqlId("bk", "i")}, r.id, array(select start + n from generate_series(0, days - 1) as n),
           start, start + days - (r.booking_unit = 'DAY')::integer, r.booking_unit, days, quantity, status,
           made_at + interval '30 minutes', 'checkout-' || md5(i::text), md5('request ' || i) || md5('hash ' || i),
           'store:' || owner, owner, ${sqlId("cart", "i")}, customer_id, 'guest' || i || '@example.com',
           case when status = 'RELEASED' then 'store' end,
           case when status = 'CONFIRMED' then ended_at end,
           case when status = 'RELEASED' then ended_at end,
           case when status = 'EXPIRED' then ended_at end,
           made_at, ended_at
    from (
      select i, ${sqlId("res", `floor(random() * ${resources})::integer`)} as resource_id,
             floor(power(random(), 2) * (${dates} - 7))::integer as start_in, 1 + floor(random() * 7)::integer as days,
             1 + (random() < 0.3)::integer as quantity, random() as half,
             case when random() < 0.2 then ${sqlId("cus", "floor(random() * 50000)::integer")} end as customer_id,
             i * ${oldHolds} / ${claims + oldHolds} < (i + 1) * ${oldHolds} / ${claims + oldHolds} as is_old
      from generate_series(0::bigint, ${claims + oldHolds + liveHolds} - 1) as i) as drawn
    join resource r on r.id = drawn.resource_id
    cross join lateral (
      select (now() at time zone r.timezone)::date + start_in as start,
             coalesce('customer:' || customer_id, 'cart:' || ${sqlId("cart", "i")}) as owner,
             case when i >= ${claims + oldHolds} then 'ACTIVE'
                  when not is_old then 'CONFIRMED'
                  when half < 0.5 then 'RELEASED'
                  else 'EXPIRED' end as status) as derived
    cross join lateral (
      select case when status = 'ACTIVE' then now() - half * interval '5 minutes'
                  else now() - interval '1 hour'
                    - (${claims + oldHolds} - i) * (interval '28 days' / ${claims + oldHolds}) end as made_at) as made
    cross join lateral (
      select made_at + case status when 'EXPIRED' then interval '32 minutes' when 'ACTIVE' then interval '0'
                       else half * interval '20 minutes' end as ended_at) as ended`,

  resource_allocation: () => `
    insert into resource_allocation (
      id, hold_id, booking_id, resource_id, dates, start_date, end_date, booking_unit, days, quantity, order_id,
      line_item_id, customer_id, contact_name, contact_email, contact_phone, created_at, updated_at)
    select 'alloc' || substr(id, 5), id, booking_id, resource_id, dates, start_date, end_date, booking_unit, days, quantity,
           'order' || substr(id, 5), 'ordli' || substr(id, 5), customer_id, 'Guest ' || right(id, 7), customer_email,
           '+61 4' || right(id, 8), confirmed_at, confirmed_at
    from resource_hold
    where status = 'CONFIRMED'`,

  // Day after day, as the daily job opens them: the dates of one resource lie far apart on the disk.
  resource_capacity: ({ resources, dates }) => `
    insert into resource_capacity (id, resource_id, date, max_capacity, available_capacity, created_at, updated_at)
    select ${sqlId("rescap", `i * ${resources} + n`)}, r.id, today + i, max_capacity, max_capacity - taken, created_at, created_at
    from generate_series(0, ${dates} - 1) as i
    cross join (
      select id, created_at, (now() at time zone timezone)::date as today, row_number() over (order by id) - 1 as n
      from resource) as r
    left join (
      select resource_id, date, sum(quantity)::integer as quantity
      from resource_hold
      cross join unnest(dates) as date
      where status in ('CONFIRMED', 'ACTIVE')
      group by 1, 2) as claimed on claimed.resource_id = r.id and claimed.date = today + i
    cross join lateral (
      select coalesce(claimed.quantity, 0) as taken) as t
    cross join lateral (
      select case when n < ${roomyResources(resources)} then ${MANY} else greatest(5 + n % 16, taken) end as max_capacity) as m`,

  resource_blackout: ({ dates, blackouts }) => `
    insert into resource_blackout (id, resource_id, resource_type, start_date, end_date, reason, created_at, updated_at)
    select ${sqlId("blk", "i")}, case when i % 3 = 0 then ${sqlId("res", "i")} end, case when i % 3 = 1 then 'TOUR' end,
           day, day, 'Service', now(), now()
    from generate_series(0, ${blackouts} - 1) as i
    cross join lateral (select current_date + ${dates} - 1 - i as day) as d`,
}
