import type { Manager } from "./manager"

export const findHold = async (manager: Manager, id: string): Promise<{ hold: unknown; now: Date } | undefined> => {
  const [found] = await manager.execute<{ hold: unknown; now: Date }[]>(
    `select to_jsonb(h) as hold, statement_timestamp() as now
     from resource_hold h
     where h.id = ?::text`,
    [id],
  )
  return found
}
