import type { Db } from "./database"
import { until } from "./locks"

/** What no owner may exceed at any moment; the plugin's defaults unless a suite runs with others. */
export interface OwnerLimits {
  max_active_holds_per_owner: number
  max_active_unit_days_per_owner: number
  /** 0 = no limit. */
  max_active_unit_days_per_address: number
}

export const DEFAULT_LIMITS: OwnerLimits = {
  max_active_holds_per_owner: 10,
  max_active_unit_days_per_owner: 500,
  max_active_unit_days_per_address: 0,
}

/**
 * Fails with a list of differences unless the rows of this database keep invariants 1 to 6 of the design. The SQL is
 * its own on purpose: the plugin's audit is among the things it must be able to convict.
 */
export async function expectInvariants(db: Db, limits: Partial<OwnerLimits> = {}): Promise<void> {
  const faults = await invariantFaults(db, limits)
  if (faults.length > 0) {
    throw new Error(
      `The database breaks ${faults.length} invariant(s):\n${faults.map((fault) => `  - ${fault}`).join("\n")}`,
    )
  }
}

/**
 * Fails unless the orders of this shop keep invariant 7: each has booked what it says, or an open incident says that it
 * has not, and what is deleted has booked nothing. Events are on their way for a moment after their cause, so that it is asked until it is so.
 */
export async function expectOrdersServed(db: Db): Promise<void> {
  let faults: string[] = []
  await until(
    async () => (faults = (await Promise.all(ORDER_CHECKS.map((check) => sentences(db, check)))).flat()).length === 0,
    () => `the orders to be served:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`,
  )
}

/** One sentence for every difference found, none where all is well. */
export async function invariantFaults(db: Db, limits: Partial<OwnerLimits> = {}): Promise<string[]> {
  const { max_active_holds_per_owner, max_active_unit_days_per_owner, max_active_unit_days_per_address } = {
    ...DEFAULT_LIMITS,
    ...limits,
  }
  const faults: string[] = []
  for (const statement of CHECKS) {
    faults.push(...(await sentences(db, statement)))
  }
  faults.push(
    ...(await sentences(db, OWNERS_ABOVE_LIMIT, [max_active_holds_per_owner, max_active_unit_days_per_owner])),
    ...(await sentences(db, ADDRESSES_ABOVE_LIMIT, [max_active_unit_days_per_address])),
  )
  return faults
}

const sentences = async (db: Db, statement: string, values?: unknown[]) =>
  (await db.query<{ fault: string }>(statement, values)).map(({ fault }) => fault)

// 1. Both sides are counted and joined in full: a claim without a row and a row without a claim are faults alike.
const CAPACITY_DRIFT = `
  with claims as (
    select resource_id, unnest(dates) as date, quantity as held, 0 as allocated
    from resource_hold where status = 'ACTIVE'
    union all
    select resource_id, unnest(dates), 0, quantity
    from resource_allocation where cancelled_at is null),
  taken as (
    select resource_id, date, sum(held) as held, sum(allocated) as allocated
    from claims group by resource_id, date),
  compared as (
    select coalesce(c.resource_id, t.resource_id) as resource_id, coalesce(c.date, t.date) as date, c.id,
      c.max_capacity, c.available_capacity, coalesce(t.held, 0) as held, coalesce(t.allocated, 0) as allocated
    from resource_capacity c
    full join taken t on t.resource_id = c.resource_id and t.date = c.date)
  select case
    when id is null then format('1: %s on %s: %s held, %s allocated, but there is no capacity row',
      resource_id, date, held, allocated)
    when available_capacity not between 0 and max_capacity then format('1: %s on %s: available %s of %s',
      resource_id, date, available_capacity, max_capacity)
    else format('1: %s on %s: available is %s and should be %s (max %s - %s held - %s allocated)',
      resource_id, date, available_capacity, max_capacity - held - allocated, max_capacity, held, allocated)
    end as fault
  from compared
  where id is null
    or available_capacity not between 0 and max_capacity
    or available_capacity <> max_capacity - held - allocated
  order by resource_id, date
  limit 20`

const STATUS_AND_TIMES = `
  select format('2: hold %s is %s with confirmed_at %s, released_at %s, expired_at %s', id, status,
    coalesce(confirmed_at::text, '-'), coalesce(released_at::text, '-'), coalesce(expired_at::text, '-')) as fault
  from resource_hold
  where (status in ('ACTIVE', 'CONFIRMED', 'RELEASED', 'EXPIRED')) is not true
    or (confirmed_at is not null) <> (status = 'CONFIRMED')
    or (released_at is not null) <> (status = 'RELEASED')
    or (expired_at is not null) <> (status = 'EXPIRED')
    or expires_at is null
  order by id
  limit 20`

const CONFIRMED_WITHOUT_TWIN = `
  select format('2: hold %s is %s and has %s allocation(s)', coalesce(h.id, a.hold_id),
    coalesce(h.status, 'not there'), coalesce(a.count, 0)) as fault
  from resource_hold h
  full join (select hold_id, count(*) as count from resource_allocation group by hold_id) as a on a.hold_id = h.id
  where coalesce(a.count, 0) <> case when h.status = 'CONFIRMED' then 1 else 0 end
  order by 1
  limit 20`

const TWIN_DIFFERS = `
  select format('2: allocation %s claims %s x %s %s of booking %s, its hold %s x %s %s of booking %s',
    a.id, a.quantity, a.resource_id, a.dates, a.booking_id, h.quantity, h.resource_id, h.dates, h.booking_id) as fault
  from resource_allocation a
  join resource_hold h on h.id = a.hold_id
  where (a.resource_id, a.dates, a.quantity, a.booking_id)
    is distinct from (h.resource_id, h.dates, h.quantity, h.booking_id)
  order by a.id
  limit 20`

const DATES_IN_DISORDER = `
  select format('2: %s %s claims the dates %s, which are not sorted and distinct', kind, id, dates) as fault
  from (
    select 'hold' as kind, id, dates from resource_hold
    union all
    select 'allocation', id, dates from resource_allocation) as claim
  where dates is null
    or cardinality(dates) = 0
    or dates is distinct from array(select distinct d from unnest(dates) as d where d is not null order by d)
  order by id
  limit 20`

const TOKEN_WITH_TWO_BOOKINGS = `
  select format('3: token %s of %s made the bookings %s', idempotency_token, token_scope,
    string_agg(distinct booking_id, ', ')) as fault
  from resource_hold
  where idempotency_token is not null
  group by token_scope, idempotency_token
  having count(distinct booking_id) > 1 or count(*) <> count(distinct item_no)
  limit 20`

const LINE_ALLOCATED_TWICE = `
  select format('4: line %s has the live allocations %s of %s', line_item_id, string_agg(id, ', '), resource_id) as fault
  from resource_allocation
  where cancelled_at is null and line_item_id is not null
  group by line_item_id, resource_id
  having count(*) > 1
  limit 20`

// 5. Instants of both sides are read under the lock they share, so comparing them says who came first. What a move
// or a reduction takes over from the claim it replaces was not claimed anew. A blackout that was edited counts from
// its last edit, as its earlier dates are not kept; one of a type does not judge claims of a resource that was edited
// since, as its earlier type is not kept either.
const CLAIMED_WHILE_BLACKED_OUT = `
  select format('5: hold %s claimed %s on %s at %s, under blackout %s in force since %s',
    h.id, h.resource_id, d, h.created_at, b.id, b.updated_at) as fault
  from resource_hold h
  cross join unnest(h.dates) as d
  join resource r on r.id = h.resource_id
  join resource_blackout b on d between b.start_date and b.end_date
    and case
      when b.resource_id is not null then b.resource_id = h.resource_id
      when b.resource_type is not null then b.resource_type = r.type and r.updated_at <= h.created_at
      else true
    end
    and b.updated_at <= h.created_at
    and (b.deleted_at is null or b.deleted_at > h.created_at)
  left join resource_hold replaced on replaced.id = h.replaces_id
    and h.source in ('MOVE', 'REDUCTION')
    and replaced.resource_id = h.resource_id
    and replaced.quantity >= h.quantity
    and d = any (replaced.dates)
  where replaced.id is null
  order by h.id, d
  limit 20`

// 6. Only the guarded place adds to an owner's claims, so that a limit once kept stays kept.
const LIVE_CLAIMS = `
  from resource_hold
  where status = 'ACTIVE' and (expires_at > clock_timestamp() or claimed_at is not null)`

const OWNERS_ABOVE_LIMIT = `
  select format('6: owner %s has %s live holds and %s unit-days, allowed are %s and %s',
    owner_key, count(*), sum(quantity * cardinality(dates)), $1::int, $2::int) as fault
  ${LIVE_CLAIMS} and owner_key is not null
  group by owner_key
  having count(*) > $1 or sum(quantity * cardinality(dates)) > $2
  limit 20`

const ADDRESSES_ABOVE_LIMIT = `
  select format('6: address %s has %s unit-days, allowed are %s',
    client_address, sum(quantity * cardinality(dates)), $1::int) as fault
  ${LIVE_CLAIMS} and client_address is not null
  group by client_address
  having $1 > 0 and sum(quantity * cardinality(dates)) > $1
  limit 20`

const CHECKS = [
  CAPACITY_DRIFT,
  STATUS_AND_TIMES,
  CONFIRMED_WITHOUT_TWIN,
  TWIN_DIFFERS,
  DATES_IN_DISORDER,
  TOKEN_WITH_TWO_BOOKINGS,
  LINE_ALLOCATED_TWICE,
  CLAIMED_WHILE_BLACKED_OUT,
]

// Lines of orders as they are now, with what was asked to be returned already gone.
const ORDER_LINES = `
  order_lines as (
    select o.id as order_id, o.status, i.item_id, l.variant_id, l.created_at,
      case when o.status = 'canceled' then 0 else i.quantity - i.return_requested_quantity - i.return_received_quantity
        - i.return_dismissed_quantity - i.written_off_quantity end as quantity,
      coalesce(i.metadata, l.metadata)->'booking' as note
    from "order" o
    join order_item i on i.order_id = o.id and i.version = o.version and i.deleted_at is null
    join order_line_item l on l.id = i.item_id
    where o.deleted_at is null and o.status <> 'draft' and not o.is_draft_order)`

// 7. A line sells dates if its variant does, and did so before the line was made or the line names its dates. Of what
// the desk booked by itself the quantity is its own affair, as it may have booked something else instead.
const LINE_NOT_SERVED = `
  with ${ORDER_LINES},
  served as (
    select l.order_id, l.item_id, l.quantity, l.note, count(a.id) as allocations,
      count(a.id) filter (where a.start_date::text = l.note->>'start_date') as on_its_dates,
      count(a.id) filter (where h.units * case h.per when 'UNIT' then l.quantity else 1 end <> a.quantity) as odd
    from order_lines l
    left join resource_allocation a
      on a.order_id = l.order_id and a.line_item_id = l.item_id and a.cancelled_at is null
    left join resource_hold h on h.id = a.hold_id
    where l.quantity > 0
      and exists (
        select 1 from booking_variant_resource v
        where v.product_variant_id = l.variant_id
          and v.deleted_at is null
          and (v.created_at <= l.created_at or l.note->>'start_date' is not null))
      and not exists (
        select 1 from booking_incident i
        where i.kind = 'ORDER_UNSERVED' and i.ref = l.order_id and i.resolved_at is null)
    group by l.order_id, l.item_id, l.quantity, l.note)
  select format('7: line %s of order %s, %s of it booked as %s, has %s live allocation(s), %s on its dates, %s of another '
    'quantity, and no incident says so', item_id, order_id, quantity, note, allocations, on_its_dates, odd) as fault
  from served
  where allocations = 0 or odd > 0 or (note->>'start_date' is not null and on_its_dates = 0)
  order by order_id, item_id
  limit 20`

const GIVEN_BACK_YET_BOOKED = `
  with ${ORDER_LINES}
  select format('7: order %s (%s) does not have line %s any more, and allocation %s of it is live', a.order_id, o.status,
    a.line_item_id, a.id) as fault
  from resource_allocation a
  join "order" o on o.id = a.order_id
  where a.cancelled_at is null
    and (o.status = 'canceled' or exists (
        select 1 from order_item i where i.order_id = a.order_id and i.item_id = a.line_item_id))
    and not exists (
      select 1 from order_lines l where l.order_id = a.order_id and l.item_id = a.line_item_id and l.quantity > 0)
  order by a.id
  limit 20`

// What we booked ourselves for an order of core's, by the form of its id: the desk, and code of a merchant's own, may book
// for whatever order they like.
const DELETED_YET_BOOKED = `
  select format('7: there is no order %s, and allocation %s of its line %s is live', a.order_id, a.id, a.line_item_id)
    as fault
  from resource_allocation a
  left join "order" o on o.id = a.order_id and o.deleted_at is null
  where a.cancelled_at is null
    and o.id is null
    and a.order_id ~ '^order_[0-9A-HJKMNP-TV-Z]{26}$'
    and coalesce(a.created_by, 'system') = 'system'
  order by a.id
  limit 20`

const ORDER_CHECKS = [LINE_NOT_SERVED, GIVEN_BACK_YET_BOOKED, DELETED_YET_BOOKED]
