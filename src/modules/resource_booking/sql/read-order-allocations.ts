import type { Manager } from "./manager"

/** All that an order ever had, with what of the resource its line takes, the oldest first. */
export const readOrderAllocations = async (manager: Manager, orderId: string): Promise<unknown[]> => {
  const rows = await manager.execute<{ allocation: unknown }[]>(
    `select to_jsonb(a) || jsonb_build_object('per', h.per, 'units', h.units) as allocation
     from resource_allocation a
     join resource_hold h on h.id = a.hold_id
     where a.order_id = ?
     order by a.created_at, a.id`,
    [orderId],
  )
  return rows.map(({ allocation }) => allocation)
}
