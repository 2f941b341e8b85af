import { verbSettings } from "./locks"

export const saveBlackoutFunctions = [
  // Live claims of the resources in scope that touch the range; the first p_limit holds (null = all) and the first 500
  // allocations.
  `create function rb_blackout_conflicts_1(
     p_resource_id text, p_type text, p_start date, p_end date, p_at timestamptz, p_limit integer)
   returns jsonb language plpgsql volatile
   -- The verbs forbid bitmap scans, the only way to read the index of live dates: without it every sale would wait
   -- behind the fleet's lock for a scan of all live allocations.
   set enable_bitmapscan = on as $$
   declare
     v_dates date[] := array(select p_start + i from generate_series(0, p_end - p_start) as i);
     v_ids text[];
     v_holds jsonb;
     v_allocations jsonb;
   begin
     if p_resource_id is not null then
       v_ids := array[p_resource_id];
     elsif p_type is not null then
       v_ids := array(select id from resource where type = p_type and deleted_at is null);
     end if;
     select jsonb_agg(to_jsonb(c)) into v_holds
     from (
       select h.id, h.resource_id, h.booking_id, h.start_date, h.end_date, h.quantity, h.expires_at, h.claimed_at,
              h.customer_email, h.cart_id
       from resource_hold h
       where h.status = 'ACTIVE'
         and h.resource_id > ''
         and (h.expires_at > p_at or h.claimed_at is not null)
         and (v_ids is null or h.resource_id = any (v_ids))
         and h.dates[1] <= p_end
         and h.dates[cardinality(h.dates)] >= p_start
         and h.dates && v_dates
       order by h.start_date, h.id
       limit p_limit) as c;
     select jsonb_agg(to_jsonb(c)) into v_allocations
     from (
       select a.id, a.resource_id, a.booking_id, a.start_date, a.end_date, a.quantity, a.order_id, a.contact_name,
              a.contact_email, a.contact_phone
       from resource_allocation a
       where a.cancelled_at is null
         and (v_ids is null or a.resource_id = any (v_ids))
         and a.dates && v_dates
       order by a.start_date, a.id
       limit 500) as c;
     return jsonb_build_object('holds', coalesce(v_holds, '[]'), 'allocations', coalesce(v_allocations, '[]'));
   end $$`,

  // Releases the holds a blackout closes over. The caller holds the scope's lock; resources are locked here.
  `create function rb_release_blacked_out_1(p_hold_ids text[], p_scope_resource text, p_by text, p_deadline timestamptz)
   returns jsonb language plpgsql volatile as $$
   declare
     v_resource_ids text[];
     v_ids text[];
     v_now timestamptz;
     v_holds jsonb;
   begin
     if p_scope_resource is null then
       v_resource_ids := array(select distinct resource_id from resource_hold where id = any (p_hold_ids));
       perform rb_lock_resources_1(v_resource_ids, v_resource_ids, p_deadline);
     end if;
     perform 1 from resource_hold where id = any (p_hold_ids) order by id for update;
     v_now := clock_timestamp();
     with released as (
       update resource_hold
       set status = 'RELEASED', released_at = v_now, released_by = p_by, updated_at = v_now
       where id = any (p_hold_ids)
         and status = 'ACTIVE'
         and claimed_at is null
       returning id, booking_id, resource_id, start_date, end_date, quantity, cart_id, customer_id, status)
     select coalesce(jsonb_agg(to_jsonb(released)), '[]'), coalesce(array_agg(id), '{}') into v_holds, v_ids from released;
     perform rb_return_hold_units_1(v_ids);
     return v_holds;
   end $$`,

  /**
   * Creates a blackout, or replaces the one of that id. Whoever it shuts out waits for its lock, and it for them:
   * no claim on these dates is under way when it is written.
   * p: {blackout_id, is_new, resource_id?, resource_type?, start_date, end_date, reason, public_note?, by,
   *     on_conflict?: keep | release_holds, dry_run?, expected_updated_at?, lock_timeout_ms}
   */
  `create function rb_save_blackout_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_deadline timestamptz := rb_begin_1((p->>'lock_timeout_ms')::integer);
     v_resource_id text := p->>'resource_id';
     v_type text := p->>'resource_type';
     v_start date := p->>'start_date';
     v_end date := p->>'end_date';
     v_on_conflict text := p->>'on_conflict';
     v_dry_run boolean := coalesce((p->>'dry_run')::boolean, false);
     v_conflicts jsonb;
     v_blackout resource_blackout;
     v_released jsonb := '[]';
     v_now timestamptz;
   begin
     if v_resource_id is not null and not exists (select 1 from resource where id = v_resource_id and deleted_at is null) then
       return jsonb_build_object('code', 'resource_not_found', 'resource_id', v_resource_id);
     end if;
     -- The list is made before the lock: with many live holds it takes longer than everything under it.
     v_conflicts := rb_blackout_conflicts_1(v_resource_id, v_type, v_start, v_end, clock_timestamp(), 500);
     if v_dry_run then
       return jsonb_build_object('code', 'ok', 'dry_run', true, 'now', clock_timestamp(), 'conflicts', v_conflicts);
     end if;
     if v_on_conflict is null and v_conflicts <> '{"holds": [], "allocations": []}' then
       return jsonb_build_object('code', 'blackout_conflicts', 'conflicts', v_conflicts);
     end if;

     -- Edits of one blackout go one after the other: under its row more resources may have to be locked.
     if not (p->>'is_new')::boolean then
       perform rb_lock_blackout_1(p->>'blackout_id', v_deadline);
     end if;
     if v_resource_id is not null then
       perform rb_lock_resources_1(array[v_resource_id], array[v_resource_id], v_deadline);
     else
       perform rb_lock_fleet_1(false, v_deadline);
     end if;
     v_now := clock_timestamp();
     if v_on_conflict is distinct from 'keep' then
       v_conflicts := rb_blackout_conflicts_1(v_resource_id, v_type, v_start, v_end, v_now,
         case when v_on_conflict is null then 500 end);
       if v_on_conflict is null and v_conflicts <> '{"holds": [], "allocations": []}' then
         return jsonb_build_object('code', 'blackout_conflicts', 'conflicts', v_conflicts);
       end if;
     end if;
     if (p->>'is_new')::boolean then
       insert into resource_blackout (
         id, resource_id, resource_type, start_date, end_date, reason, public_note, created_by, created_at, updated_at)
       values (
         p->>'blackout_id', v_resource_id, v_type, v_start, v_end, p->>'reason', p->>'public_note', p->>'by', v_now, v_now)
       returning * into v_blackout;
     else
       select * into v_blackout from resource_blackout
       where id = p->>'blackout_id' and deleted_at is null
       for update;
       if not found then
         return jsonb_build_object('code', 'blackout_not_found', 'blackout_id', p->>'blackout_id');
       end if;
       if date_trunc('milliseconds', v_blackout.updated_at) <> (p->>'expected_updated_at')::timestamptz then
         return jsonb_build_object('code', 'stale_edit', 'present', to_jsonb(v_blackout));
       end if;
       update resource_blackout
       set resource_id = v_resource_id, resource_type = v_type, start_date = v_start, end_date = v_end,
           reason = p->>'reason', public_note = p->>'public_note', updated_at = v_now
       where id = v_blackout.id
       returning * into v_blackout;
     end if;
     if v_on_conflict = 'release_holds' then
       v_released := rb_release_blacked_out_1(
         array(select h->>'id' from jsonb_array_elements(v_conflicts->'holds') as h), v_resource_id, p->>'by', v_deadline);
     end if;
     return jsonb_build_object('code', 'ok', 'dry_run', false, 'now', v_now, 'blackout', to_jsonb(v_blackout),
       'conflicts', v_conflicts, 'released_holds', v_released);
   end $$`,
]
