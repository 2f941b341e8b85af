/** Counting units of a resource and date. Callers hold the locks of every date they name. */
export const unitFunctions = [
  // The claims that do not fit, or null. available is null where the date has no capacity row.
  `create function rb_short_claims_1(p_resource_ids text[], p_dates date[], p_quantities integer[])
   returns jsonb language plpgsql volatile as $$
   begin
     return (
       select jsonb_agg(jsonb_build_object('resource_id', c.resource_id, 'date', c.date,
         'requested', c.quantity, 'available', rc.available_capacity) order by c.resource_id, c.date)
       from unnest(p_resource_ids, p_dates, p_quantities) as c(resource_id, date, quantity)
       left join resource_capacity rc on rc.resource_id = c.resource_id and rc.date = c.date
       where rc.available_capacity is null or rc.available_capacity < c.quantity);
   end $$`,

  // The guarded write. Under the locks it cannot miss; if it does, somebody wrote without them.
  `create function rb_take_units_1(p_resource_ids text[], p_dates date[], p_quantities integer[])
   returns void language plpgsql volatile as $$
   declare
     v_taken integer;
   begin
     if cardinality(p_dates) = 1 then
       update resource_capacity rc
       set available_capacity = rc.available_capacity - p_quantities[1]
       where rc.resource_id = p_resource_ids[1]
         and rc.date = p_dates[1]
         and rc.available_capacity >= p_quantities[1];
       get diagnostics v_taken = row_count;
     else
       update resource_capacity rc
       set available_capacity = rc.available_capacity - c.quantity
       from unnest(p_resource_ids, p_dates, p_quantities) as c(resource_id, date, quantity)
       where rc.resource_id = c.resource_id
         and rc.date = c.date
         and rc.available_capacity >= c.quantity;
       get diagnostics v_taken = row_count;
     end if;
     if v_taken <> cardinality(p_dates) then
       raise exception 'capacity changed under the lock' using errcode = 'serialization_failure';
     end if;
   end $$`,

  // Units of an overcommitted date first lower its maximum towards the operator's target.
  `create function rb_return_units_1(p_resource_ids text[], p_dates date[], p_quantities integer[])
   returns void language plpgsql volatile as $$
   declare
     v_returned integer;
   begin
     update resource_capacity rc
     set available_capacity = rc.available_capacity + c.quantity - c.withheld,
         max_capacity = rc.max_capacity - c.withheld,
         target_capacity = nullif(rc.target_capacity, rc.max_capacity - c.withheld)
     from (
       select r.resource_id, r.date, r.quantity,
              least(r.quantity, o.max_capacity - coalesce(o.target_capacity, o.max_capacity)) as withheld
       from unnest(p_resource_ids, p_dates, p_quantities) as r(resource_id, date, quantity)
       join resource_capacity o on o.resource_id = r.resource_id and o.date = r.date) as c
     where rc.resource_id = c.resource_id
       and rc.date = c.date;
     get diagnostics v_returned = row_count;
     if v_returned <> cardinality(p_dates) then
       raise exception 'a claimed date has no capacity row' using errcode = 'data_exception';
     end if;
   end $$`,

  // Holds that the clock has ended and nobody has settled: they stand in the way, but only as rows.
  `create function rb_stale_holds_1(p_short jsonb, p_at timestamptz)
   returns jsonb language plpgsql volatile as $$
   begin
     return (
       select jsonb_agg(id)
       from (
         select h.id
         from (select s->>'resource_id' as resource_id, array_agg((s->>'date')::date) as dates
               from jsonb_array_elements(p_short) as s group by 1) as c
         cross join lateral (
           select id from resource_hold
           where resource_id = c.resource_id
             and status = 'ACTIVE'
             and expires_at <= p_at
             and claimed_at is null
             and dates && c.dates
           order by expires_at
           limit 200) as h
         limit 200) as stale);
   end $$`,
]
