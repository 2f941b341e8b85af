import { invalidData } from "../errors"
import type { ListPage } from "../read-types"
import type { Manager } from "./manager"
import { where, type Condition } from "./where"

const DEFAULT_LIMIT = 50
const LARGEST_LIMIT = 1000

export type ListQuery = {
  /** The listed table, `c` in what follows. */
  table: string
  /** What goes into a row, as jsonb, of it and its resource `r`. */
  row: string
  conditions: Condition[]
  /** The columns of `c` that may sort the list besides `id`; ids are ULIDs, so that `-id` is newest first, by the key. */
  sortable: readonly string[]
}

export type ListedRows = { count: number; now: Date; rows: unknown[] }

/**
 * One page and the number of all, of one snapshot. Rows become JSON, and meet their resource, only once the
 * page is known: a million of them did for fifty before. Ties are ordered by id, so that pages never overlap.
 */
export const listPage = async (
  manager: Manager,
  { table, row, conditions, sortable }: ListQuery,
  page: ListPage,
): Promise<ListedRows> => {
  const filter = where(conditions)
  const order = orderBy(page.order ?? "-id", ["id", ...sortable])
  const [answer] = await manager.execute<[ListedRows]>(
    `with page as materialized (
       select c.id
       from ${table} c
       ${filter.sql}
       order by ${order}
       limit ?::integer offset ?::integer)
     select
       statement_timestamp() as now,
       (select count(*)::integer from ${table} c ${filter.sql}) as count,
       (select coalesce(json_agg(${row} order by ${order}), '[]')
        from ${table} c
        left join resource r on r.id = c.resource_id
        where c.id in (select id from page)) as rows`,
    [...filter.params, ...pageBounds(page), ...filter.params],
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

const orderBy = (order: string, sortable: string[]): string => {
  const column = order.replace(/^-/, "")
  if (!sortable.includes(column)) {
    throw invalidData(
      "order",
      `order must be one of ${sortable.join(", ")}, with a leading - for descending, not "${order}"`,
    )
  }
  const direction = order.startsWith("-") ? "desc" : "asc"
  return column === "id" ? `c.id ${direction}` : `c.${column} ${direction} nulls last, c.id ${direction}`
}
