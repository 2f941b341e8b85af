/**
 * The one lock order: blackout, owner, client address, fleet, resources, dates, hold rows, capacity rows; inside a class by
 * key. Keys are hashes in the two-integer key space, sorted and made distinct as hashes, so that a
 * collision only shares a queue. They never appear in a table: a hash may change between releases.
 */
export const lockFunctions = [
  // lock_timeout bounds one wait. The deadline bounds their sum, which is what a client feels. Every lock answers whether
  // it had to wait; as expressions (v_waited := …) they cost a tenth of what they would with perform, which is a query.
  `create function rb_lock_1(p_class integer, p_key integer, p_shared boolean, p_deadline timestamptz)
   returns boolean language plpgsql volatile as $$
   declare
     v_left integer;
   begin
     if p_shared then
       if pg_try_advisory_xact_lock_shared(p_class, p_key) then return false; end if;
     else
       if pg_try_advisory_xact_lock(p_class, p_key) then return false; end if;
     end if;
     v_left := extract(epoch from p_deadline - clock_timestamp()) * 1000;
     if v_left < 1 then
       raise exception 'waited too long for a booking lock' using errcode = 'lock_not_available';
     end if;
     perform set_config('lock_timeout', v_left::text, true);
     if p_shared then
       perform pg_advisory_xact_lock_shared(p_class, p_key);
     else
       perform pg_advisory_xact_lock(p_class, p_key);
     end if;
     return true;
   end $$`,

  `create function rb_lock_owner_1(p_owner text, p_deadline timestamptz)
   returns boolean language plpgsql volatile as $$
   begin
     return rb_lock_1(724101, hashtext(p_owner), false, p_deadline);
   end $$`,

  `create function rb_lock_address_1(p_address text, p_deadline timestamptz)
   returns boolean language plpgsql volatile as $$
   begin
     return rb_lock_1(724105, hashtext(p_address), false, p_deadline);
   end $$`,

  // Both for a place that must keep nobody else waiting: it is set aside where somebody has them.
  `create function rb_try_owner_1(p_owner text, p_address text)
   returns boolean language plpgsql volatile as $$
   begin
     if not pg_try_advisory_xact_lock(724101, hashtext(p_owner)) then return false; end if;
     return p_address is null or pg_try_advisory_xact_lock(724105, hashtext(p_address));
   end $$`,

  `create function rb_lock_blackout_1(p_blackout_id text, p_deadline timestamptz)
   returns boolean language plpgsql volatile as $$
   begin
     return rb_lock_1(724106, hashtext(p_blackout_id), false, p_deadline);
   end $$`,

  // Claims share the fleet; a blackout of a type or of everything takes it alone.
  `create function rb_lock_fleet_1(p_shared boolean, p_deadline timestamptz)
   returns boolean language plpgsql volatile as $$
   begin
     return rb_lock_1(724102, 0, p_shared, p_deadline);
   end $$`,

  // Claims share their resources; operator edits and claims of many dates (p_alone) take them alone.
  `create function rb_lock_resources_1(p_resource_ids text[], p_alone text[], p_deadline timestamptz)
   returns boolean language plpgsql volatile as $$
   declare
     v_lock record;
     v_waited boolean := false;
   begin
     if cardinality(p_resource_ids) = 1 then
       return rb_lock_1(724103, hashtext(p_resource_ids[1]), cardinality(p_alone) = 0, p_deadline);
     end if;
     for v_lock in
       select hashtext(id) as key, bool_or(id = any (p_alone)) as alone
       from unnest(p_resource_ids) as id
       group by 1
       order by 1
     loop
       if rb_lock_1(724103, v_lock.key, not v_lock.alone, p_deadline) then v_waited := true; end if;
     end loop;
     return v_waited;
   end $$`,

  // Parallel arrays: one resource and one date each. Dates of a resource held alone need no lock.
  `create function rb_lock_dates_1(p_resource_ids text[], p_dates date[], p_alone text[], p_deadline timestamptz)
   returns boolean language plpgsql volatile as $$
   declare
     v_key integer;
     v_waited boolean := false;
   begin
     if cardinality(p_dates) = 1 and cardinality(p_alone) = 0 then
       return rb_lock_1(724104, hashtext(p_resource_ids[1] || '/' || (p_dates[1] - date '2000-01-01')), false, p_deadline);
     end if;
     for v_key in
       select distinct hashtext(c.resource_id || '/' || (c.date - date '2000-01-01'))
       from unnest(p_resource_ids, p_dates) as c(resource_id, date)
       where c.resource_id <> all (p_alone)
       order by 1
     loop
       if rb_lock_1(724104, v_key, false, p_deadline) then v_waited := true; end if;
     end loop;
     return v_waited;
   end $$`,

  // The server's lock table has room for about 12 500 locks of everybody: more than 31 dates of one
  // resource are locked as the resource.
  `create function rb_wide_resources_1(p_resource_ids text[], p_dates date[])
   returns text[] language sql immutable as $$
     select array(
       select c.resource_id
       from unnest(p_resource_ids, p_dates) as c(resource_id, date)
       group by c.resource_id
       having count(distinct c.date) > 31)
   $$`,

  `create function rb_lock_claims_1(p_resource_ids text[], p_dates date[], p_deadline timestamptz)
   returns void language plpgsql volatile as $$
   declare
     v_alone text[] := rb_wide_resources_1(p_resource_ids, p_dates);
   begin
     perform rb_lock_resources_1(p_resource_ids, v_alone, p_deadline);
     perform rb_lock_dates_1(p_resource_ids, p_dates, v_alone, p_deadline);
   end $$`,

  // A snapshot older than the lock would decide on yesterday's rows.
  `create function rb_begin_1(p_lock_timeout_ms integer)
   returns timestamptz language plpgsql volatile as $$
   begin
     if current_setting('transaction_isolation') <> 'read committed' then
       raise exception 'bookings are decided in READ COMMITTED transactions only, not in %',
         current_setting('transaction_isolation') using errcode = 'active_sql_transaction';
     end if;
     perform set_config('lock_timeout', p_lock_timeout_ms::text, true);
     return clock_timestamp() + p_lock_timeout_ms * interval '1 millisecond';
   end $$`,
]

/** Planner settings of every verb: without them a plan made on a small table is kept for a connection's life. */
export const verbSettings = `language plpgsql volatile
   set lock_timeout = '3s'
   set plan_cache_mode = force_generic_plan
   set enable_seqscan = off
   set enable_bitmapscan = off
   set jit = off`
