import { verbSettings } from "./locks"

/** Every way in which a hold's life goes on or ends. */
export const endHoldFunctions = [
  // Units of these holds go back to their dates. Returns Σ quantity × dates.
  `create function rb_return_hold_units_1(p_hold_ids text[])
   returns bigint language plpgsql volatile as $$
   declare
     v_resource_ids text[];
     v_dates date[];
     v_quantities integer[];
     v_total bigint;
   begin
     select array_agg(resource_id), array_agg(date), array_agg(quantity), coalesce(sum(quantity), 0)
     into v_resource_ids, v_dates, v_quantities, v_total
     from (
       select h.resource_id, d as date, sum(h.quantity)::integer as quantity
       from resource_hold h
       cross join unnest(h.dates) as d
       where h.id = any (p_hold_ids)
       group by 1, 2) as c;
     if v_total > 0 then
       perform rb_return_units_1(v_resource_ids, v_dates, v_quantities);
     end if;
     return v_total;
   end $$`,

  // The dates of a hold never change, so they are read before they are locked.
  `create function rb_lock_holds_1(p_hold_ids text[], p_deadline timestamptz)
   returns void language plpgsql volatile as $$
   declare
     v_resource_ids text[];
     v_dates date[];
   begin
     select array_agg(h.resource_id), array_agg(d) into v_resource_ids, v_dates
     from resource_hold h
     cross join unnest(h.dates) as d
     where h.id = any (p_hold_ids);
     if v_dates is not null then
       perform rb_lock_claims_1(v_resource_ids, v_dates, p_deadline);
     end if;
   end $$`,

  // Why an active-only verb cannot have this hold, or null.
  `create function rb_refuse_ended_1(p_hold resource_hold, p_at timestamptz)
   returns jsonb language sql immutable as $$
     select case
       when p_hold.status = 'EXPIRED'
         or p_hold.status = 'ACTIVE' and p_hold.claimed_at is null and p_hold.expires_at <= p_at
         then jsonb_build_object('code', 'hold_expired', 'hold_id', p_hold.id, 'expires_at', p_hold.expires_at)
       when p_hold.status <> 'ACTIVE'
         then jsonb_build_object('code', 'hold_not_active', 'hold_id', p_hold.id, 'status', p_hold.status)
     end
   $$`,

  /**
   * p: {hold_id, released_by, forget_token?, lock_timeout_ms}. Releasing a released hold answers the same. Of a request that
   * failed after its holds were placed, the token is free again; but what a retry of it has got a line for meanwhile stays.
   */
  `create function rb_release_hold_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_deadline timestamptz := rb_begin_1((p->>'lock_timeout_ms')::integer);
     v_hold resource_hold;
     v_now timestamptz;
     v_refusal jsonb;
   begin
     perform rb_lock_holds_1(array[p->>'hold_id'], v_deadline);
     select * into v_hold from resource_hold where id = p->>'hold_id' for update;
     v_now := clock_timestamp();
     if not found then
       return jsonb_build_object('code', 'hold_not_found', 'hold_id', p->>'hold_id');
     end if;
     if v_hold.status = 'RELEASED' or ((p->>'forget_token')::boolean and v_hold.line_item_id is not null) then
       return jsonb_build_object('code', 'ok', 'replay', true, 'now', v_now, 'hold', to_jsonb(v_hold));
     end if;
     v_refusal := rb_refuse_ended_1(v_hold, v_now);
     if v_refusal is not null then
       return v_refusal;
     end if;
     if v_hold.claimed_at is not null then
       return jsonb_build_object('code', 'hold_in_checkout', 'hold_id', v_hold.id);
     end if;
     update resource_hold
     set status = 'RELEASED', released_at = v_now, released_by = p->>'released_by', updated_at = v_now,
         idempotency_token = case when (p->>'forget_token')::boolean then null else idempotency_token end
     where id = v_hold.id
     returning * into v_hold;
     perform rb_return_hold_units_1(array[v_hold.id]);
     return jsonb_build_object('code', 'ok', 'replay', false, 'now', v_now, 'hold', to_jsonb(v_hold));
   end $$`,

  /**
   * The clean-up, and the very same code a buyer runs when expired holds stand in his way.
   * p: {hold_ids?, limit, max_claims, lock_timeout_ms}. Given ids wait for rows in flight; the sweep skips them.
   */
  `create function rb_expire_holds_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_deadline timestamptz := rb_begin_1((p->>'lock_timeout_ms')::integer);
     v_named boolean := coalesce(jsonb_typeof(p->'hold_ids') = 'array', false);
     v_ids text[];
     v_now timestamptz := clock_timestamp();
     v_holds jsonb;
   begin
     -- Two look-ups, each by its own index: a buyer who names his holds never walks through a backlog.
     if v_named then
       v_ids := array(select value from jsonb_array_elements_text(p->'hold_ids'));
     else
       v_ids := array(
         select id from resource_hold
         where status = 'ACTIVE' and expires_at <= v_now and num_nonnulls(claimed_at) = 0
         order by expires_at, id
         limit (p->>'limit')::integer);
     end if;
     v_ids := array(
       select id
       from (
         select id, expires_at, row_number() over oldest_first as position,
                sum(cardinality(dates)) over oldest_first as claims
         from resource_hold
         where id = any (v_ids) and status = 'ACTIVE' and expires_at <= v_now and claimed_at is null
         window oldest_first as (order by expires_at, id)) as h
       where claims <= (p->>'max_claims')::integer or position = 1
       order by expires_at, id);
     perform rb_lock_holds_1(v_ids, v_deadline);
     if v_named then
       v_ids := array(select id from resource_hold where id = any (v_ids) order by id for update);
     else
       v_ids := array(select id from resource_hold where id = any (v_ids) order by id for update skip locked);
     end if;
     v_now := clock_timestamp();
     with expired as (
       update resource_hold
       set status = 'EXPIRED', expired_at = v_now, updated_at = v_now
       where id = any (v_ids)
         and status = 'ACTIVE'
         and expires_at <= v_now
         and claimed_at is null
       returning id, booking_id, resource_id, start_date, end_date, quantity, cart_id, customer_id, expires_at, status)
     select coalesce(jsonb_agg(to_jsonb(expired) order by expires_at, id), '[]'), coalesce(array_agg(id), '{}')
     into v_holds, v_ids
     from expired;
     return jsonb_build_object('code', 'ok', 'now', v_now, 'holds', v_holds,
       'capacity_restored', rb_return_hold_units_1(v_ids));
   end $$`,

  // When the life began that a deadline may not outlast: of a hold that was resized, with its first size. What has lapsed
  // and was retaken had given its dates back, and lives anew.
  `create function rb_held_since_1(p_hold resource_hold)
   returns timestamptz language plpgsql volatile as $$
   declare
     v_since timestamptz := p_hold.created_at;
   begin
     while p_hold.source in ('MOVE', 'REDUCTION') loop
       select * into p_hold from resource_hold where id = p_hold.replaces_id;
       exit when not found;
       v_since := p_hold.created_at;
     end loop;
     return v_since;
   end $$`,

  /**
   * One deadline for the whole booking. p: {hold_id, minutes?, default_ttl_minutes, max_hold_minutes, lock_timeout_ms}.
   * Never backwards, never beyond max_hold_minutes after the booking was made. The resources are shared, because whoever
   * deletes one counts what lives on it.
   */
  `create function rb_extend_hold_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_deadline timestamptz := rb_begin_1((p->>'lock_timeout_ms')::integer);
     v_hold resource_hold;
     v_booking_id text;
     v_now timestamptz;
     v_refusal jsonb;
     v_minutes integer;
     v_until timestamptz;
     v_holds jsonb;
   begin
     select booking_id into v_booking_id from resource_hold where id = p->>'hold_id';
     if not found then
       return jsonb_build_object('code', 'hold_not_found', 'hold_id', p->>'hold_id');
     end if;
     perform rb_lock_resources_1(
       array(select distinct resource_id from resource_hold where booking_id = v_booking_id and status = 'ACTIVE'),
       '{}', v_deadline);
     perform 1 from resource_hold where booking_id = v_booking_id and status = 'ACTIVE' order by id for update;
     select * into v_hold from resource_hold where id = p->>'hold_id';
     v_now := clock_timestamp();
     v_refusal := rb_refuse_ended_1(v_hold, v_now);
     if v_refusal is not null then
       return v_refusal;
     end if;
     if v_hold.claimed_at is not null then
       return jsonb_build_object('code', 'hold_in_checkout', 'hold_id', v_hold.id);
     end if;
     v_minutes := coalesce((p->>'minutes')::integer,
       (select min(coalesce(r.hold_ttl_minutes, (p->>'default_ttl_minutes')::integer))
        from resource_hold h join resource r on r.id = h.resource_id
        where h.booking_id = v_booking_id and h.status = 'ACTIVE'));
     v_until := greatest(v_hold.expires_at, least(
       date_trunc('milliseconds', v_now) + v_minutes * interval '1 minute',
       date_trunc('milliseconds', rb_held_since_1(v_hold)) + (p->>'max_hold_minutes')::integer * interval '1 minute'));
     with extended as (
       update resource_hold
       set expires_at = greatest(expires_at, v_until), updated_at = v_now
       where booking_id = v_booking_id
         and status = 'ACTIVE'
         and claimed_at is null
         and expires_at > v_now
       returning *)
     select jsonb_agg(to_jsonb(extended) order by item_no, id) into v_holds from extended;
     return jsonb_build_object('code', 'ok', 'now', v_now, 'extended', v_until > v_hold.expires_at, 'holds', v_holds);
   end $$`,

  /**
   * A change of state of the same claims, never a release and retake: it takes and returns no unit, so that no date is
   * locked. The resources are shared, because whoever deletes one counts what lives on it. p: {holds: [{hold_id, allocation_id}], contact: {order_id?, line_item_id?,
   * contact_*, …}, claimed_only, cart_line_id?, lock_timeout_ms}. All or nothing; a hold confirmed for the same line answers
   * again. cart_line_id is the line that checkout has claimed, where the order's has another id.
   */
  `create function rb_confirm_hold_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_deadline timestamptz := rb_begin_1((p->>'lock_timeout_ms')::integer);
     v_asked text[] := array(select h->>'hold_id' from jsonb_array_elements(p->'holds') as h);
     v_ids text[] := array(select unnest(v_asked) order by 1);
     v_input jsonb;
     v_hold resource_hold;
     v_allocation resource_allocation;
     v_refusal jsonb;
     v_now timestamptz;
     v_replay boolean := true;
   begin
     perform rb_lock_resources_1(
       array(select distinct resource_id from resource_hold where id = any (v_ids)), '{}', v_deadline);
     perform 1 from resource_hold where id = any (v_ids) order by id for update;
     v_now := clock_timestamp();
     for v_input in select h from jsonb_array_elements(p->'holds') as h loop
       select * into v_hold from resource_hold where id = v_input->>'hold_id';
       if not found then
         return jsonb_build_object('code', 'hold_not_found', 'hold_id', v_input->>'hold_id');
       end if;
       if v_hold.status = 'CONFIRMED' then
         select * into v_allocation from resource_allocation where hold_id = v_hold.id;
         if v_allocation.order_id is distinct from p->'contact'->>'order_id'
           or v_allocation.line_item_id is distinct from p->'contact'->>'line_item_id' then
           return jsonb_build_object('code', 'hold_not_active', 'hold_id', v_hold.id, 'status', v_hold.status);
         end if;
         continue;
       end if;
       v_refusal := rb_refuse_ended_1(v_hold, v_now);
       if v_refusal is not null then
         return v_refusal;
       end if;
       if not (p->>'claimed_only')::boolean and v_hold.claimed_at is not null then
         return jsonb_build_object('code', 'hold_in_checkout', 'hold_id', v_hold.id);
       end if;
       if (p->>'claimed_only')::boolean and (v_hold.claimed_at is null
         or v_hold.line_item_id is distinct from coalesce(p->>'cart_line_id', p->'contact'->>'line_item_id')) then
         return jsonb_build_object('code', 'hold_not_claimed', 'hold_id', v_hold.id);
       end if;
     end loop;
     for v_input in select h from jsonb_array_elements(p->'holds') as h order by h->>'hold_id' loop
       update resource_hold
       set status = 'CONFIRMED', confirmed_at = v_now, updated_at = v_now
       where id = v_input->>'hold_id'
         and status = 'ACTIVE';
       if found then
         v_replay := false;
         perform rb_insert_allocation_1(v_input->>'hold_id', v_input->>'allocation_id', p->'contact', v_now);
       end if;
     end loop;
     -- Not a join with what was asked: of a small table its plan reads every allocation, and is kept as the table grows.
     return jsonb_build_object('code', 'ok', 'replay', v_replay, 'now', v_now, 'allocations', (
       select jsonb_agg(to_jsonb(a) order by array_position(v_asked, a.hold_id))
       from resource_allocation a
       where a.hold_id = any (v_asked)));
   end $$`,
]
