import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** What the desk reads. Nothing here refers to a booking's rows: the journal outlives what it tells about. */
export class Migration20261122140000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`set local lock_timeout = '5s'`)
    for (const statement of [...tables, ...indexes]) this.addSql(statement)
  }

  override async down(): Promise<void> {
    this.addSql(`set local lock_timeout = '5s'`)
    for (const table of ["booking_log", "booking_refusal", "booking_incident"]) {
      this.addSql(`drop table if exists ${table}`)
    }
  }
}

// The ORM asks every table for deleted_at. A journal is resolved or pruned, never hidden.
const timestamps = `
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz`

const tables = [
  `create table booking_incident (
    id text not null,
    kind text not null,
    ref text not null,
    details jsonb,
    opened_at timestamptz not null default now(),
    resolved_at timestamptz,
    resolved_by text,
    note text,${timestamps},
    constraint booking_incident_pkey primary key (id),
    constraint booking_incident_kind_check
      check (kind in ('ORDER_UNSERVED', 'CHECKOUT_REFUSED', 'UNPAID', 'OVERCOMMITTED', 'DRIFT')),
    constraint booking_incident_resolved_check check ((resolved_at is null) = (resolved_by is null)),
    constraint booking_incident_kept_check check (deleted_at is null)
  )`,

  // "nulls not distinct": refusals without a resource or a day add up like all others.
  `create table booking_refusal (
    id text not null,
    resource_id text,
    date date,
    hour timestamptz not null,
    code text not null,
    count integer not null,${timestamps},
    constraint booking_refusal_pkey primary key (id),
    constraint booking_refusal_hour_key unique nulls not distinct (resource_id, date, hour, code),
    constraint booking_refusal_count_check check (count > 0),
    constraint booking_refusal_kept_check check (deleted_at is null)
  )`,

  // clock_timestamp(), so that entries written in one transaction keep their order.
  `create table booking_log (
    id text not null,
    at timestamptz not null default clock_timestamp(),
    actor text not null,
    action text not null,
    resource_id text,
    selector jsonb,
    before jsonb,
    after jsonb,${timestamps},
    constraint booking_log_pkey primary key (id),
    constraint booking_log_kept_check check (deleted_at is null)
  )`,
]

const indexes = [
  `create unique index booking_incident_open_key on booking_incident (kind, ref) where resolved_at is null`,
  `create index booking_incident_opened_at_idx on booking_incident (opened_at, id)`,
  `create index booking_refusal_hour_idx on booking_refusal (hour)`,
  `create index booking_log_at_idx on booking_log (at, id)`,
  `create index booking_log_action_at_idx on booking_log (action, at, id)`,
  `create index booking_log_actor_at_idx on booking_log (actor, at, id)`,
  // By the claims and blackouts that an entry names, for the log of one date.
  `create index booking_log_selector_idx on booking_log using gin (selector jsonb_path_ops)`,
  `create index booking_log_resource_id_at_idx on booking_log (resource_id, at, id) where resource_id is not null`,
]
