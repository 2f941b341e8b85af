import { verbSettings } from "./locks"

export const changeAllocationFunctions = [
  `create function rb_end_allocation_1(p_allocation_id text, p_by text, p_reason text, p_at timestamptz)
   returns jsonb language plpgsql volatile as $$
   declare
     v_row jsonb;
   begin
     update resource_allocation
     set cancelled_at = p_at, cancelled_by = p_by, cancel_reason = p_reason, updated_at = p_at
     where id = p_allocation_id
     returning to_jsonb(resource_allocation) into v_row;
     return v_row;
   end $$`,

  /** p: {allocation_ids, cancelled_by, reason, lock_timeout_ms}. All or none; a cancelled one answers the same. */
  `create function rb_cancel_allocations_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_deadline timestamptz := rb_begin_1((p->>'lock_timeout_ms')::integer);
     v_ids text[] := array(select distinct value from jsonb_array_elements_text(p->'allocation_ids') order by 1);
     v_found text[];
     v_live text[];
     v_hold_ids text[];
     v_now timestamptz;
     v_rows jsonb;
   begin
     select array_agg(hold_id) into v_hold_ids from resource_allocation where id = any (v_ids);
     perform rb_lock_holds_1(coalesce(v_hold_ids, '{}'), v_deadline);
     v_found := array(select id from resource_allocation where id = any (v_ids) order by id for update);
     if cardinality(v_found) < cardinality(v_ids) then
       return jsonb_build_object('code', 'allocation_not_found', 'allocation_id',
         (select id from unnest(v_ids) as id where id <> all (v_found) order by 1 limit 1));
     end if;
     v_now := clock_timestamp();
     -- Said with num_nonnulls, as no partial index of all live allocations may be chosen for it.
     v_live := array(
       select id from resource_allocation where id = any (v_ids) and num_nonnulls(cancelled_at) = 0 order by id);
     perform rb_end_allocation_1(id, p->>'cancelled_by', p->>'reason', v_now) from unnest(v_live) as id;
     perform rb_return_hold_units_1(array(select hold_id from resource_allocation where id = any (v_live)));
     select coalesce(jsonb_agg(to_jsonb(a) order by a.id), '[]') into v_rows from resource_allocation a where a.id = any (v_ids);
     return jsonb_build_object('code', 'ok', 'replay', cardinality(v_live) = 0, 'now', v_now,
       'cancelled_ids', to_jsonb(v_live), 'allocations', v_rows);
   end $$`,

  /**
   * Move, partial cancel and reduction in one: the old allocation ends as 'replaced', the new one stands on
   * what both have in common without being counted against itself.
   * p: {allocation_id, new_hold_id, new_allocation_id, item: {resource_id, quantity, dates | start_date, end_date},
   *     rules: {max_hold_days, allow_past?, change_days?}, by, reason?, lock_timeout_ms}
   */
  `create function rb_revise_allocation_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_deadline timestamptz := rb_begin_1((p->>'lock_timeout_ms')::integer);
     v_old resource_allocation;
     v_new rb_item_1;
     v_again rb_item_1;
     v_answer jsonb;
     v_reduction boolean;
     v_resource_ids text[];
     v_dates date[];
     v_quantities integer[];
     v_returned_ids text[];
     v_returned_dates date[];
     v_returned integer[];
     v_now timestamptz;
     v_row jsonb;
   begin
     select * into v_old from resource_allocation where id = p->>'allocation_id';
     if not found then
       return jsonb_build_object('code', 'allocation_not_found', 'allocation_id', p->>'allocation_id');
     end if;
     perform rb_lock_fleet_1(true, v_deadline);
     -- The shape of the new claim hangs only on the resource's unit, which live claims keep from changing.
     v_new := rb_read_item_1(p->'item', p->'rules' || '{"allow_past": true, "any_duration": true, "allow_deleted": true}');
     if v_new.dates is null or cardinality(v_new.dates) = 0 then
       return v_new.refusal;
     end if;
     perform rb_lock_claims_1(
       array_fill(v_old.resource_id, array[cardinality(v_old.dates)]) || array_fill(v_new.resource_id, array[v_new.days]),
       v_old.dates || v_new.dates, v_deadline);
     select * into v_old from resource_allocation where id = v_old.id for update;
     if v_old.cancelled_at is not null then
       return jsonb_build_object('code', 'allocation_not_active', 'allocation_id', v_old.id);
     end if;
     v_reduction := v_new.resource_id = v_old.resource_id and v_new.dates <@ v_old.dates and v_new.quantity <= v_old.quantity;
     if v_new.days <> v_old.days and not coalesce((p->'rules'->>'change_days')::boolean, false) then
       return jsonb_build_object('code', 'duration_not_allowed', 'days', v_new.days,
         'min_days', v_old.days, 'max_days', v_old.days, 'resource_id', v_new.resource_id);
     end if;

     -- What is needed beyond the own claim, and what is left over of it.
     select array_agg(resource_id) filter (where need > 0), array_agg(date) filter (where need > 0),
            array_agg(need) filter (where need > 0),
            array_agg(resource_id) filter (where need < 0), array_agg(date) filter (where need < 0),
            array_agg(-need) filter (where need < 0)
     into v_resource_ids, v_dates, v_quantities, v_returned_ids, v_returned_dates, v_returned
     from (
       select resource_id, date, sum(quantity)::integer as need
       from (
         select v_new.resource_id as resource_id, d as date, v_new.quantity as quantity from unnest(v_new.dates) as d
         union all
         select v_old.resource_id, d, -v_old.quantity from unnest(v_old.dates) as d) as both_claims
       group by 1, 2
       order by 1, 2) as difference;
     if not v_reduction then
       v_again := rb_read_item_1(p->'item', p->'rules' || jsonb_build_object(
         'any_duration', v_new.days = v_old.days,
         'allow_past', coalesce((p->'rules'->>'allow_past')::boolean, false)
           or v_dates is null or v_dates[1] >= (clock_timestamp() at time zone v_new.timezone)::date));
       if v_again.dates <> v_new.dates then
         raise exception 'the resource changed its unit before it was locked' using errcode = 'serialization_failure';
       end if;
       v_answer := v_again.refusal;
       v_new := v_again;
     end if;
     if v_answer is null and v_dates is not null then
       v_answer := coalesce(
         rb_refuse_blacked_out_1(v_new.resource_id, v_new.resource_type, v_dates),
         rb_refuse_short_1(v_resource_ids, v_dates, v_quantities, clock_timestamp()));
     end if;
     if v_answer is not null then
       return v_answer;
     end if;

     v_now := clock_timestamp();
     if v_dates is not null then
       perform rb_take_units_1(v_resource_ids, v_dates, v_quantities);
     end if;
     if v_returned_dates is not null then
       perform rb_return_units_1(v_returned_ids, v_returned_dates, v_returned);
     end if;
     perform rb_end_allocation_1(v_old.id, p->>'by', 'replaced', v_now);
     insert into resource_hold (
       id, booking_id, resource_id, dates, start_date, end_date, booking_unit, days, quantity, status, expires_at,
       confirmed_at, item_no, cart_id, line_item_id, variant_id, region_id, per, units, unit_price, raw_unit_price, currency_code, customer_id,
       customer_email, source, created_by, replaces_id, metadata, created_at, updated_at)
     select p->>'new_hold_id', h.booking_id, v_new.resource_id, v_new.dates, v_new.start_date, v_new.end_date,
       v_new.booking_unit, v_new.days, v_new.quantity, 'CONFIRMED', v_now, v_now, h.item_no, h.cart_id, h.line_item_id,
       h.variant_id, h.region_id, h.per, h.units, h.unit_price, h.raw_unit_price, h.currency_code, h.customer_id, h.customer_email, case when v_reduction then 'REDUCTION' else 'MOVE' end, p->>'by', h.id, h.metadata, v_now, v_now
     from resource_hold h
     where h.id = v_old.hold_id;
     v_row := rb_insert_allocation_1(p->>'new_hold_id', p->>'new_allocation_id',
       jsonb_build_object('order_id', v_old.order_id, 'line_item_id', v_old.line_item_id, 'customer_id', v_old.customer_id,
         'contact_name', v_old.contact_name, 'contact_email', v_old.contact_email, 'contact_phone', v_old.contact_phone,
         'note', v_old.note, 'unit_label', v_old.unit_label, 'created_by', p->>'by', 'replaces_id', v_old.id,
         'metadata', v_old.metadata),
       v_now);
     return jsonb_build_object('code', 'ok', 'now', v_now, 'allocation', v_row,
       'replaced', (select to_jsonb(a) from resource_allocation a where a.id = v_old.id));
   end $$`,

  // What rb_revise_allocation_1 would answer: it is run, and undone with everything that it wrote. A rule of its own
  // would one day allow what the verb refuses.
  `create function rb_preview_revision_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_answer jsonb;
   begin
     begin
       v_answer := rb_revise_allocation_1(p);
       raise exception 'only a preview' using errcode = 'RB001';
     exception when sqlstate 'RB001' then
       return v_answer;
     end;
   end $$`,
]
