import type { AllocationFilters, HoldFilters } from "../read-types"
import { asList, containing, given, type Condition } from "./where"

/** The filters that holds and allocations (`c`, of resource `r`) have in common. */
export const claimConditions = (filters: HoldFilters | AllocationFilters): Condition[] => [
  given(asList(filters.resource_id), "c.resource_id = any (?::text[])"),
  given(filters.type, "r.type = upper(?::text)"),
  given(filters.start_date, "c.end_date >= ?::date"),
  given(filters.end_date, "c.start_date <= ?::date"),
  given(filters.booking_id, "c.booking_id = ?::text"),
  given(filters.customer_id, "c.customer_id = ?::text"),
]

/** Text that looks like a phone number is also compared digit by digit: nobody types the spaces alike. */
export const containingPhone = (text: string | undefined, columns: string[], phone: string): Condition => {
  const plain = containing(text, columns)
  const digits = /^[\d\s()+./-]+$/.test(text ?? "") ? text!.replace(/\D/g, "") : ""
  if (plain === undefined || digits.length < 5) return plain
  return {
    sql: `(${plain.sql} or regexp_replace(${phone}, '\\D', '', 'g') like ?::text)`,
    params: [...plain.params, `%${digits}%`],
  }
}
