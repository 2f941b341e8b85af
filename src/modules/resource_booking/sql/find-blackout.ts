import type { Manager } from "./manager"

export const findBlackout = async (manager: Manager, id: string): Promise<unknown> => {
  const [found] = await manager.execute<{ blackout: unknown }[]>(
    `select to_jsonb(b) as blackout
     from resource_blackout b
     where b.id = ?::text
       and b.deleted_at is null`,
    [id],
  )
  return found?.blackout
}
