import { verbSettings } from "./locks"

/**
 * From a line of a cart to the moment its order exists. A cart's line has one hold for each resource its variant sells;
 * what was retaken or resized stands as a chain, of which only the last link counts.
 */
export const checkoutFunctions = [
  // The last link of each chain on these lines of a cart.
  `create function rb_line_hold_ids_1(p_cart_id text, p_line_ids text[])
   returns text[] language plpgsql volatile as $$
   begin
     return array(
       select h.id from resource_hold h
       where h.cart_id = p_cart_id
         and h.line_item_id = any (p_line_ids)
         and not exists (
           select 1 from resource_hold n where n.cart_id = p_cart_id and n.replaces_id = h.id)
       order by h.id);
   end $$`,

  // Owner, fleet, resources, dates, rows: for verbs that may take units for holds that are already there.
  `create function rb_lock_held_1(p_hold_ids text[], p_deadline timestamptz)
   returns void language plpgsql volatile as $$
   declare
     v_key text;
   begin
     for v_key in
       select min(owner_key) from resource_hold
       where id = any (p_hold_ids) and owner_key is not null
       group by hashtext(owner_key)
       order by hashtext(owner_key)
     loop
       perform rb_lock_owner_1(v_key, p_deadline);
     end loop;
     perform rb_lock_fleet_1(true, p_deadline);
     perform rb_lock_holds_1(p_hold_ids, p_deadline);
     perform 1 from resource_hold where id = any (p_hold_ids) order by id for update;
   end $$`,

  // The same claim under a new id, with another quantity or deadline. Its units are the caller's business.
  `create function rb_copy_hold_1(
     p_old resource_hold, p_id text, p_quantity integer, p_source text,
     p_expires_at timestamptz, p_claimed_at timestamptz, p_at timestamptz)
   returns void language plpgsql volatile as $$
   begin
     insert into resource_hold (
       id, booking_id, resource_id, dates, start_date, end_date, booking_unit, days, quantity, status, expires_at,
       item_no, owner_key, client_address, cart_id, line_item_id, variant_id, region_id, per, units, unit_price,
       raw_unit_price, currency_code, customer_id, customer_email, source, created_by, replaces_id, claimed_at, metadata,
       created_at, updated_at)
     values (
       p_id, p_old.booking_id, p_old.resource_id, p_old.dates, p_old.start_date, p_old.end_date, p_old.booking_unit,
       p_old.days, p_quantity, 'ACTIVE', p_expires_at, p_old.item_no, p_old.owner_key, p_old.client_address,
       p_old.cart_id, p_old.line_item_id, p_old.variant_id, p_old.region_id, p_old.per, p_old.units, p_old.unit_price,
       p_old.raw_unit_price,
       p_old.currency_code, p_old.customer_id, p_old.customer_email, p_source, p_old.created_by, p_old.id, p_claimed_at,
       p_old.metadata, p_at, p_at);
   end $$`,

  /**
   * What a line of the cart holds, and at which price: written once. p: {holds: [{hold_id, per, units}], cart_id, line_item_id, from_line_item_id?,
   * variant_id, region_id, unit_price, raw_unit_price, currency_code, lock_timeout_ms}. All or nothing; the same line answers again.
   */
  `create function rb_attach_holds_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_deadline timestamptz := rb_begin_1((p->>'lock_timeout_ms')::integer);
     v_ids text[] := array(select h->>'hold_id' from jsonb_array_elements(p->'holds') as h order by 1);
     v_hold resource_hold;
     v_now timestamptz;
     v_refusal jsonb;
   begin
     perform 1 from resource_hold where id = any (v_ids) order by id for update;
     v_now := clock_timestamp();
     for i in 1 .. cardinality(v_ids) loop
       select * into v_hold from resource_hold where id = v_ids[i];
       if not found or v_hold.cart_id is distinct from p->>'cart_id' then
         return jsonb_build_object('code', 'hold_not_found', 'hold_id', v_ids[i]);
       end if;
       if v_hold.line_item_id not in (p->>'line_item_id', coalesce(p->>'from_line_item_id', '')) then
         return jsonb_build_object('code', 'booking_line_invalid', 'rule', 'attached', 'hold_id', v_hold.id);
       end if;
       v_refusal := rb_refuse_ended_1(v_hold, v_now);
       if v_refusal is not null then
         return v_refusal;
       end if;
       if v_hold.claimed_at is not null then
         return jsonb_build_object('code', 'hold_in_checkout', 'hold_id', v_hold.id);
       end if;
     end loop;
     update resource_hold h
     set line_item_id = p->>'line_item_id', variant_id = p->>'variant_id', region_id = p->>'region_id',
         per = a.terms->>'per', units = (a.terms->>'units')::integer,
         unit_price = (p->>'unit_price')::numeric, raw_unit_price = p->'raw_unit_price',
         currency_code = p->>'currency_code', updated_at = v_now
     from jsonb_array_elements(p->'holds') as a(terms)
     where h.id = a.terms->>'hold_id';
     return jsonb_build_object('code', 'ok', 'now', v_now, 'holds', (
       select jsonb_agg(to_jsonb(h) order by h.item_no, h.id) from resource_hold h where h.id = any (v_ids)));
   end $$`,

  // Which rule of the agreement a line of the cart breaks, or null. p_holds: the last links on that line.
  `create function rb_broken_line_rule_1(p_line jsonb, p_holds resource_hold[])
   returns text language plpgsql volatile as $$
   declare
     v_resources jsonb := p_line->'resources';
   begin
     return case
       when coalesce(cardinality(p_holds), 0) = 0 then 'no_hold'
       when exists (select 1 from unnest(p_holds) as h where h.booking_id is distinct from p_line->>'booking_id')
         then 'booking'
       when exists (select 1 from unnest(p_holds) as h where h.status = 'RELEASED') then 'released'
       when exists (select 1 from unnest(p_holds) as h where h.status = 'CONFIRMED') then 'confirmed'
       when cardinality(p_holds) <> jsonb_array_length(v_resources) or exists (
           select 1 from jsonb_array_elements(v_resources) as r
           where (select count(*) from unnest(p_holds) as h where h.resource_id = r->>'resource_id') <> 1)
         then 'resources'
       when exists (
           select 1 from jsonb_array_elements(v_resources) as r
           join unnest(p_holds) as h on h.resource_id = r->>'resource_id'
           where h.quantity <> (r->>'quantity')::numeric)
         then 'quantity'
       when (select count(distinct (h.start_date, h.end_date)) from unnest(p_holds) as h) > 1 then 'dates'
       when not (p_line->>'is_custom_price')::boolean or exists (
           select 1 from unnest(p_holds) as h
           where h.unit_price is distinct from (p_line->>'unit_price')::numeric
             or h.currency_code is distinct from p_line->>'currency_code'
             or h.variant_id is distinct from p_line->>'variant_id')
         then 'price'
     end;
   end $$`,

  /**
   * Holds what a cart is about to pay for. Each line must be what was agreed; what lapsed is retaken where it is free.
   * With p.claim the clock of its holds stops until they are confirmed or un-claimed; without it (before the card form)
   * only their deadline moves past the payment. All lines or none.
   * p: {cart_id, lines: [{line_item_id, variant_id, booking_id, unit_price, currency_code, is_custom_price,
   * resources: [{resource_id, quantity}]}], claim, grace_minutes, max_hold_minutes, attempt_seconds, new_hold_ids, rules,
   * limits, lock_timeout_ms}.
   */
  `create function rb_claim_cart_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_deadline timestamptz := rb_begin_1((p->>'lock_timeout_ms')::integer);
     v_line_ids text[] := array(select l->>'line_item_id' from jsonb_array_elements(p->'lines') as l);
     v_grace interval := (p->>'grace_minutes')::integer * interval '1 minute';
     v_longest interval := (p->>'max_hold_minutes')::integer * interval '1 minute';
     v_ids text[] := rb_line_hold_ids_1(p->>'cart_id', v_line_ids);
     v_line jsonb;
     v_holds resource_hold[];
     v_rule text;
     v_now timestamptz;
     v_stamp timestamptz;
     v_lapsed text[];
     v_expired jsonb;
     v_hold resource_hold;
     v_item rb_item_1;
     v_answer jsonb;
     v_resource_ids text[];
     v_dates date[];
     v_quantities integer[];
     v_new_ids text[] := '{}';
   begin
     perform rb_lock_held_1(v_ids, v_deadline);
     if rb_line_hold_ids_1(p->>'cart_id', v_line_ids) <> v_ids then
       raise exception 'the holds of this cart changed before they were locked' using errcode = 'serialization_failure';
     end if;
     v_now := clock_timestamp();

     for v_line in select l from jsonb_array_elements(p->'lines') as l loop
       v_holds := array(
         select h from resource_hold h where h.id = any (v_ids) and h.line_item_id = v_line->>'line_item_id');
       v_rule := rb_broken_line_rule_1(v_line, v_holds);
       if v_rule is not null then
         return jsonb_build_object('code', 'booking_line_invalid', 'rule', v_rule, 'line_item_id', v_line->>'line_item_id');
       end if;
     end loop;
     -- Another attempt is at it. One that has been for so long has died with its process.
     select h.* into v_hold from resource_hold h
     where h.id = any (v_ids) and h.claimed_at > v_now - (p->>'attempt_seconds')::integer * interval '1 second' limit 1;
     if found then
       return jsonb_build_object('code', 'hold_in_checkout', 'hold_id', v_hold.id, 'line_item_id', v_hold.line_item_id);
     end if;

     v_lapsed := array(
       select id from resource_hold
       where id = any (v_ids)
         and (status = 'EXPIRED' or (status = 'ACTIVE' and num_nulls(claimed_at) = 1 and expires_at <= v_now))
       order by id);
     with expired as (
       update resource_hold
       set status = 'EXPIRED', expired_at = v_now, updated_at = v_now
       where id = any (v_lapsed) and status = 'ACTIVE'
       returning *)
     select coalesce(jsonb_agg(to_jsonb(expired)), '[]') into v_expired from expired;
     perform rb_return_hold_units_1(array(select e->>'id' from jsonb_array_elements(v_expired) as e));

     for i in 1 .. cardinality(v_lapsed) loop
       select * into v_hold from resource_hold where id = v_lapsed[i];
       v_item := rb_read_item_1(
         jsonb_build_object('resource_id', v_hold.resource_id, 'quantity', v_hold.quantity, 'dates', to_jsonb(v_hold.dates)),
         p->'rules' || '{"any_duration": true}');
       v_answer := case
         when v_item.refusal->>'rule' = 'past' then
           jsonb_build_object('code', 'hold_expired', 'hold_id', v_hold.id, 'expires_at', v_hold.expires_at)
         else coalesce(v_item.refusal, rb_refuse_blacked_out_1(v_hold.resource_id, v_item.resource_type, v_hold.dates))
       end;
       exit when v_answer is not null;
     end loop;
     if v_answer is null and cardinality(v_lapsed) > 0 then
       select array_agg(c.resource_id), array_agg(c.date), array_agg(c.quantity)
       into v_resource_ids, v_dates, v_quantities
       from (select h.resource_id, d as date, sum(h.quantity)::integer as quantity
             from resource_hold h cross join unnest(h.dates) as d
             where h.id = any (v_lapsed)
             group by 1, 2
             order by 1, 2) as c;
       select coalesce(v_answer, o.refusal) into v_answer
       from (select rb_refuse_over_limit_1(
               jsonb_build_object('owner_key', h.owner_key, 'limits', p->'limits'), count(*)::integer,
               sum(h.quantity::bigint * cardinality(h.dates))::bigint) as refusal
             from resource_hold h
             where h.id = any (v_lapsed) and h.owner_key is not null
             group by h.owner_key) as o
       where o.refusal is not null
       limit 1;
       v_answer := coalesce(v_answer, rb_refuse_short_1(v_resource_ids, v_dates, v_quantities, v_now));
       if v_answer ? 'dates' then
         select * into v_hold from resource_hold h
         where h.id = any (v_lapsed)
           and h.resource_id = v_answer->'dates'->0->>'resource_id'
           and (v_answer->'dates'->0->>'date')::date = any (h.dates)
         limit 1;
       end if;
     end if;
     if v_answer is not null then
       return v_answer || jsonb_build_object('line_item_id', v_hold.line_item_id, 'expired', v_expired, 'now', v_now);
     end if;

     v_stamp := case when (p->>'claim')::boolean then v_now end;
     if cardinality(v_lapsed) > 0 then
       perform rb_take_units_1(v_resource_ids, v_dates, v_quantities);
       for i in 1 .. cardinality(v_lapsed) loop
         select * into v_hold from resource_hold where id = v_lapsed[i];
         v_new_ids := v_new_ids || (p->'new_hold_ids'->>(i - 1));
         perform rb_copy_hold_1(v_hold, v_new_ids[i], v_hold.quantity, 'RETAKE',
           date_trunc('milliseconds', v_now) + v_grace, v_stamp, v_now);
       end loop;
       v_ids := array(select unnest(v_ids) except select unnest(v_lapsed)) || v_new_ids;
     end if;
     update resource_hold
     set claimed_at = coalesce(v_stamp, claimed_at),
         expires_at = case when v_stamp is not null then expires_at else greatest(expires_at, least(
           date_trunc('milliseconds', v_now) + v_grace,
           date_trunc('milliseconds', created_at) + v_longest + v_grace)) end,
         updated_at = v_now
     where id = any (v_ids);
     return jsonb_build_object('code', 'ok', 'now', v_now, 'claim', v_stamp, 'expired', v_expired,
       'retaken_ids', to_jsonb(v_new_ids), 'holds', (
         select jsonb_agg(to_jsonb(h) order by h.item_no, h.id) from resource_hold h where h.id = any (v_ids)));
   end $$`,

  /** p: {cart_id, claim}. Undoes that very claim: a later attempt's is not touched. Its holds' clocks go on as they were. */
  `create function rb_unclaim_cart_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_deadline timestamptz := rb_begin_1((p->>'lock_timeout_ms')::integer);
     v_now timestamptz := clock_timestamp();
     v_ids text[];
   begin
     perform 1 from resource_hold
     where cart_id = p->>'cart_id' and status = 'ACTIVE' and claimed_at = (p->>'claim')::timestamptz
     order by id for update;
     with unclaimed as (
       update resource_hold
       set claimed_at = null, updated_at = v_now
       where cart_id = p->>'cart_id' and status = 'ACTIVE' and claimed_at = (p->>'claim')::timestamptz
       returning id)
     select coalesce(array_agg(id order by id), '{}') into v_ids from unclaimed;
     return jsonb_build_object('code', 'ok', 'now', v_now, 'hold_ids', to_jsonb(v_ids));
   end $$`,

  /**
   * Another quantity on the same dates, with the same deadline, for all of these holds or none.
   * p: {holds: [{hold_id, new_hold_id, quantity}], by, rules, limits, lock_timeout_ms}.
   */
  `create function rb_resize_holds_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_deadline timestamptz := rb_begin_1((p->>'lock_timeout_ms')::integer);
     v_ids text[] := array(select h->>'hold_id' from jsonb_array_elements(p->'holds') as h order by 1);
     v_input jsonb;
     v_hold resource_hold;
     v_item rb_item_1;
     v_answer jsonb;
     v_now timestamptz;
     v_more integer;
     v_resource_ids text[] := '{}';
     v_dates date[] := '{}';
     v_quantities integer[] := '{}';
   begin
     perform rb_lock_held_1(v_ids, v_deadline);
     v_now := clock_timestamp();
     for v_input in select h from jsonb_array_elements(p->'holds') as h loop
       select * into v_hold from resource_hold where id = v_input->>'hold_id';
       if not found then
         return jsonb_build_object('code', 'hold_not_found', 'hold_id', v_input->>'hold_id');
       end if;
       v_answer := coalesce(rb_refuse_ended_1(v_hold, v_now), case when v_hold.claimed_at is not null then
         jsonb_build_object('code', 'hold_in_checkout', 'hold_id', v_hold.id) end);
       if v_answer is not null then
         return v_answer;
       end if;
       v_more := (v_input->>'quantity')::integer - v_hold.quantity;
       if v_more > 0 then
         v_item := rb_read_item_1(
           jsonb_build_object('resource_id', v_hold.resource_id, 'quantity', v_more, 'dates', to_jsonb(v_hold.dates)),
           p->'rules' || '{"any_duration": true}');
         v_answer := coalesce(v_item.refusal,
           rb_refuse_blacked_out_1(v_hold.resource_id, v_item.resource_type, v_hold.dates),
           case when v_hold.owner_key is not null then rb_refuse_over_limit_1(
             jsonb_build_object('owner_key', v_hold.owner_key, 'limits', p->'limits'), 0,
             v_more::bigint * cardinality(v_hold.dates)) end);
         if v_answer is not null then
           return v_answer;
         end if;
         v_resource_ids := v_resource_ids || array_fill(v_hold.resource_id, array[cardinality(v_hold.dates)]);
         v_dates := v_dates || v_hold.dates;
         v_quantities := v_quantities || array_fill(v_more, array[cardinality(v_hold.dates)]);
       end if;
     end loop;
     if cardinality(v_dates) > 0 then
       select array_agg(c.resource_id), array_agg(c.date), array_agg(c.quantity)
       into v_resource_ids, v_dates, v_quantities
       from (select u.resource_id, u.date, sum(u.quantity)::integer as quantity
             from unnest(v_resource_ids, v_dates, v_quantities) as u(resource_id, date, quantity)
             group by 1, 2) as c;
       v_answer := rb_refuse_short_1(v_resource_ids, v_dates, v_quantities, v_now);
       if v_answer is not null then
         return v_answer;
       end if;
       perform rb_take_units_1(v_resource_ids, v_dates, v_quantities);
     end if;
     for v_input in select h from jsonb_array_elements(p->'holds') as h loop
       select * into v_hold from resource_hold where id = v_input->>'hold_id';
       v_more := (v_input->>'quantity')::integer - v_hold.quantity;
       if v_more < 0 then
         perform rb_return_units_1(
           array_fill(v_hold.resource_id, array[cardinality(v_hold.dates)]), v_hold.dates,
           array_fill(-v_more, array[cardinality(v_hold.dates)]));
       end if;
       update resource_hold
       set status = 'RELEASED', released_at = v_now, released_by = p->>'by', updated_at = v_now
       where id = v_hold.id;
       perform rb_copy_hold_1(v_hold, v_input->>'new_hold_id', (v_input->>'quantity')::integer,
         case when v_more < 0 then 'REDUCTION' else 'MOVE' end, v_hold.expires_at, null, v_now);
     end loop;
     return jsonb_build_object('code', 'ok', 'now', v_now, 'holds', (
       select jsonb_agg(to_jsonb(h) order by h.item_no, h.id) from resource_hold h
       where h.id in (select i->>'new_hold_id' from jsonb_array_elements(p->'holds') as i)));
   end $$`,
]
