import { invalidData } from "../errors"

/** A condition and the values of its placeholders; undefined stands for a filter that was not given. */
export type Condition = { sql: string; params: unknown[] } | undefined

/** The condition where its filter was given; every placeholder in it takes that one value. */
export const given = (value: unknown, sql: string): Condition =>
  value === undefined || value === null ? undefined : { sql, params: Array.from(sql.matchAll(/\?/g), () => value) }

export const always = (sql: string): Condition => ({ sql, params: [] })

export const where = (conditions: Condition[]): { sql: string; params: unknown[] } => {
  const present = conditions.filter((condition) => condition !== undefined)
  return {
    sql: present.length === 0 ? "" : `where ${present.map(({ sql }) => sql).join("\n        and ")}`,
    params: present.flatMap(({ params }) => params),
  }
}

/** The condition of every status asked for; none for an empty list, and no status but those of the table. */
export const anyStatus = <Status extends string>(
  statuses: Status | Status[] | undefined,
  conditions: Record<Status, string>,
): Condition => {
  const wanted = asList(statuses)
  const unknown = wanted?.find((status) => !Object.hasOwn(conditions, status))
  if (unknown !== undefined) {
    throw invalidData("status", `status must be one of ${Object.keys(conditions).join(", ")}, not "${unknown}"`)
  }
  return (
    wanted && always(wanted.length === 0 ? "false" : `(${wanted.map((status) => conditions[status]).join(" or ")})`)
  )
}

export const asList = <Text extends string>(value: Text | Text[] | undefined): Text[] | undefined =>
  typeof value === "string" ? [value] : value

/** Any row in one of whose columns the text occurs, upper or lower case alike. */
export const containing = (text: string | undefined, columns: string[]): Condition =>
  given(text && `%${text.trim().replace(/[\\%_]/g, "\\$&")}%`, `concat_ws(e'\\n', ${columns.join(", ")}) ilike ?::text`)
