import type { Manager } from "./manager"

/**
 * Resolves one incident and answers it; one that was resolved before keeps who did it and when. Undefined for no such id.
 * A single update, because a read beside it would not see a resolution that it had to wait for.
 */
export const resolveIncident = async (
  manager: Manager,
  id: string,
  resolvedBy: string,
  note: string | null,
): Promise<unknown> => {
  const [row] = await manager.execute<{ incident: unknown }[]>(
    `update booking_incident i
     set resolved_at = coalesce(resolved_at, now()),
       resolved_by = coalesce(resolved_by, ?),
       note = case when resolved_at is null then ? else note end,
       updated_at = case when resolved_at is null then now() else updated_at end
     where id = ?
     returning to_jsonb(i) as incident`,
    [resolvedBy, note, id],
  )
  return row?.incident
}
