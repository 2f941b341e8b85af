import { allocationRow, allocationTables } from "./allocation-rows"
import type { Manager } from "./manager"
import { always, given, where } from "./where"

export type RunSheetRow = { allocation: unknown; departs: boolean; returns: boolean; covers: boolean }

/** Live allocations that begin, end or stand on a date, and which of the three. */
export const readRunSheet = async (
  manager: Manager,
  { date, type }: { date: string; type?: string },
): Promise<RunSheetRow[]> => {
  // Every one of them claims this date or, ending at NIGHT, the one before: that the index on dates answers.
  const filter = where([
    always("c.cancelled_at is null"),
    given(date, "c.dates && array[?::date - 1, ?::date]"),
    given(date, "(c.start_date = ?::date or c.end_date = ?::date or ?::date = any (c.dates))"),
    given(type, "r.type = upper(?::text)"),
  ])
  return await manager.execute<RunSheetRow[]>(
    `select
       ${allocationRow} as allocation,
       c.start_date = ?::date as departs,
       c.end_date = ?::date as returns,
       ?::date = any (c.dates) as covers
     from ${allocationTables}
     ${filter.sql}
     order by r.name, c.start_date, c.contact_name, c.id`,
    [date, date, date, ...filter.params],
  )
}
