import type { Manager } from "./manager"

/** Deletes an action's old entries. Returns how many. */
export const pruneLog = async (manager: Manager, action: string, keepDays: number): Promise<number> => {
  const [row] = await manager.execute<{ pruned: number }[]>(
    `with pruned as (
       delete from booking_log
       where action = ? and at < now() - ?::integer * interval '1 day'
       returning 1)
     select count(*)::integer as pruned from pruned`,
    [action, keepDays],
  )
  return row!.pruned
}
