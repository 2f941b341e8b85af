import type { Manager } from "./manager"

/** The newest entry of an action, or undefined. */
export const lastLog = async (manager: Manager, action: string): Promise<unknown> => {
  const [row] = await manager.execute<{ entry: unknown }[]>(
    `select to_jsonb(l) as entry
     from booking_log l
     where action = ?
     order by at desc, id desc
     limit 1`,
    [action],
  )
  return row?.entry
}
