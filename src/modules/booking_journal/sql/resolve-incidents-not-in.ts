import type { ResolveIncidentsNotInInput } from "../types"
import type { Manager } from "./manager"

/** Resolves the open incidents of a kind that a check has not found again, and answers them. */
export const resolveIncidentsNotIn = async (
  manager: Manager,
  { kind, refs, resolved_by, note, checked_at }: ResolveIncidentsNotInInput,
): Promise<unknown[]> => {
  const rows = await manager.execute<{ incident: unknown }[]>(
    `update booking_incident i
     set resolved_at = now(), resolved_by = ?, note = ?, updated_at = now()
     where resolved_at is null
       and kind = ?
       and ref <> all (?::text[])
       and updated_at < coalesce(?::timestamptz, 'infinity')
     returning to_jsonb(i) as incident`,
    [resolved_by, note ?? null, kind, refs, checked_at ?? null],
  )
  return rows.map(({ incident }) => incident)
}
