import type { Manager } from "./manager"

/** All that a booking ever held, in the order of its items; a moved or retaken hold follows the one it replaces. */
export const findBookingHolds = async (
  manager: Manager,
  bookingId: string,
): Promise<{ holds: unknown[]; now: Date }> => {
  const [found] = await manager.execute<[{ holds: unknown[]; now: Date }]>(
    `select
       statement_timestamp() as now,
       (select coalesce(json_agg(to_jsonb(h) order by h.item_no, h.created_at, h.id), '[]')
        from resource_hold h
        where h.booking_id = ?::text) as holds`,
    [bookingId],
  )
  return found
}
