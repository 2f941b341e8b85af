import type { Manager } from "./manager"

// Rows leave as JSON made by PostgreSQL, where a calendar day is text and no driver makes an instant of it.
const getRows = async (manager: Manager, from: string, ids: string[]): Promise<unknown[]> => {
  const rows = await manager.execute<{ row: unknown }[]>(
    `select to_jsonb(t) as row from ${from} t where t.id = any (?)`,
    [ids],
  )
  return rows.map(({ row }) => row)
}

export const getAllocations = (manager: Manager, ids: string[]) => getRows(manager, "resource_allocation", ids)
/** Deleted ones included: bookings of a deleted resource keep its name. */
export const getResources = (manager: Manager, ids: string[]) => getRows(manager, "resource", ids)
export const getBlackouts = (manager: Manager, ids: string[]) =>
  getRows(manager, "(select * from resource_blackout where deleted_at is null)", ids)
