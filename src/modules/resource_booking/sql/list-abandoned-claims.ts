import type { AbandonedClaim } from "../types"
import type { Manager } from "./manager"

/** Attempts to complete a cart that neither made an order known nor gave up: their process has died. */
export const listAbandonedClaims = async (
  manager: Manager,
  graceMinutes: number,
  limit: number,
): Promise<AbandonedClaim[]> =>
  await manager.execute(
    `select cart_id, to_jsonb(claimed_at)#>>'{}' as claim
     from resource_hold
     where status = 'ACTIVE'
       and claimed_at is not null
       and claimed_at < statement_timestamp() - ?::integer * interval '1 minute'
     group by cart_id, claimed_at
     order by claimed_at
     limit ?`,
    [graceMinutes, limit],
  )
