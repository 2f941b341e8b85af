import { verbSettings } from "./locks"

export const setCapacityFunctions = [
  // What the operator wished for a range: sales never change it, so it tells stale edits from fresh ones.
  `create function rb_capacity_revision_1(p_resource_id text, p_start_date date, p_end_date date)
   returns text language plpgsql volatile as $$
   begin
     return (
       select md5(coalesce(string_agg(
         (date - date '2000-01-01') || ':' || coalesce(target_capacity, max_capacity), ',' order by date), ''))
       from resource_capacity
       where resource_id = p_resource_id and date between p_start_date and p_end_date);
   end $$`,

  /**
   * Opens or changes dates of one resource. Below what is taken: refused, or with clamp stored as the target.
   * p: {resource_id, rows: [{id, date}], start_date, end_date, max_capacity, clamp?, dry_run?, only_missing?,
   *     expected_revision?, lock_timeout_ms}
   */
  `create function rb_set_capacity_1(p jsonb) returns jsonb ${verbSettings} as $$
   declare
     v_deadline timestamptz := rb_begin_1((p->>'lock_timeout_ms')::integer);
     v_id text := p->>'resource_id';
     v_max integer := (p->>'max_capacity')::integer;
     v_revision text;
     v_conflicts jsonb;
     v_rows jsonb;
     v_now timestamptz;
   begin
     perform rb_lock_resources_1(array[v_id], array[v_id], v_deadline);
     if not exists (select 1 from resource where id = v_id and deleted_at is null) then
       return jsonb_build_object('code', 'resource_not_found', 'resource_id', v_id);
     end if;
     v_now := clock_timestamp();
     v_revision := rb_capacity_revision_1(v_id, (p->>'start_date')::date, (p->>'end_date')::date);
     if v_revision <> p->>'expected_revision' then
       return jsonb_build_object('code', 'stale_edit', 'revision', v_revision);
     end if;
     if not coalesce((p->>'only_missing')::boolean, false) then
       select jsonb_agg(jsonb_build_object('date', rc.date, 'requested', v_max,
         'taken', rc.max_capacity - rc.available_capacity) order by rc.date)
       into v_conflicts
       from jsonb_array_elements(p->'rows') as r
       join resource_capacity rc on rc.resource_id = v_id and rc.date = (r->>'date')::date
       where rc.max_capacity - rc.available_capacity > v_max;
     end if;
     if v_conflicts is not null and not coalesce((p->>'clamp')::boolean, false) then
       return jsonb_build_object('code', 'capacity_in_use', 'dates', v_conflicts, 'stale', rb_stale_holds_1(
         (select jsonb_agg(c || jsonb_build_object('resource_id', v_id)) from jsonb_array_elements(v_conflicts) as c), v_now));
     end if;
     if coalesce((p->>'dry_run')::boolean, false) then
       return jsonb_build_object('code', 'ok', 'dry_run', true, 'now', v_now, 'revision', v_revision,
         'conflicts', coalesce(v_conflicts, '[]'), 'changed', jsonb_array_length(p->'rows'));
     end if;
     with written as (
       insert into resource_capacity as rc (id, resource_id, date, max_capacity, available_capacity, created_at, updated_at)
       select r->>'id', v_id, (r->>'date')::date, v_max, v_max, v_now, v_now
       from jsonb_array_elements(p->'rows') as r
       order by 3
       on conflict (resource_id, date) do update
       set max_capacity = greatest(v_max, rc.max_capacity - rc.available_capacity),
           available_capacity = greatest(v_max, rc.max_capacity - rc.available_capacity)
             - (rc.max_capacity - rc.available_capacity),
           target_capacity = case when v_max < rc.max_capacity - rc.available_capacity then v_max end,
           updated_at = v_now
       where not coalesce((p->>'only_missing')::boolean, false)
       returning rc.date, rc.max_capacity, rc.available_capacity, rc.target_capacity)
     select jsonb_agg(to_jsonb(written) order by date) into v_rows from written;
     return jsonb_build_object('code', 'ok', 'dry_run', false, 'now', v_now,
       'revision', rb_capacity_revision_1(v_id, (p->>'start_date')::date, (p->>'end_date')::date),
       'conflicts', coalesce(v_conflicts, '[]'), 'changed', coalesce(jsonb_array_length(v_rows), 0),
       'rows', coalesce(v_rows, '[]'));
   end $$`,
]
