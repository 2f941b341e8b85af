import { invalidData } from "../errors"
import type { ListPage } from "../read-types"
import type { Manager } from "./manager"
import { where, type Condition } from "./where"

const DEFAULT_LIMIT = 50
const LARGEST_LIMIT = 1000

export type ListQuery = {
  /** What goes into a row, as jsonb, and the tables it comes from; the listed one is `c`. */
  row: string
  from: string
  conditions: Condition[]
  /** The columns of `c` that may sort the list, the first by default (with its `-`). */
  sortable: readonly [string, ...string[]]
}

export type ListedRows = { count: number; now: Date; rows: unknown[] }

/** One page and the number of all, of one snapshot. Ties are ordered by id, so that pages never overlap. */
export const listPage = async (manager: Manager, { row, from, conditions, sortable }: ListQuery, page: ListPage): Promise<ListedRows> => {
  const filter = where(conditions)
  const [answer] = await manager.execute<[ListedRows]>(
    `select
       statement_timestamp() as now,
       (select count(*)::integer from ${from} ${filter.sql}) as count,
       (select coalesce(json_agg(page.row), '[]')
        from (
          select ${row} as row
          from ${from}
          ${filter.sql}
          order by ${orderBy(page.order, sortable)}
          limit ?::integer offset ?::integer) as page) as rows`,
    [...filter.params, ...filter.params, ...pageBounds(page)],
  )
  return answer
}

export const pageBounds = ({ limit = DEFAULT_LIMIT, offset = 0 }: ListPage): [number, number] => {
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_LIMIT) {
    throw invalidData("limit", `limit must be a whole number from 1 to ${LARGEST_LIMIT}, not ${limit}`)
  }
  if (!Number.isInteger(offset) || offset < 0 || offset > 2 ** 31 - 1) {
    throw invalidData("offset", `offset must be a whole number from 0, not ${offset}`)
  }
  return [limit, offset]
}

const orderBy = (order: string | undefined, sortable: ListQuery["sortable"]): string => {
  const wanted = order ?? sortable[0]
  const column = wanted.replace(/^-/, "")
  const allowed = sortable.map((name) => name.replace(/^-/, ""))
  if (!allowed.includes(column)) {
    throw invalidData("order", `order must be one of ${allowed.join(", ")}, with a leading - for descending, not "${order}"`)
  }
  const direction = wanted.startsWith("-") ? "desc nulls last" : "asc nulls last"
  return `c.${column} ${direction}, c.id ${direction}`
}
