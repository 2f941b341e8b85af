import type { Manager } from "./manager"

/**
 * Marks holds that end within the notice, once each. Claimed holds have no end, and one that has outlived its notice by
 * far (a stopped job's backlog) gets none: it is about to be swept. The clock is a stable one, as in hold-predicates.ts.
 */
export const markExpiringHolds = (
  manager: Manager,
  noticeMinutes: number,
  limit: number,
): Promise<{ hold: unknown }[]> =>
  manager.execute<{ hold: unknown }[]>(
    `update resource_hold h
     set expiring_notified_at = clock_timestamp()
     where h.id in (
       select id
       from resource_hold
       where status = 'ACTIVE'
         and num_nonnulls(claimed_at) = 0
         and expiring_notified_at is null
         and expires_at > statement_timestamp()
         and expires_at <= statement_timestamp() + ?::integer * interval '1 minute'
       order by expires_at
       limit ?
       for update skip locked)
     returning to_jsonb(h) as hold`,
    [noticeMinutes, limit],
  )
