import type { CalendarDate } from "../../src/modules/resource_booking/types"
import type { Db } from "./database"

const TABLES = ["resource", "resource_capacity", "resource_hold", "resource_allocation", "resource_blackout"]

type CapacityRow = { max: number; available: number; target: number | null }

/** Each date's units as the table has them; a date without a row is missing from the answer. */
export async function capacityOn(db: Db, resource: { id: string }, dates: CalendarDate[]): Promise<CapacityRow[]> {
  return await db.query<CapacityRow>(
    `select max_capacity as max, available_capacity as available, target_capacity as target
     from resource_capacity where resource_id = $1 and date = any ($2::date[]) order by date`,
    [resource.id, dates],
  )
}

/** The available units of each date, in the order of the calendar. */
export const availableOn = async (db: Db, resource: { id: string }, dates: CalendarDate[]): Promise<number[]> =>
  (await capacityOn(db, resource, dates)).map(({ available }) => available)

/** How many holds stand in each status; a status nobody has is missing. */
export async function holdCounts(db: Db): Promise<Record<string, number>> {
  const rows = await db.query<{ status: string; count: number }>(
    "select status, count(*) as count from resource_hold group by status",
  )
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}

/** Every row of the module's tables, to be compared with a later look. */
export async function everyRow(db: Db): Promise<unknown[]> {
  return await Promise.all(
    TABLES.map((table) => db.query(`select to_jsonb(t) as row from ${table} as t order by t.id`)),
  )
}

/** The call is refused with at least these properties, and no row of any table is other than before. */
export async function expectRefused(db: Db, call: () => Promise<unknown>, expected: object): Promise<void> {
  const before = await everyRow(db)
  await expect(call()).rejects.toMatchObject(expected)
  expect(await everyRow(db)).toEqual(before)
}
