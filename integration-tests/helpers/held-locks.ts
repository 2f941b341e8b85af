import type { CalendarDate } from "../../src/modules/resource_booking/types"
import type { Db } from "./database"

/**
 * Runs `work` while another session sits in an open transaction that has run `statement`. `release` ends that
 * transaction early; in any case it is rolled back when the work is over.
 */
export async function whileOpen<T>(
  db: Db,
  statement: string,
  values: unknown[],
  work: (release: () => Promise<void>) => Promise<T>,
): Promise<T> {
  let end = () => {}
  const ended = new Promise<void>((resolve) => (end = resolve))
  let ready = () => {}
  const isOpen = new Promise<void>((resolve) => (ready = resolve))
  const session = db.rolledBack(async (open) => {
    await open.query(statement, values)
    ready()
    await ended
  })
  const release = async () => {
    end()
    await session
  }
  await Promise.race([isOpen, session])
  try {
    return await work(release)
  } finally {
    await release()
  }
}

/** As a buyer of these dates who takes his time between lock and commit. */
export const whileLocked = <T>(
  db: Db,
  resource: { id: string },
  dates: CalendarDate[],
  work: (release: () => Promise<void>) => Promise<T>,
): Promise<T> =>
  whileOpen(
    db,
    `select rb_lock_claims_1(array_fill($1::text, array[cardinality($2::date[])]), $2::date[],
       clock_timestamp() + interval '10 seconds')`,
    [resource.id, dates],
    work,
  )
