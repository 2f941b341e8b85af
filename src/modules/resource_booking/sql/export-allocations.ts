import type { AllocationFilters } from "../read-types"
import { allocationConditions, allocationStatus, allocationTables } from "./allocation-rows"
import type { Manager } from "./manager"
import { where } from "./where"

/** As the list, without its pages: by first day, then id, at most `limit` rows, of the columns that a file needs. */
export const exportAllocations = async (
  manager: Manager,
  filters: AllocationFilters,
  limit: number,
): Promise<unknown[]> => {
  const filter = where(allocationConditions(filters))
  return await manager.execute<unknown[]>(
    `select
       c.id, c.booking_id, ${allocationStatus} as status, r.name as resource_name, r.type as resource_type,
       c.start_date::text as start_date, c.end_date::text as end_date, c.days, c.quantity, c.unit_label,
       c.contact_name, c.contact_email, c.contact_phone, c.note, c.order_id, c.source,
       c.created_at, c.cancelled_at, c.cancel_reason
     from ${allocationTables}
     ${filter.sql}
     order by c.start_date, c.id
     limit ?::integer`,
    [...filter.params, limit],
  )
}
