export const readAvailabilityFunctions = [
  /**
   * A resource, its range and what closes it, or null where there is no such resource. As a plain statement its planning
   * cost more than its run (30 dates: 1.5 ms of CPU, as a function with a kept plan 0.6). Lapsed holds read as free the
   * way rb_return_units_1 will give them back; a cart's own live units come beside, for the caller to add.
   * days: [date, maximum or null without a row, available, own units] of each date, at NIGHT without the departure;
   * null where the range has none.
   */
  `create function rb_availability_1(p_resource_id text, p_start_date date, p_end_date date, p_cart_id text)
   returns json language plpgsql stable
   set plan_cache_mode = force_generic_plan
   set enable_seqscan = off
   set jit = off as $$
   declare
     v_resource resource;
     v_last_date date;
     v_days json;
     v_blackouts json;
   begin
     select * into v_resource from resource where id = p_resource_id and deleted_at is null;
     if not found then
       return null;
     end if;
     v_last_date := p_end_date - (v_resource.booking_unit = 'NIGHT')::integer;
     select json_agg(json_build_array(p_start_date + i, rc.max_capacity - d.withheld,
              coalesce(rc.available_capacity + coalesce(h.lapsed, 0) - d.withheld, 0), coalesce(h.own, 0)) order by i)
     into v_days
     from generate_series(0, v_last_date - p_start_date) as i
     left join resource_capacity rc
       on rc.resource_id = p_resource_id
       and rc.date = p_start_date + i
       and rc.date between p_start_date and v_last_date
     left join (
       select claimed.date, sum(c.quantity) filter (where c.is_lapsed) as lapsed,
              sum(c.quantity) filter (where not c.is_lapsed) as own
       from (
         select dates, quantity, true as is_lapsed
         from resource_hold
         where resource_id = p_resource_id
           and status = 'ACTIVE'
           and claimed_at is null
           and expires_at <= statement_timestamp()
         union all
         select dates, quantity, false
         from resource_hold
         where cart_id = p_cart_id
           and resource_id = p_resource_id
           and status = 'ACTIVE'
           and (claimed_at is not null or expires_at > statement_timestamp())) as c
       cross join unnest(c.dates) as claimed(date)
       group by claimed.date) as h on h.date = p_start_date + i
     cross join lateral (
       select least(coalesce(h.lapsed, 0), rc.max_capacity - coalesce(rc.target_capacity, rc.max_capacity)) as withheld) as d;
     select coalesce(json_agg(json_build_object(
              'start_date', b.start_date, 'end_date', b.end_date, 'public_note', b.public_note)
              order by b.resource_id is null, b.resource_type is null, b.created_at, b.id), '[]')
     into v_blackouts
     from resource_blackout b
     where b.deleted_at is null
       and b.end_date >= p_start_date
       and b.start_date <= v_last_date
       and (b.resource_id = v_resource.id
         or b.resource_type = v_resource.type
         or (b.resource_id is null and b.resource_type is null));
     return json_build_object('resource', to_json(v_resource), 'now', statement_timestamp(),
       'today', (statement_timestamp() at time zone v_resource.timezone)::date,
       'days', v_days, 'blackouts', v_blackouts);
   end $$`,
]
