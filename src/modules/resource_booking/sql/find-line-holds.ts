import type { Manager } from "./manager"

/** What stands for the lines of a cart: of holds that were retaken or resized the last, whatever became of it. */
export const findLineHolds = async (manager: Manager, cartId: string): Promise<unknown[]> => {
  const rows = await manager.execute<{ hold: unknown }[]>(
    `select to_jsonb(h) as hold
     from resource_hold h
     where h.cart_id = ?
       and h.line_item_id is not null
       and h.id not in (
         select n.replaces_id from resource_hold n where n.cart_id = ? and n.replaces_id is not null)
     order by h.line_item_id, h.item_no, h.id`,
    [cartId, cartId],
  )
  return rows.map(({ hold }) => hold)
}
