import type { Manager } from "./manager"

/**
 * Opening dates shuts nobody out, so it waits for no lock. `updated_at` stays, as it says since when the blackout was in
 * force. Returns the deleted row, or undefined if there is none.
 */
export const deleteBlackout = async (manager: Manager, id: string): Promise<unknown> => {
  const [row] = await manager.execute<{ blackout: unknown }[]>(
    `update resource_blackout b
     set deleted_at = clock_timestamp()
     where b.id = ? and b.deleted_at is null
     returning to_jsonb(b) as blackout`,
    [id],
  )
  return row?.blackout
}
