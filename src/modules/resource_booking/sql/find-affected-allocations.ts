import type { AffectedAllocation, AffectedInput } from "../read-types"
import type { Manager } from "./manager"
import { always, given, where } from "./where"

/** Live allocations on any of these dates, by their first day; each with those of its dates that were asked for. */
export const findAffectedAllocations = async (
  manager: Manager,
  { resource_ids, type, dates }: Pick<AffectedInput, "resource_ids" | "type"> & { dates: string[] },
  limit: number,
): Promise<AffectedAllocation[]> => {
  const filter = where([
    always("c.cancelled_at is null"),
    given(dates, "c.dates && ?::date[]"),
    given(resource_ids, "c.resource_id = any (?::text[])"),
    given(type, "r.type = upper(?::text)"),
  ])
  const rows = await manager.execute<{ row: AffectedAllocation }[]>(
    `select json_build_object(
       'id', c.id, 'booking_id', c.booking_id, 'resource_id', c.resource_id, 'resource_name', r.name,
       'dates', array(select d from unnest(c.dates) as d where d = any (?::date[])),
       'start_date', c.start_date, 'end_date', c.end_date, 'quantity', c.quantity, 'order_id', c.order_id,
       'customer_id', c.customer_id, 'contact_name', c.contact_name, 'contact_email', c.contact_email,
       'contact_phone', c.contact_phone) as row
     from resource_allocation c
     join resource r on r.id = c.resource_id
     ${filter.sql}
     order by c.start_date, c.id
     limit ?::integer`,
    [dates, ...filter.params, limit],
  )
  return rows.map(({ row }) => row)
}
