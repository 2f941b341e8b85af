import { verbSettings } from "./locks"

export const placeHoldFunctions = [
  `create type rb_item_1 as (
     refusal jsonb, resource_id text, resource_type text, dates date[], start_date date, end_date date,
     booking_unit text, days integer, quantity integer, ttl_minutes integer, timezone text)`,

  // How many dates an item names at most: at NIGHT its departure is none.
  `create function rb_asked_days_1(p_item jsonb)
   returns integer language sql immutable as $$
     select coalesce(jsonb_array_length(p_item->'dates'), (p_item->>'end_date')::date - (p_item->>'start_date')::date + 1)
   $$`,

  `create function rb_blacked_out_dates_1(p_resource_id text, p_type text, p_dates date[])
   returns date[] language plpgsql volatile as $$
   begin
     return array(
       select distinct d
       from resource_blackout b
       join unnest(p_dates) as d on d between b.start_date and b.end_date
       where b.deleted_at is null
         and b.end_date >= p_dates[1]
         and b.start_date <= p_dates[cardinality(p_dates)]
         and (b.resource_id = p_resource_id
           or b.resource_type = p_type
           or (b.resource_id is null and b.resource_type is null))
       order by d);
   end $$`,

  // What one item of a request asks for, in dates of its resource, or why it cannot be asked for.
  // p_item: {resource_id, quantity, dates} or {resource_id, quantity, start_date, end_date}.
  // p_rules: {max_hold_days, allow_past?, any_duration?, allow_deleted?}.
  `create function rb_read_item_1(p_item jsonb, p_rules jsonb)
   returns rb_item_1 language plpgsql volatile as $$
   declare
     v_resource resource;
     v_item rb_item_1;
     v_nights integer;
     v_today date;
   begin
     select * into v_resource from resource
     where id = p_item->>'resource_id' and (deleted_at is null or (p_rules->>'allow_deleted')::boolean);
     if not found then
       v_item.refusal := jsonb_build_object('code', 'resource_not_found', 'resource_id', p_item->>'resource_id');
       return v_item;
     end if;
     v_item.resource_id := v_resource.id;
     v_item.resource_type := v_resource.type;
     v_item.quantity := p_item->>'quantity';
     v_item.booking_unit := v_resource.booking_unit;
     v_item.timezone := v_resource.timezone;
     v_item.ttl_minutes := v_resource.hold_ttl_minutes;
     v_nights := (v_resource.booking_unit = 'NIGHT')::integer;
     if jsonb_typeof(p_item->'dates') = 'array' then
       -- The module has sorted them, and the check of the table insists on it.
       v_item.dates := translate(p_item->>'dates', '[]"', '{}')::date[];
       v_item.start_date := v_item.dates[1];
       v_item.end_date := v_item.dates[cardinality(v_item.dates)] + v_nights;
     else
       v_item.start_date := p_item->>'start_date';
       v_item.end_date := p_item->>'end_date';
       v_item.dates := array(
         select v_item.start_date + i from generate_series(0, v_item.end_date - v_nights - v_item.start_date) as i);
     end if;
     v_item.days := cardinality(v_item.dates);
     v_today := (clock_timestamp() at time zone v_resource.timezone)::date;

     v_item.refusal := case
       when not v_resource.is_active then
         jsonb_build_object('code', 'resource_inactive')
       when v_item.days = 0 then
         jsonb_build_object('code', 'invalid_data', 'rule', 'no_nights')
       when v_item.days > (p_rules->>'max_hold_days')::integer then
         jsonb_build_object('code', 'invalid_data', 'rule', 'too_many_days', 'max', p_rules->'max_hold_days')
       when v_item.dates[1] < v_today and not coalesce((p_rules->>'allow_past')::boolean, false) then
         jsonb_build_object('code', 'invalid_data', 'rule', 'past', 'date', v_item.dates[1], 'today', v_today)
       when (v_item.days < v_resource.min_days or v_item.days > v_resource.max_days)
         and not coalesce((p_rules->>'any_duration')::boolean, false) then
         jsonb_build_object('code', 'duration_not_allowed', 'days', v_item.days,
           'min_days', v_resource.min_days, 'max_days', v_resource.max_days)
     end;
     if v_item.refusal is not null then
       v_item.refusal := v_item.refusal || jsonb_build_object('resource_id', v_resource.id);
     end if;
     return v_item;
   end $$`,

  `create function rb_refuse_blacked_out_1(p_resource_id text, p_type text, p_dates date[])
   returns jsonb language plpgsql volatile as $$
   declare
     v_closed date[] := rb_blacked_out_dates_1(p_resource_id, p_type, p_dates);
   begin
     if cardinality(v_closed) = 0 then
       return null;
     end if;
     return jsonb_build_object('code', 'date_blacked_out', 'resource_id', p_resource_id, 'dates', to_jsonb(v_closed));
   end $$`,

  `create function rb_booking_holds_1(p_booking_id text)
   returns jsonb language plpgsql volatile as $$
   begin
     return (select jsonb_agg(to_jsonb(h) order by h.item_no, h.id) from resource_hold h
             where h.booking_id = p_booking_id and h.replaces_id is null);
   end $$`,

  // The booking that a token has already made: a committed token never changes its booking.
  `create function rb_replay_1(p jsonb)
   returns jsonb language plpgsql volatile as $$
   declare
     v_hold resource_hold;
   begin
     select * into v_hold from resource_hold
     where token_scope = p->>'token_scope' and idempotency_token = p->>'idempotency_token'
     order by item_no limit 1;
     if not found then
       return null;
     end if;
     if v_hold.request_hash is distinct from p->>'request_hash' then
       return jsonb_build_object('code', 'idempotency_key_reused');
     end if;
     return jsonb_build_object('code', 'ok', 'replay', true, 'now', clock_timestamp(),
       'booking_id', v_hold.booking_id, 'holds', rb_booking_holds_1(v_hold.booking_id),
       'allocations', coalesce((select jsonb_agg(to_jsonb(a) order by a.id) from resource_allocation a
         where a.booking_id = v_hold.booking_id and a.replaces_id is null), '[]'));
   end $$`,

  // A double click without a token: the same cart asked for the same a moment ago.
  `create function rb_double_click_1(p jsonb)
   returns jsonb language plpgsql volatile as $$
   declare
     v_booking_id text;
   begin
     select h.booking_id into v_booking_id from resource_hold h
     where h.cart_id = p->>'cart_id'
       and h.request_hash = p->>'request_hash'
       and h.status = 'ACTIVE'
       and h.idempotency_token is null
       and h.expires_at > clock_timestamp()
       and h.created_at > clock_timestamp() - interval '10 seconds'
       and not exists (
         select 1 from resource_hold part
         where part.booking_id = h.booking_id and (part.status <> 'ACTIVE' or part.line_item_id is not null))
     limit 1;
     if not found then
       return null;
     end if;
     return jsonb_build_object('code', 'ok', 'replay', true, 'now', clock_timestamp(),
       'booking_id', v_booking_id, 'holds', rb_booking_holds_1(v_booking_id));
   end $$`,

  // Live unexpired claims of an owner or of a client address against a limit; null limit = none.
  `create function rb_refuse_over_limit_1(p jsonb, p_holds integer, p_unit_days bigint)
   returns jsonb language plpgsql volatile as $$
   declare
     v_now timestamptz := clock_timestamp();
     v_limits jsonb := p->'limits';
     v_holds bigint;
     v_used bigint;
   begin
     select count(*), coalesce(sum(quantity::bigint * cardinality(dates)), 0) into v_holds, v_used
     from resource_hold
     where owner_key = p->>'owner_key'
       and status = 'ACTIVE'
       and (expires_at > v_now or claimed_at is not null);
     if v_holds + p_holds > (v_limits->>'holds')::bigint then
       return jsonb_build_object('code', 'hold_limit_exceeded', 'limit', 'max_active_holds_per_owner',
         'allowed', v_limits->'holds', 'present', v_holds, 'requested', p_holds);
     end if;
     if v_used + p_unit_days > (v_limits->>'unit_days')::bigint then
       return jsonb_build_object('code', 'hold_limit_exceeded', 'limit', 'max_active_unit_days_per_owner',
         'allowed', v_limits->'unit_days', 'present', v_used, 'requested', p_unit_days);
     end if;
     if p->>'client_address' is null then
       return null;
     end if;
     select coalesce(sum(quantity::bigint * cardinality(dates)), 0) into v_used
     from resource_hold
     where client_address = p->>'client_address'
       and status = 'ACTIVE'
       and (expires_at > v_now or claimed_at is not null);
     if v_used + p_unit_days > (v_limits->>'address_unit_days')::bigint then
       return jsonb_build_object('code', 'hold_limit_exceeded', 'limit', 'max_active_unit_days_per_address',
         'allowed', v_limits->'address_unit_days', 'present', v_used, 'requested', p_unit_days);
     end if;
     return null;
   end $$`,

  /**
   * Claims all items or nothing. Born ACTIVE with one deadline, or CONFIRMED with allocations where
   * p.contact is given (a staff booking). Refusals are answers, never exceptions. With p.stands_aside it does not wait
   * for its owner: where another has him the answer is `aside`, and nothing was decided.
   */
  `create function rb_place_hold_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_deadline timestamptz := rb_begin_1((p->>'lock_timeout_ms')::integer);
     v_answer jsonb;
     v_asked jsonb := p->'items';
     v_input jsonb;
     v_item rb_item_1;
     v_items rb_item_1[] := '{}';
     v_ids text[];
     v_alone text[] := '{}';
     v_waited boolean := false;
     v_resource_ids text[] := '{}';
     v_dates date[] := '{}';
     v_quantities integer[] := '{}';
     v_unit_days bigint := 0;
     v_ttl integer := (p->>'ttl_minutes')::integer;
     v_now timestamptz;
     v_confirmed boolean := jsonb_typeof(p->'contact') = 'object';
     v_row jsonb;
     v_holds jsonb := '[]';
     v_allocations jsonb := '[]';
   begin
     if p->>'idempotency_token' is not null then
       v_answer := rb_replay_1(p);
       if v_answer is not null then return v_answer; end if;
     end if;

     if p->>'owner_key' is not null then
       if p->>'stands_aside' is not null then
         if not rb_try_owner_1(p->>'owner_key', p->>'client_address') then
           return jsonb_build_object('code', 'aside');
         end if;
       else
         v_waited := rb_lock_owner_1(p->>'owner_key', v_deadline);
         if p->>'client_address' is not null then
           perform rb_lock_address_1(p->>'client_address', v_deadline);
         end if;
       end if;
     end if;
     -- A twin of this request may have committed while this one waited for their owner. Where nobody waited and one has
     -- all the same, the token's index says so, and the module asks again.
     v_answer := case
       when v_waited and p->>'idempotency_token' is not null then rb_replay_1(p)
       when p->>'idempotency_token' is null and p->>'cart_id' is not null then rb_double_click_1(p)
     end;
     if v_answer is not null then return v_answer; end if;
     if jsonb_array_length(v_asked) = 1 then
       v_ids := array[v_asked->0->>'resource_id'];
       if rb_asked_days_1(v_asked->0) > 31 then v_alone := v_ids; end if;
     else
       v_ids := array(select distinct i->>'resource_id' from jsonb_array_elements(v_asked) as i);
       v_alone := array(
         select i->>'resource_id' from jsonb_array_elements(v_asked) as i
         group by 1
         having sum(rb_asked_days_1(i)) > 31);
     end if;
     v_waited := rb_lock_fleet_1(true, v_deadline);
     v_waited := rb_lock_resources_1(v_ids, v_alone, v_deadline);

     for i in 0 .. jsonb_array_length(v_asked) - 1 loop
       v_item := rb_read_item_1(v_asked->i, p->'rules');
       v_answer := coalesce(v_item.refusal,
         rb_refuse_blacked_out_1(v_item.resource_id, v_item.resource_type, v_item.dates));
       exit when v_answer is not null;
       v_items := v_items || v_item;
       v_ttl := least(v_ttl, case when p->>'ttl_minutes' is null
         then coalesce(v_item.ttl_minutes, (p->>'default_ttl_minutes')::integer) end);
       v_unit_days := v_unit_days + v_item.quantity::bigint * v_item.days;
       v_resource_ids := v_resource_ids || array_fill(v_item.resource_id, array[v_item.days]);
       v_dates := v_dates || v_item.dates;
       v_quantities := v_quantities || array_fill(v_item.quantity, array[v_item.days]);
     end loop;
     v_ttl := least(v_ttl, (p->>'max_ttl_minutes')::integer);
     if v_answer is null and cardinality(v_dates) > (p->'rules'->>'max_claims')::integer then
       v_answer := jsonb_build_object('code', 'invalid_data', 'rule', 'too_many_claims',
         'max', p->'rules'->'max_claims', 'requested', cardinality(v_dates));
     end if;
     if v_answer is null and cardinality(v_ids) < cardinality(v_items) then
       select array_agg(resource_id), array_agg(date), array_agg(quantity)
       into v_resource_ids, v_dates, v_quantities
       from (select c.resource_id, c.date, sum(c.quantity)::integer as quantity
             from unnest(v_resource_ids, v_dates, v_quantities) as c(resource_id, date, quantity)
             group by 1, 2) as claims;
     end if;
     if v_answer is null and p->>'owner_key' is not null then
       v_answer := rb_refuse_over_limit_1(p, cardinality(v_items), v_unit_days);
     end if;
     -- Looked at before the date locks so that a refusal never queues behind buyers, and decided below.
     if v_answer is null then
       v_answer := rb_refuse_short_1(v_resource_ids, v_dates, v_quantities, clock_timestamp());
     end if;
     if v_answer is null then
       v_waited := rb_lock_dates_1(v_resource_ids, v_dates, v_alone, v_deadline);
       v_now := clock_timestamp();
       v_answer := rb_refuse_short_1(v_resource_ids, v_dates, v_quantities, v_now);
     end if;
     if v_answer is not null then
       -- The refusal may be the work of the same token's first attempt, committed a moment ago.
       return coalesce(case when p->>'idempotency_token' is not null then rb_replay_1(p) end,
         v_answer || jsonb_build_object('now', clock_timestamp()));
     end if;

     perform rb_take_units_1(v_resource_ids, v_dates, v_quantities);
     for i in 1 .. cardinality(v_items) loop
       v_item := v_items[i];
       v_input := v_asked->(i - 1);
       insert into resource_hold (
         id, booking_id, resource_id, dates, start_date, end_date, booking_unit, days, quantity,
         status, expires_at, confirmed_at, idempotency_token, request_hash, token_scope, item_no,
         owner_key, client_address, cart_id, per, units, customer_id, customer_email, source, created_by, metadata,
         created_at, updated_at)
       values (
         v_input->>'hold_id', p->>'booking_id', v_item.resource_id, v_item.dates, v_item.start_date,
         v_item.end_date, v_item.booking_unit, v_item.days, v_item.quantity,
         case when v_confirmed then 'CONFIRMED' else 'ACTIVE' end,
         date_trunc('milliseconds', v_now) + case when v_confirmed then interval '0' else v_ttl * interval '1 minute' end,
         case when v_confirmed then v_now end,
         p->>'idempotency_token', p->>'request_hash', p->>'token_scope', i - 1,
         p->>'owner_key', p->>'client_address', p->>'cart_id', v_input->>'per', (v_input->>'units')::integer,
         p->>'customer_id', p->>'customer_email',
         p->>'source', p->>'created_by', nullif(p->'metadata', 'null'), v_now, v_now)
       returning to_jsonb(resource_hold) into v_row;
       v_holds := v_holds || v_row;
       if v_confirmed then
         v_allocations := v_allocations || rb_insert_allocation_1(v_row->>'id', v_input->>'allocation_id', p->'contact', v_now);
       end if;
     end loop;
     return jsonb_build_object('code', 'ok', 'replay', false, 'now', v_now, 'booking_id', p->>'booking_id',
       'holds', v_holds, 'allocations', v_allocations);
   end $$`,

  /**
   * Several requests in one commit, each decided by itself as rb_place_hold_1 would one after the other. The locks of all
   * are taken first, in their one order, so that none is waited for in between; only an owner is not waited for, who
   * would keep all the others waiting: a request whose owner is not free is answered `aside` and not decided.
   * p: {requests, lock_timeout_ms}.
   */
  `create function rb_place_holds_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_deadline timestamptz := rb_begin_1((p->>'lock_timeout_ms')::integer);
     v_requests jsonb[];
     v_aside boolean[] := '{}';
     v_ids text[];
     v_alone text[];
     v_resource_ids text[];
     v_dates date[];
     v_answers jsonb[] := '{}';
   begin
     v_requests := array(
       select r.request from jsonb_array_elements(p->'requests') with ordinality as r(request, position)
       order by r.position);
     for i in 1 .. cardinality(v_requests) loop
       v_aside[i] := case when v_requests[i]->>'owner_key' is null then false
         else not rb_try_owner_1(v_requests[i]->>'owner_key', v_requests[i]->>'client_address') end;
     end loop;
     v_ids := array(
       select distinct i->>'resource_id'
       from unnest(v_requests, v_aside) as r(request, aside)
       cross join jsonb_array_elements(r.request->'items') as i
       where not r.aside);
     v_alone := array(
       select distinct i->>'resource_id'
       from unnest(v_requests, v_aside) with ordinality as r(request, aside, position)
       cross join jsonb_array_elements(r.request->'items') as i
       where not r.aside
       group by i->>'resource_id', r.position
       having sum(rb_asked_days_1(i)) > 31);
     perform rb_lock_fleet_1(true, v_deadline);
     perform rb_lock_resources_1(v_ids, v_alone, v_deadline);
     -- Of a range every date, though at NIGHT its last is not claimed.
     select array_agg(i->>'resource_id'), array_agg(d) into v_resource_ids, v_dates
     from unnest(v_requests, v_aside) as r(request, aside)
     cross join jsonb_array_elements(r.request->'items') as i
     cross join lateral (
       select (i->'dates'->>n)::date as d from generate_series(0, jsonb_array_length(i->'dates') - 1) as n
       union all
       select (i->>'start_date')::date + n from generate_series(0, rb_asked_days_1(i) - 1) as n
       where i->>'start_date' is not null) as asked
     where not r.aside and i->>'resource_id' <> all (v_alone);
     perform rb_lock_dates_1(coalesce(v_resource_ids, '{}'), coalesce(v_dates, '{}'), v_alone, v_deadline);
     for i in 1 .. cardinality(v_requests) loop
       v_answers[i] := case when v_aside[i] then jsonb_build_object('code', 'aside')
         else rb_place_hold_1(v_requests[i]) end;
     end loop;
     return jsonb_build_object('code', 'ok', 'answers', to_jsonb(v_answers));
   end $$`,

  `create function rb_refuse_short_1(p_resource_ids text[], p_dates date[], p_quantities integer[], p_at timestamptz)
   returns jsonb language plpgsql volatile as $$
   declare
     v_short jsonb;
     v_available integer;
   begin
     if cardinality(p_dates) = 1 then
       select available_capacity into v_available
       from resource_capacity
       where resource_id = p_resource_ids[1] and date = p_dates[1];
       if v_available >= p_quantities[1] then
         return null;
       end if;
       v_short := jsonb_build_array(jsonb_build_object('resource_id', p_resource_ids[1], 'date', p_dates[1],
         'requested', p_quantities[1], 'available', v_available));
     else
       v_short := rb_short_claims_1(p_resource_ids, p_dates, p_quantities);
       if v_short is null then
         return null;
       end if;
     end if;
     if v_short @? '$[*].available ? (@ == null)' then
       return jsonb_build_object('code', 'capacity_not_initialised', 'dates', v_short);
     end if;
     return jsonb_build_object('code', 'insufficient_capacity', 'dates', v_short,
       'stale', rb_stale_holds_1(v_short, p_at));
   end $$`,

  // The allocation of a hold: the same claim, with whom and what it is for.
  `create function rb_insert_allocation_1(p_hold_id text, p_allocation_id text, p_contact jsonb, p_at timestamptz)
   returns jsonb language plpgsql volatile as $$
   declare
     v_row jsonb;
   begin
     insert into resource_allocation (
       id, hold_id, booking_id, resource_id, dates, start_date, end_date, booking_unit, days, quantity,
       order_id, line_item_id, customer_id, contact_name, contact_email, contact_phone, note, unit_label,
       source, created_by, replaces_id, metadata, created_at, updated_at)
     select
       p_allocation_id, h.id, h.booking_id, h.resource_id, h.dates, h.start_date, h.end_date, h.booking_unit,
       h.days, h.quantity, p_contact->>'order_id', p_contact->>'line_item_id',
       coalesce(p_contact->>'customer_id', h.customer_id), p_contact->>'contact_name',
       coalesce(p_contact->>'contact_email', h.customer_email), p_contact->>'contact_phone', p_contact->>'note',
       p_contact->>'unit_label', h.source, coalesce(p_contact->>'created_by', h.created_by),
       p_contact->>'replaces_id', nullif(p_contact->'metadata', 'null'), p_at, p_at
     from resource_hold h
     where h.id = p_hold_id
     returning to_jsonb(resource_allocation) into v_row;
     return v_row;
   end $$`,
]
