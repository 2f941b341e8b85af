import type { LiveClaimsInput } from "../read-types"
import { contactOf } from "./hold-contact"
import { isLive } from "./hold-predicates"
import type { Manager } from "./manager"

const MOST = 500

/** What stands on these dates of a resource, first days first; at most 500 of each kind. */
export const findLiveClaims = async (
  manager: Manager,
  { resource_id, dates }: LiveClaimsInput,
): Promise<{ holds: unknown[]; allocations: unknown[] }> => {
  const [found] = await manager.execute<[{ holds: unknown[]; allocations: unknown[] }]>(
    `select
       (select coalesce(json_agg(to_json(claim)), '[]')
        from (
          select h.id, h.resource_id, h.booking_id, h.start_date, h.end_date, h.quantity, h.expires_at, h.claimed_at,
                 h.customer_email, h.cart_id, ${contactOf("h")}
          from resource_hold h
          where h.resource_id = ?::text
            and ${isLive("h")}
            and h.dates && ?::date[]
          order by h.start_date, h.id
          limit ${MOST}) as claim) as holds,
       (select coalesce(json_agg(to_json(claim)), '[]')
        from (
          select a.id, a.resource_id, a.booking_id, a.start_date, a.end_date, a.quantity, a.order_id, a.contact_name,
                 a.contact_email, a.contact_phone
          from resource_allocation a
          where a.resource_id = ?::text
            and a.cancelled_at is null
            and a.dates && ?::date[]
          order by a.start_date, a.id
          limit ${MOST}) as claim) as allocations`,
    [resource_id, dates, resource_id, dates],
  )
  return found
}
