import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** The five tables, with every rule that SQL can say by itself. Verbs follow in the next migration. */
export class Migration20261122130000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`set local lock_timeout = '5s'`)
    for (const statement of [...tables, ...indexes, ...triggers]) this.addSql(statement)
  }

  override async down(): Promise<void> {
    this.addSql(`set local lock_timeout = '5s'`)
    for (const table of [
      "resource_allocation",
      "resource_hold",
      "resource_blackout",
      "resource_capacity",
      "resource",
    ]) {
      this.addSql(`drop table if exists ${table}`)
    }
    for (const name of [
      "rb_check_hold_has_allocation_1()",
      "rb_check_allocation_has_hold_1()",
      "rb_refuse_change_1()",
      "rb_is_sorted_1(date[])",
    ]) {
      this.addSql(`drop function if exists ${name}`)
    }
  }
}

const timestamps = `
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz`

const tables = [
  // Not in SQL: an expression that could be inlined is planned anew for each row that is written, even if it is not run.
  `create function rb_is_sorted_1(p_dates date[]) returns boolean
   language plpgsql immutable parallel safe as $$
   begin
     return coalesce(cardinality(p_dates) > 0
       and p_dates = array(select distinct d from unnest(p_dates) as d where d is not null order by d), false);
   end $$`,

  `create table resource (
    id text not null,
    name text not null,
    type text not null,
    description text,
    timezone text not null default 'Australia/Brisbane',
    booking_unit text not null default 'DAY',
    is_active boolean not null default true,
    hold_ttl_minutes integer,
    min_days integer,
    max_days integer,
    default_capacity integer,
    open_days_ahead integer,
    metadata jsonb,${timestamps},
    constraint resource_pkey primary key (id),
    constraint resource_type_check check (type ~ '^[A-Z][A-Z0-9_]*$'),
    constraint resource_booking_unit_check check (booking_unit in ('DAY', 'NIGHT')),
    constraint resource_hold_ttl_minutes_check check (hold_ttl_minutes > 0),
    constraint resource_days_check check (min_days > 0 and max_days > 0 and min_days <= max_days),
    constraint resource_default_capacity_check check (default_capacity >= 0),
    constraint resource_open_days_ahead_check check (open_days_ahead >= 0)
  )`,

  // fillfactor 90 keeps every hold's update of its day HOT: no index is ever touched by a sale.
  `create table resource_capacity (
    id text not null,
    resource_id text not null,
    date date not null,
    max_capacity integer not null,
    available_capacity integer not null,
    target_capacity integer,${timestamps},
    constraint resource_capacity_pkey primary key (id),
    constraint resource_capacity_resource_id_fkey foreign key (resource_id) references resource (id),
    constraint resource_capacity_resource_id_date_key unique (resource_id, date),
    constraint resource_capacity_available_check
      check (available_capacity >= 0 and available_capacity <= max_capacity),
    constraint resource_capacity_target_check
      check (target_capacity is null
        or (target_capacity >= 0 and target_capacity < max_capacity and available_capacity = 0)),
    constraint resource_capacity_kept_check check (deleted_at is null)
  ) with (fillfactor = 90)`,

  // No foreign key to resource: it would take a share lock on the resource's row for every hold
  // and cost a hot resource a fifth of its sales. The trigger on resource refuses the delete instead.
  `create table resource_hold (
    id text not null,
    booking_id text not null,
    resource_id text not null,
    dates date[] not null,
    start_date date not null,
    end_date date not null,
    booking_unit text not null,
    days integer not null,
    quantity integer not null,
    status text not null default 'ACTIVE',
    expires_at timestamptz not null,
    idempotency_token text,
    request_hash text,
    token_scope text,
    item_no integer not null default 0,
    owner_key text,
    client_address text,
    cart_id text,
    line_item_id text,
    variant_id text,
    region_id text,
    per text,
    units integer,
    unit_price numeric,
    raw_unit_price jsonb,
    currency_code text,
    customer_id text,
    customer_email text,
    source text not null default 'STORE',
    created_by text,
    released_by text,
    replaces_id text,
    claimed_at timestamptz,
    expiring_notified_at timestamptz,
    confirmed_at timestamptz,
    released_at timestamptz,
    expired_at timestamptz,
    metadata jsonb,${timestamps},
    constraint resource_hold_pkey primary key (id),
    constraint resource_hold_dates_check check (
      (cardinality(dates) = 1 or rb_is_sorted_1(dates))
      and start_date <= dates[1] and dates[cardinality(dates)] <= end_date),
    constraint resource_hold_quantity_check check (quantity > 0 and days > 0),
    constraint resource_hold_per_check check (per in ('UNIT', 'BOOKING') and units > 0),
    constraint resource_hold_token_check check (idempotency_token is null or token_scope is not null),
    constraint resource_hold_status_check check (
      deleted_at is null and case status
        when 'ACTIVE' then coalesce(confirmed_at, released_at, expired_at) is null
        when 'CONFIRMED' then confirmed_at is not null and coalesce(released_at, expired_at) is null
        when 'RELEASED' then released_at is not null and coalesce(confirmed_at, expired_at) is null
        when 'EXPIRED' then expired_at is not null and coalesce(confirmed_at, released_at) is null
        else false
      end)
  )`,

  `create table resource_allocation (
    id text not null,
    hold_id text not null,
    booking_id text not null,
    resource_id text not null,
    dates date[] not null,
    start_date date not null,
    end_date date not null,
    booking_unit text not null,
    days integer not null,
    quantity integer not null,
    order_id text,
    line_item_id text,
    customer_id text,
    contact_name text,
    contact_email text,
    contact_phone text,
    note text,
    unit_label text,
    source text not null default 'STORE',
    created_by text,
    cancelled_at timestamptz,
    cancelled_by text,
    cancel_reason text,
    replaces_id text,
    metadata jsonb,${timestamps},
    constraint resource_allocation_pkey primary key (id),
    constraint resource_allocation_hold_id_key unique (hold_id),
    constraint resource_allocation_hold_id_fkey foreign key (hold_id) references resource_hold (id),
    constraint resource_allocation_dates_check check (rb_is_sorted_1(dates)),
    constraint resource_allocation_quantity_check check (quantity > 0 and days > 0),
    constraint resource_allocation_kept_check check (deleted_at is null)
  )`,

  `create table resource_blackout (
    id text not null,
    resource_id text,
    resource_type text,
    start_date date not null,
    end_date date not null,
    reason text not null,
    public_note text,
    created_by text,${timestamps},
    constraint resource_blackout_pkey primary key (id),
    constraint resource_blackout_resource_id_fkey foreign key (resource_id) references resource (id),
    constraint resource_blackout_range_check check (start_date <= end_date),
    constraint resource_blackout_target_check check (resource_id is null or resource_type is null),
    constraint resource_blackout_type_check check (resource_type ~ '^[A-Z][A-Z0-9_]*$')
  )`,
]

const indexes = [
  `create index resource_type_idx on resource (type) where deleted_at is null`,
  // Its columns change with the operator's edits only, so that sales stay HOT.
  `create index resource_capacity_overcommitted_idx
     on resource_capacity (resource_id, date) where target_capacity is not null`,
  `create unique index resource_hold_token_key
     on resource_hold (token_scope, idempotency_token, item_no) where idempotency_token is not null`,
  // Live holds are so few that PostgreSQL, told of none by its statistics, takes any index of them for empty and reads
  // the whole of it. So each says in its predicate whom it serves: a query that does not name that column, or for the
  // clean-up's own index does not say num_nonnulls, cannot choose it.
  `create index resource_hold_live_resource_idx
     on resource_hold (resource_id, expires_at) where status = 'ACTIVE' and resource_id is not null`,
  `create index resource_hold_live_expiry_idx
     on resource_hold (expires_at) where status = 'ACTIVE' and num_nonnulls(claimed_at) = 0`,
  `create index resource_hold_live_owner_idx
     on resource_hold (owner_key) where status = 'ACTIVE' and owner_key is not null`,
  // Written when a hold ends, never when a buyer makes one. Bookings of staff, moves and reductions are born CONFIRMED.
  `create index resource_hold_ended_resource_idx on resource_hold (resource_id) where status <> 'ACTIVE'`,
  `create index resource_hold_live_address_idx
     on resource_hold (client_address) where status = 'ACTIVE' and client_address is not null`,
  `create index resource_hold_customer_id_idx on resource_hold (customer_id) where customer_id is not null`,
  // For retention alone: whom an ended hold was for is known by its token scope until it is blanked.
  `create index resource_hold_ended_idx on resource_hold ((coalesce(released_at, expired_at)))
     where status in ('RELEASED', 'EXPIRED')`,
  `create index resource_hold_named_idx on resource_hold ((coalesce(confirmed_at, released_at, expired_at)))
     where status <> 'ACTIVE' and token_scope is not null`,
  // Written when a cart is completed, for whoever finds out what became of it.
  `create index resource_hold_claimed_idx on resource_hold (claimed_at) where status = 'ACTIVE' and claimed_at is not null`,
  `create index resource_hold_booking_id_idx on resource_hold (booking_id)`,
  `create index resource_hold_cart_id_idx on resource_hold (cart_id) where cart_id is not null`,
  `create unique index resource_allocation_live_line_key
     on resource_allocation (line_item_id, resource_id) where cancelled_at is null and line_item_id is not null`,
  `create index resource_allocation_order_id_idx on resource_allocation (order_id) where order_id is not null`,
  `create index resource_allocation_customer_id_idx on resource_allocation (customer_id) where customer_id is not null`,
  `create index resource_allocation_booking_id_idx on resource_allocation (booking_id)`,
  `create index resource_allocation_resource_idx on resource_allocation (resource_id, end_date)`,
  `create index resource_allocation_range_idx
     on resource_allocation using gist (daterange(start_date, end_date, '[]'))`,
  `create index resource_allocation_live_dates_idx
     on resource_allocation using gin (dates) where cancelled_at is null`,
  `create index resource_blackout_range_idx on resource_blackout (end_date, start_date) where deleted_at is null`,
]

const triggers = [
  `create function rb_refuse_change_1() returns trigger language plpgsql as $$
   begin
     raise exception '%', tg_argv[0] using errcode = 'restrict_violation', table = tg_table_name, constraint = tg_name;
   end $$`,

  `create trigger resource_hold_is_final before update on resource_hold for each row
   when (old.status <> 'ACTIVE' and new.status <> old.status
     or (old.resource_id, old.dates, old.quantity, old.booking_id) is distinct from
        (new.resource_id, new.dates, new.quantity, new.booking_id))
   execute function rb_refuse_change_1('a hold that ended never changes its status, and no hold changes its claim')`,
  `create trigger resource_hold_is_kept before delete on resource_hold for each row
   when (old.status in ('ACTIVE', 'CONFIRMED'))
   execute function rb_refuse_change_1('a hold is released or expired, not deleted')`,

  `create trigger resource_allocation_is_final before update on resource_allocation for each row
   when ((old.hold_id, old.booking_id, old.resource_id, old.dates, old.start_date, old.end_date,
          old.booking_unit, old.days, old.quantity, old.order_id, old.line_item_id) is distinct from
         (new.hold_id, new.booking_id, new.resource_id, new.dates, new.start_date, new.end_date,
          new.booking_unit, new.days, new.quantity, new.order_id, new.line_item_id)
     or old.cancelled_at is not null and (old.cancelled_at, old.cancelled_by, old.cancel_reason) is distinct from
        (new.cancelled_at, new.cancelled_by, new.cancel_reason))
   execute function rb_refuse_change_1('the claim of an allocation is immutable: cancel it and make another')`,
  `create trigger resource_allocation_is_kept before delete on resource_allocation for each row
   execute function rb_refuse_change_1('an allocation is cancelled, not deleted')`,

  `create trigger resource_is_kept before delete on resource for each row
   execute function rb_refuse_change_1('a resource is soft deleted, so that its bookings keep their meaning')`,
  `create trigger resource_capacity_is_kept before delete on resource_capacity for each row
   when (old.available_capacity <> old.max_capacity)
   execute function rb_refuse_change_1('a date with units taken cannot lose its capacity row')`,

  // CONFIRMED if and only if there is exactly one allocation (its unique hold_id says "at most one").
  `create function rb_check_hold_has_allocation_1() returns trigger language plpgsql as $$
   begin
     if not exists (select 1 from resource_allocation a where a.hold_id = new.id) then
       raise exception 'hold % is CONFIRMED without an allocation', new.id
         using errcode = 'check_violation', table = 'resource_hold', constraint = 'resource_hold_confirmed_check';
     end if;
     return null;
   end $$`,
  `create constraint trigger resource_hold_confirmed_check after insert or update of status on resource_hold
   deferrable initially deferred for each row when (new.status = 'CONFIRMED')
   execute function rb_check_hold_has_allocation_1()`,
  `create function rb_check_allocation_has_hold_1() returns trigger language plpgsql as $$
   begin
     if not exists (select 1 from resource_hold h where h.id = new.hold_id and h.status = 'CONFIRMED') then
       raise exception 'allocation % stands on a hold that is not CONFIRMED', new.id
         using errcode = 'check_violation', table = 'resource_allocation', constraint = 'resource_allocation_confirmed_check';
     end if;
     return null;
   end $$`,
  `create constraint trigger resource_allocation_confirmed_check after insert on resource_allocation
   deferrable initially deferred for each row
   execute function rb_check_allocation_has_hold_1()`,
]
