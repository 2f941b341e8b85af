import type { Manager } from "./manager"

// statement_timestamp(), as in hold-predicates.ts, so that the indexes of ended holds serve.

/** Deletes holds that ended without an allocation long ago. Returns how many. */
export const deleteOldHolds = async (manager: Manager, days: number, limit: number): Promise<number> => {
  const rows = await manager.execute<unknown[]>(
    `delete from resource_hold
     where id in (
       select id
       from resource_hold
       where status in ('RELEASED', 'EXPIRED')
         and coalesce(released_at, expired_at) < statement_timestamp() - ?::integer * interval '1 day'
       limit ?
       for update skip locked)
     returning 1`,
    [days, limit],
  )
  return rows.length
}

/**
 * Blanks who an ended hold was for; its counts stay. A confirmed one keeps what its allocation shows as well, and loses
 * the keys that limits and replays no longer need: as long as it has its token scope it has not been blanked. Returns
 * how many rows changed.
 */
export const blankPersonalData = async (manager: Manager, days: number, limit: number): Promise<number> => {
  const rows = await manager.execute<unknown[]>(
    `update resource_hold
     set customer_email = case when status = 'CONFIRMED' then customer_email end,
         metadata = case when status = 'CONFIRMED' then metadata end,
         owner_key = null, client_address = null, idempotency_token = null, token_scope = null,
         updated_at = clock_timestamp()
     where id in (
       select id
       from resource_hold
       where status <> 'ACTIVE'
         and coalesce(confirmed_at, released_at, expired_at) < statement_timestamp() - ?::integer * interval '1 day'
         and token_scope is not null
       limit ?
       for update skip locked)
     returning 1`,
    [days, limit],
  )
  return rows.length
}
