import { verbSettings } from "./locks"

/** From a line of a cart to the moment its order exists. */
export const checkoutFunctions = [
  // Which rule of the agreement a line of the cart breaks, or null. p_holds: the last links on that line.
  `create function rb_broken_line_rule_1(p_line jsonb, p_holds resource_hold[])
   returns text language plpgsql volatile as $$
   declare
     v_quantity numeric := p_line->>'quantity';
     v_sold text[] := array(select r->>'resource_id' from jsonb_array_elements(p_line->'resources') as r order by 1);
     v_held text[] := array(select h.resource_id from unnest(p_holds) as h order by 1);
   begin
     return case
       when cardinality(v_held) = 0 then 'no_hold'
       when exists (select 1 from unnest(p_holds) as h where h.booking_id is distinct from p_line->>'booking_id')
         then 'booking'
       when exists (select 1 from unnest(p_holds) as h where h.status = 'RELEASED') then 'released'
       when exists (select 1 from unnest(p_holds) as h where h.status = 'CONFIRMED') then 'confirmed'
       when v_held <> v_sold then 'resources'
       -- Core takes 0.1 for a quantity, and of some resources a line takes the same whatever its quantity.
       when v_quantity is null or v_quantity < 1 or v_quantity <> trunc(v_quantity) or exists (
           select 1 from jsonb_array_elements(p_line->'resources') as r
           join unnest(p_holds) as h on h.resource_id = r->>'resource_id'
           where h.quantity <> (r->>'quantity')::numeric)
         then 'quantity'
       -- The same dates, or the same range without a gap: at NIGHT that is a date less.
       when (select count(distinct h.dates) > 1 and (
               count(distinct (h.start_date, h.end_date)) > 1
               or bool_or(h.days <> h.end_date - h.start_date + (h.booking_unit = 'DAY')::integer))
             from unnest(p_holds) as h)
         then 'dates'
       when (p_line->>'is_custom_price')::boolean is not true or exists (
           select 1 from unnest(p_holds) as h
           where h.unit_price is distinct from (p_line->>'unit_price')::numeric
             or h.currency_code is distinct from p_line->>'currency_code'
             or h.variant_id is distinct from p_line->>'variant_id')
         then 'price'
     end;
   end $$`,

  // Those that the clock has ended by then, settled or not.
  `create function rb_lapsed_ids_1(p_hold_ids text[], p_at timestamptz)
   returns text[] language plpgsql volatile as $$
   begin
     return array(
       select id from resource_hold
       where id = any (p_hold_ids)
         and (status = 'EXPIRED' or status = 'ACTIVE' and num_nonnulls(claimed_at) = 0 and expires_at <= p_at)
       order by id);
   end $$`,

  /**
   * Holds what a cart is about to pay for. Each line must be what was agreed; what lapsed is retaken where it is free.
   * With p.claim the clock of its holds stops until they are confirmed or un-claimed; without it (before the card form)
   * only their deadline moves past the payment. All lines or none.
   * p: {cart_id, lines: [{line_item_id, variant_id, booking_id, quantity, unit_price, currency_code, is_custom_price,
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
     v_may_lapse text[] := rb_lapsed_ids_1(v_ids, v_deadline);
     v_line jsonb;
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
     -- A cart of many old lines may not ask for more locks than a request that would hold them anew.
     if (select sum(cardinality(dates)) from resource_hold where id = any (v_may_lapse)) > (p->'rules'->>'max_claims')::integer then
       v_lapsed := rb_lapsed_ids_1(v_ids, clock_timestamp());
       select * into v_hold from resource_hold where id = any (v_lapsed) order by expires_at, id limit 1;
       if found then
         return jsonb_build_object('code', 'hold_expired', 'hold_id', v_hold.id, 'expires_at', v_hold.expires_at,
           'line_item_id', v_hold.line_item_id);
       end if;
     end if;
     perform rb_lock_held_1(v_ids, v_may_lapse, v_deadline);
     v_now := clock_timestamp();
     v_lapsed := rb_lapsed_ids_1(v_ids, v_now);
     if rb_line_hold_ids_1(p->>'cart_id', v_line_ids) <> v_ids or not v_lapsed <@ v_may_lapse then
       raise exception 'the holds of this cart changed before they were locked' using errcode = 'serialization_failure';
     end if;

     for v_line in select l from jsonb_array_elements(p->'lines') as l loop
       v_rule := rb_broken_line_rule_1(v_line, array(
         select h from resource_hold h where h.id = any (v_ids) and h.line_item_id = v_line->>'line_item_id'));
       if v_rule is not null then
         return jsonb_build_object('code', 'booking_line_invalid', 'rule', v_rule, 'line_item_id', v_line->>'line_item_id');
       end if;
     end loop;
     -- Another attempt is at it. One that has been for so long has died with its process.
     select h.* into v_hold from resource_hold h
     where h.id = any (v_ids) and h.claimed_at > v_now - (p->>'attempt_seconds')::integer * interval '1 second'
     order by h.id
     limit 1;
     if found then
       return jsonb_build_object('code', 'hold_in_checkout', 'hold_id', v_hold.id, 'line_item_id', v_hold.line_item_id);
     end if;

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
       v_answer := coalesce(
         rb_refuse_held_over_limit_1(p->'limits', v_lapsed,
           array(select quantity from resource_hold where id = any (v_lapsed) order by id), 1),
         rb_refuse_short_1(v_resource_ids, v_dates, v_quantities, v_now));
       if v_answer ? 'dates' then
         select h.* into v_hold from resource_hold h
         where h.id = any (v_lapsed)
           and h.resource_id = v_answer->'dates'->0->>'resource_id'
           and (v_answer->'dates'->0->>'date')::date = any (h.dates)
         order by h.id
         limit 1;
       end if;
     end if;
     if v_answer is not null then
       return v_answer || jsonb_build_object('line_item_id', v_hold.line_item_id, 'expired', v_expired, 'now', v_now);
     end if;

     v_stamp := case when (p->>'claim')::boolean then v_now end;
     if cardinality(v_lapsed) > 0 then
       perform rb_take_units_1(v_resource_ids, v_dates, v_quantities);
     end if;
     for i in 1 .. cardinality(v_lapsed) loop
       select * into v_hold from resource_hold where id = v_lapsed[i];
       v_hold := rb_copy_hold_1(v_hold, p->'new_hold_ids'->>(i - 1), 'RETAKE', v_now);
       v_hold.expires_at := date_trunc('milliseconds', v_now) + v_grace;
       v_hold.expiring_notified_at := null;
       v_new_ids := v_new_ids || v_hold.id;
       insert into resource_hold select v_hold.*;
     end loop;
     v_ids := array(select unnest(v_ids) except select unnest(v_lapsed)) || v_new_ids;
     update resource_hold h
     set claimed_at = coalesce(v_stamp, h.claimed_at),
         expires_at = case when v_stamp is not null then h.expires_at else greatest(h.expires_at, least(
           date_trunc('milliseconds', v_now) + v_grace,
           date_trunc('milliseconds', rb_held_since_1(h)) + v_longest + v_grace)) end,
         updated_at = v_now
     where h.id = any (v_ids);
     return jsonb_build_object('code', 'ok', 'now', v_now, 'claim', v_stamp, 'expired', v_expired,
       'retaken_ids', to_jsonb(v_new_ids), 'holds', (
         select coalesce(jsonb_agg(to_jsonb(h) order by h.item_no, h.id), '[]')
         from resource_hold h where h.id = any (v_ids)));
   end $$`,

  /** p: {cart_id, claim}. Undoes that very claim: a later attempt's is not touched. Its holds' clocks go on as they were. */
  `create function rb_unclaim_cart_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_deadline timestamptz := rb_begin_1((p->>'lock_timeout_ms')::integer);
     v_now timestamptz;
     v_ids text[];
   begin
     perform 1 from resource_hold
     where cart_id = p->>'cart_id' and status = 'ACTIVE' and claimed_at = (p->>'claim')::timestamptz
     order by id for update;
     v_now := clock_timestamp();
     with unclaimed as (
       update resource_hold
       set claimed_at = null, updated_at = v_now
       where cart_id = p->>'cart_id' and status = 'ACTIVE' and claimed_at = (p->>'claim')::timestamptz
       returning id)
     select coalesce(array_agg(id order by id), '{}') into v_ids from unclaimed;
     return jsonb_build_object('code', 'ok', 'now', v_now, 'hold_ids', to_jsonb(v_ids));
   end $$`,
]
