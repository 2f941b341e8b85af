import { verbSettings } from "./locks"

/**
 * What the lines of a cart hold. A line has one hold for each resource its variant sells; what was retaken or resized
 * stands as a chain, of which only the last link counts.
 */
export const lineHoldFunctions = [
  // The last link of each chain on these lines of a cart. Not "not exists": its plan compares all holds of a cart with all.
  `create function rb_line_hold_ids_1(p_cart_id text, p_line_ids text[])
   returns text[] language plpgsql volatile as $$
   begin
     return array(
       select h.id from resource_hold h
       where h.cart_id = p_cart_id
         and h.line_item_id = any (p_line_ids)
         and h.id not in (
           select n.replaces_id from resource_hold n where n.cart_id = p_cart_id and n.replaces_id is not null)
       order by h.id);
   end $$`,

  // Owners and addresses, fleet, resources, dates, rows. p_unit_ids are those of p_hold_ids for which units may be taken
  // or given back; the others only change their state. Ended for good, a hold is read and nothing more: it locks none.
  `create function rb_lock_held_1(p_hold_ids text[], p_unit_ids text[], p_deadline timestamptz)
   returns void language plpgsql volatile as $$
   declare
     v_key text;
     v_resource_ids text[];
     v_dates date[];
     v_alone text[];
   begin
     for v_key in
       select min(owner_key) from resource_hold
       where id = any (p_unit_ids) and owner_key is not null
       group by hashtext(owner_key)
       order by hashtext(owner_key)
     loop
       perform rb_lock_owner_1(v_key, p_deadline);
     end loop;
     for v_key in
       select min(client_address) from resource_hold
       where id = any (p_unit_ids) and client_address is not null
       group by hashtext(client_address)
       order by hashtext(client_address)
     loop
       perform rb_lock_address_1(v_key, p_deadline);
     end loop;
     perform rb_lock_fleet_1(true, p_deadline);
     select coalesce(array_agg(h.resource_id), '{}'), coalesce(array_agg(d), '{}') into v_resource_ids, v_dates
     from resource_hold h
     cross join unnest(h.dates) as d
     where h.id = any (p_unit_ids);
     v_alone := rb_wide_resources_1(v_resource_ids, v_dates);
     perform rb_lock_resources_1(array(
       select distinct resource_id from resource_hold
       where id = any (p_hold_ids) and status in ('ACTIVE', 'EXPIRED')), v_alone, p_deadline);
     perform rb_lock_dates_1(v_resource_ids, v_dates, v_alone, p_deadline);
     perform 1 from resource_hold where id = any (p_hold_ids) order by id for update;
   end $$`,

  // Whether owners and addresses may have so much more of these holds: p_more units on each date of each, and p_holds holds
  // more each.
  `create function rb_refuse_held_over_limit_1(p_limits jsonb, p_hold_ids text[], p_more integer[], p_holds integer)
   returns jsonb language plpgsql volatile as $$
   declare
     v_more record;
     v_refusal jsonb;
   begin
     for v_more in
       select owner_key, client_address, count(*)::integer * p_holds as holds,
              sum(p_more[array_position(p_hold_ids, id)]::bigint * cardinality(dates))::bigint as unit_days
       from resource_hold
       where id = any (p_hold_ids)
       group by grouping sets ((owner_key), (client_address))
       having num_nonnulls(owner_key, client_address) > 0
       order by 1, 2
     loop
       v_refusal := case
         when v_more.unit_days <= 0 then null
         when v_more.owner_key is not null then
           rb_refuse_over_limit_1(jsonb_build_object('owner_key', v_more.owner_key, 'limits', p_limits),
             v_more.holds, v_more.unit_days)
         else
           rb_refuse_over_limit_1(jsonb_build_object('client_address', v_more.client_address, 'limits',
             jsonb_build_object('address_unit_days', p_limits->'address_unit_days')), 0, v_more.unit_days)
       end;
       if v_refusal is not null then
         return v_refusal;
       end if;
     end loop;
     return null;
   end $$`,

  // The same claim as a row of its own, live and without the token that made the first: for the caller to make it what it
  // is to be, and to insert.
  `create function rb_copy_hold_1(p_hold resource_hold, p_id text, p_source text, p_at timestamptz)
   returns resource_hold language plpgsql volatile as $$
   begin
     p_hold.replaces_id := p_hold.id;
     p_hold.id := p_id;
     p_hold.source := p_source;
     p_hold.status := 'ACTIVE';
     p_hold.idempotency_token := null;
     p_hold.request_hash := null;
     p_hold.claimed_at := null;
     p_hold.released_by := null;
     p_hold.released_at := null;
     p_hold.expired_at := null;
     p_hold.created_at := p_at;
     p_hold.updated_at := p_at;
     return p_hold;
   end $$`,

  /**
   * What a line of the cart holds, and at which price: written once. p: {holds: [{hold_id, per, units}], cart_id,
   * line_item_id, from_line_item_id?, variant_id, region_id, unit_price, raw_unit_price, currency_code, lock_timeout_ms}.
   * All or nothing; the same line answers again.
   */
  `create function rb_attach_holds_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_deadline timestamptz := rb_begin_1((p->>'lock_timeout_ms')::integer);
     v_ids text[] := array(select h->>'hold_id' from jsonb_array_elements(p->'holds') as h order by 1);
     v_terms jsonb;
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
     for v_terms in select h from jsonb_array_elements(p->'holds') as h loop
       update resource_hold
       set line_item_id = p->>'line_item_id', variant_id = p->>'variant_id', region_id = p->>'region_id',
           per = v_terms->>'per', units = (v_terms->>'units')::integer,
           unit_price = (p->>'unit_price')::numeric, raw_unit_price = p->'raw_unit_price',
           currency_code = p->>'currency_code', updated_at = v_now
       where id = v_terms->>'hold_id';
     end loop;
     return jsonb_build_object('code', 'ok', 'now', v_now, 'holds', (
       select coalesce(jsonb_agg(to_jsonb(h) order by h.item_no, h.id), '[]')
       from resource_hold h where h.id = any (v_ids)));
   end $$`,

  /**
   * Another quantity on the same dates, with the same deadline, for all of these holds or none.
   * p: {holds: [{hold_id, new_hold_id, quantity}], by, rules, limits, lock_timeout_ms}.
   */
  `create function rb_resize_holds_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_deadline timestamptz := rb_begin_1((p->>'lock_timeout_ms')::integer);
     v_ids text[] := '{}';
     v_new_ids text[] := '{}';
     v_more integer[] := '{}';
     v_wanted integer[] := '{}';
     v_input jsonb;
     v_hold resource_hold;
     v_new resource_hold;
     v_item rb_item_1;
     v_answer jsonb;
     v_now timestamptz;
     v_resource_ids text[];
     v_dates date[];
     v_quantities integer[];
     v_returned_ids text[];
     v_returned_dates date[];
     v_returned integer[];
   begin
     for v_input in select h from jsonb_array_elements(p->'holds') as h order by h->>'hold_id' loop
       v_ids := v_ids || (v_input->>'hold_id');
       v_new_ids := v_new_ids || (v_input->>'new_hold_id');
       v_wanted := v_wanted || (v_input->>'quantity')::integer;
     end loop;
     perform rb_lock_held_1(v_ids, v_ids, v_deadline);
     v_now := clock_timestamp();
     for i in 1 .. cardinality(v_ids) loop
       select * into v_hold from resource_hold where id = v_ids[i];
       if not found then
         return jsonb_build_object('code', 'hold_not_found', 'hold_id', v_ids[i]);
       end if;
       v_answer := coalesce(rb_refuse_ended_1(v_hold, v_now), case when v_hold.claimed_at is not null then
         jsonb_build_object('code', 'hold_in_checkout', 'hold_id', v_hold.id) end);
       if v_answer is not null then
         return v_answer;
       end if;
       v_more[i] := v_wanted[i] - v_hold.quantity;
       if v_more[i] > 0 then
         v_item := rb_read_item_1(
           jsonb_build_object('resource_id', v_hold.resource_id, 'quantity', v_more[i], 'dates', to_jsonb(v_hold.dates)),
           p->'rules' || '{"any_duration": true}');
         v_answer := coalesce(v_item.refusal,
           rb_refuse_blacked_out_1(v_hold.resource_id, v_item.resource_type, v_hold.dates));
         if v_answer is not null then
           return v_answer;
         end if;
       end if;
     end loop;

     -- What all of them need beyond what they have, and what is left over of it: what one gives back may serve another.
     select array_agg(resource_id) filter (where more > 0), array_agg(date) filter (where more > 0),
            array_agg(more) filter (where more > 0),
            array_agg(resource_id) filter (where more < 0), array_agg(date) filter (where more < 0),
            array_agg(-more) filter (where more < 0)
     into v_resource_ids, v_dates, v_quantities, v_returned_ids, v_returned_dates, v_returned
     from (
       select h.resource_id, d as date, sum(v_more[array_position(v_ids, h.id)])::integer as more
       from resource_hold h
       cross join unnest(h.dates) as d
       where h.id = any (v_ids)
       group by 1, 2
       order by 1, 2) as difference;
     v_answer := coalesce(
       rb_refuse_held_over_limit_1(p->'limits', v_ids, v_more, 0),
       case when v_dates is not null then rb_refuse_short_1(v_resource_ids, v_dates, v_quantities, v_now) end);
     if v_answer is not null then
       return v_answer;
     end if;

     if v_dates is not null then
       perform rb_take_units_1(v_resource_ids, v_dates, v_quantities);
     end if;
     if v_returned_dates is not null then
       perform rb_return_units_1(v_returned_ids, v_returned_dates, v_returned);
     end if;
     for i in 1 .. cardinality(v_ids) loop
       select * into v_hold from resource_hold where id = v_ids[i];
       v_new := rb_copy_hold_1(v_hold, v_new_ids[i], case when v_more[i] < 0 then 'REDUCTION' else 'MOVE' end, v_now);
       v_new.quantity := v_wanted[i];
       update resource_hold
       set status = 'RELEASED', released_at = v_now, released_by = p->>'by', updated_at = v_now
       where id = v_hold.id;
       insert into resource_hold select v_new.*;
     end loop;
     return jsonb_build_object('code', 'ok', 'now', v_now, 'holds', (
       select coalesce(jsonb_agg(to_jsonb(h) order by h.item_no, h.id), '[]')
       from resource_hold h where h.id = any (v_new_ids)));
   end $$`,
]
