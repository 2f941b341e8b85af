import type { Page } from "../types"
import type { Manager } from "./manager"

/** A condition with one `?`, and the value for it; one without a value is not asked. */
export type Condition = [sql: string, value: unknown]

export const whereAll = (conditions: Condition[]): { clause: string; values: unknown[] } => {
  const asked = conditions.filter(([, value]) => value !== undefined)
  return {
    clause: asked.length > 0 ? `where ${asked.map(([sql]) => sql).join(" and ")}` : "",
    values: asked.map(([, value]) => value),
  }
}

/** One page and the count of all, in one statement and so of one moment. Rows leave as JSON made by PostgreSQL. */
export const readPage = async (
  manager: Manager,
  table: "booking_incident" | "booking_log",
  conditions: Condition[],
  order: string,
  { limit = 50, offset = 0 }: Page,
): Promise<{ rows: unknown[]; count: number }> => {
  const { clause, values } = whereAll(conditions)
  const [page] = await manager.execute<{ rows: unknown[]; count: number }[]>(
    `select
       (select count(*) from ${table} t ${clause})::integer as count,
       to_jsonb(array(
         select to_jsonb(t)
         from ${table} t
         ${clause}
         order by ${order}
         limit ?::integer
         offset ?::integer)) as rows`,
    [...values, ...values, limit, offset],
  )
  return page!
}
