import type { BookedWith } from "../read-types"
import { allocationRow, allocationTables } from "./allocation-rows"
import type { Manager } from "./manager"
import { always, given, where } from "./where"

export type FoundOnDay = {
  allocation: unknown
  booked_with: BookedWith[]
  departs: boolean
  returns: boolean
  covers: boolean
}

/** Live allocations that begin, end or stand on a date, which of the three, and what else their bookings have. */
export const readRunSheet = async (
  manager: Manager,
  { date, type }: { date: string; type?: string },
): Promise<FoundOnDay[]> => {
  // Every one of them claims this date or, ending at NIGHT, the one before: that the index on dates answers.
  const filter = where([
    always("c.cancelled_at is null"),
    given(date, "c.dates && array[?::date - 1, ?::date]"),
    given(date, "(c.start_date = ?::date or c.end_date = ?::date or ?::date = any (c.dates))"),
    given(type, "r.type = upper(?::text)"),
  ])
  return await manager.execute<FoundOnDay[]>(
    `select
       ${allocationRow} as allocation,
       (select coalesce(json_agg(json_build_object(
          'id', o.id, 'resource_id', o.resource_id, 'resource_name', other.name, 'resource_type', other.type,
          'start_date', o.start_date, 'end_date', o.end_date, 'quantity', o.quantity, 'unit_label', o.unit_label)
          order by other.type, other.name, o.id), '[]')
        from resource_allocation o
        join resource other on other.id = o.resource_id
        where o.booking_id = c.booking_id
          and o.cancelled_at is null
          and o.id <> c.id) as booked_with,
       c.start_date = ?::date as departs,
       c.end_date = ?::date as returns,
       ?::date = any (c.dates) as covers
     from ${allocationTables}
     ${filter.sql}
     order by r.name, c.start_date, c.contact_name, c.id`,
    [date, date, date, ...filter.params],
  )
}
