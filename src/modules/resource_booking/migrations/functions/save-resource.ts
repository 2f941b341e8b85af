import { verbSettings } from "./locks"

export const saveResourceFunctions = [
  // What still hangs on a resource: live holds, and allocations that are not over; the first 200 of each.
  `create function rb_live_claims_1(p_resource_id text, p_at timestamptz)
   returns jsonb language plpgsql volatile as $$
   declare
     v_holds jsonb;
     v_allocations jsonb;
   begin
     select jsonb_agg(to_jsonb(c)) into v_holds
     from (
       select id, booking_id, start_date, end_date, quantity, expires_at from resource_hold
       where resource_id = p_resource_id and status = 'ACTIVE' and (expires_at > p_at or claimed_at is not null)
       order by start_date, id limit 200) as c;
     select jsonb_agg(to_jsonb(c)) into v_allocations
     from (
       select a.id, a.booking_id, a.start_date, a.end_date, a.quantity, a.order_id
       from resource_allocation a
       where a.resource_id = p_resource_id
         and a.cancelled_at is null
         and a.end_date >= (select (p_at at time zone timezone)::date from resource where id = p_resource_id)
       order by a.start_date, a.id limit 200) as c;
     return nullif(jsonb_build_object('holds', coalesce(v_holds, '[]'), 'allocations', coalesce(v_allocations, '[]')),
       '{"holds": [], "allocations": []}');
   end $$`,

  /**
   * Edits, deletes (softly) or restores a resource with no claim under way on it.
   * p: {resource_id, action: update | delete | restore, patch?, expected_updated_at?, lock_timeout_ms}
   */
  `create function rb_save_resource_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_deadline timestamptz := rb_begin_1((p->>'lock_timeout_ms')::integer);
     v_id text := p->>'resource_id';
     v_action text := p->>'action';
     v_before resource;
     v_after resource;
     v_claims jsonb;
     v_now timestamptz;
   begin
     perform rb_lock_resources_1(array[v_id], array[v_id], v_deadline);
     v_now := clock_timestamp();
     select * into v_before from resource
     where id = v_id and (deleted_at is null or v_action = 'restore')
     for update;
     if not found then
       return jsonb_build_object('code', 'resource_not_found', 'resource_id', v_id);
     end if;
     if date_trunc('milliseconds', v_before.updated_at) <> (p->>'expected_updated_at')::timestamptz then
       return jsonb_build_object('code', 'stale_edit', 'present', to_jsonb(v_before));
     end if;
     v_after := v_before;
     if v_action = 'update' then
       v_after := jsonb_populate_record(v_before, p->'patch');
     else
       v_after.deleted_at := case when v_action = 'delete' then v_now end;
     end if;
     if v_action = 'delete' or (v_after.booking_unit, v_after.timezone) is distinct from (v_before.booking_unit, v_before.timezone) then
       v_claims := rb_live_claims_1(v_id, v_now);
       if v_claims is not null then
         return jsonb_build_object('code', 'resource_in_use', 'resource_id', v_id, 'claims', v_claims);
       end if;
     end if;
     update resource
     set name = v_after.name, type = v_after.type, description = v_after.description, timezone = v_after.timezone,
         booking_unit = v_after.booking_unit, is_active = v_after.is_active, hold_ttl_minutes = v_after.hold_ttl_minutes,
         min_days = v_after.min_days, max_days = v_after.max_days, default_capacity = v_after.default_capacity,
         open_days_ahead = v_after.open_days_ahead, metadata = nullif(v_after.metadata, 'null'),
         deleted_at = v_after.deleted_at, updated_at = v_now
     where id = v_id
     returning * into v_after;
     return jsonb_build_object('code', 'ok', 'now', v_now, 'resource', to_jsonb(v_after), 'before', to_jsonb(v_before));
   end $$`,
]
