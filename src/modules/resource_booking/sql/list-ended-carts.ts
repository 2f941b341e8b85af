import type { EndedCartsInput } from "../types"
import type { Manager } from "./manager"

/** Carts of which a line's hold ended in between, and none is left: neither live, nor booked. */
export const listEndedCarts = async (
  manager: Manager,
  { from, to, after }: EndedCartsInput,
  limit: number,
): Promise<string[]> => {
  const rows = await manager.execute<{ cart_id: string }[]>(
    `select distinct e.cart_id
     from resource_hold e
     where e.status in ('RELEASED', 'EXPIRED')
       and coalesce(e.released_at, e.expired_at) >= ?
       and coalesce(e.released_at, e.expired_at) < ?
       and e.cart_id > ?
       and e.line_item_id is not null
       and not exists (
         select 1 from resource_hold h where h.cart_id = e.cart_id and h.status in ('ACTIVE', 'CONFIRMED'))
     order by e.cart_id
     limit ?`,
    [from.toISOString(), to.toISOString(), after, limit],
  )
  return rows.map(({ cart_id }) => cart_id)
}
