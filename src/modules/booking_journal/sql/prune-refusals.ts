import type { Manager } from "./manager"

/** Deletes counts of hours long ago. Returns how many rows went. */
export const pruneRefusals = async (manager: Manager, keepDays: number): Promise<number> => {
  const [row] = await manager.execute<{ pruned: number }[]>(
    `with pruned as (
       delete from booking_refusal
       where hour < now() - ?::integer * interval '1 day'
       returning 1)
     select count(*)::integer as pruned from pruned`,
    [keepDays],
  )
  return row!.pruned
}
