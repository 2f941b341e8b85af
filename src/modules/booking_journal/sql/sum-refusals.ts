import type { LostDemand, LostDemandFilters } from "../types"
import type { Manager } from "./manager"
import { whereAll } from "./read-page"

/** Sums per resource, day and code. float8, because the driver reads a bigint as text. */
export const sumRefusals = (
  manager: Manager,
  { start_date, end_date, resource_id, from, to }: LostDemandFilters,
): Promise<LostDemand[]> => {
  const { clause, values } = whereAll([
    ["date >= ?::date", start_date],
    ["date <= ?::date", end_date],
    ["resource_id = ?", resource_id],
    ["hour >= ?::timestamptz", from],
    ["hour < ?::timestamptz", to],
  ])
  return manager.execute<LostDemand[]>(
    `select resource_id, r.date::text as date, code, sum(count)::float8 as count
     from booking_refusal r
     ${clause}
     group by resource_id, r.date, code
     order by resource_id, r.date, code`,
    values,
  )
}
