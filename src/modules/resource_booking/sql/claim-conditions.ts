import type { AllocationFilters, HoldFilters, NamedElsewhere } from "../read-types"
import { asList, containing, given, type Condition } from "./where"

/** Says of a claim that its resource is in a list, in the words that the table's indexes understand. */
type Among = (ids: string) => string

/** The filters that holds and allocations (`c`) have in common. */
export const claimConditions = (filters: HoldFilters | AllocationFilters, among: Among): Condition[] => [
  given(asList(filters.resource_id), among("?::text[]")),
  given(filters.type, among("array(select id from resource where type = upper(?::text))")),
  given(filters.start_date, "c.end_date >= ?::date"),
  given(filters.end_date, "c.start_date <= ?::date"),
  given(filters.booking_id, "c.booking_id = ?::text"),
  given(filters.customer_id, "c.customer_id = ?::text"),
]

/**
 * Any row in one of whose columns, or in whose resource's name, the text occurs. The name is looked for among the
 * resources: a million claims each looked theirs up before.
 */
export const containingWithResource = (text: string | undefined, columns: string[]): Condition => {
  const own = containing(text, columns)
  const named = containing(text, ["name"])
  if (own === undefined || named === undefined) return undefined
  return {
    sql: `(${own.sql} or c.resource_id in (select id from resource where ${named.sql}))`,
    params: [...own.params, ...named.params],
  }
}

/** Text that looks like a phone number is also compared digit by digit: nobody types the spaces alike. */
export const containingPhone = (text: string | undefined, columns: string[], phone: string): Condition => {
  const plain = containingWithResource(text, columns)
  const digits = /^[\d\s()+./-]+$/.test(text ?? "") ? text!.replace(/\D/g, "") : ""
  if (plain === undefined || digits.length < 5) return plain
  return {
    sql: `(${plain.sql} or regexp_replace(${phone}, '\\D', '', 'g') like ?::text)`,
    params: [...plain.params, `%${digits}%`],
  }
}

/** As the condition of `q`, or of a customer or order that `q` names; `ofOrders` says which claims are an order's. */
export const orNamedElsewhere = (
  q: Condition,
  { q_orders = [], q_customers = [] }: NamedElsewhere,
  ofOrders: string,
): Condition => {
  const named = [
    q_orders.length > 0 ? given(q_orders, ofOrders) : undefined,
    q_customers.length > 0 ? given(q_customers, "c.customer_id = any (?::text[])") : undefined,
  ].filter((condition) => condition !== undefined)
  if (q === undefined || named.length === 0) return q
  const all = [q, ...named]
  return { sql: `(${all.map(({ sql }) => sql).join(" or ")})`, params: all.flatMap(({ params }) => params) }
}
