import type { HoldFilters } from "../read-types"
import type { Manager } from "./manager"
import { claimConditions } from "./claim-conditions"
import { isLapsed } from "./hold-predicates"
import { listPage, type ListedRows } from "./list-page"
import { asList, containing, given } from "./where"

const effectiveStatus = `case when ${isLapsed("c")} then 'EXPIRED' else c.status end`

export const listHolds = async (manager: Manager, filters: HoldFilters): Promise<ListedRows> =>
  await listPage(
    manager,
    {
      row: "to_jsonb(c) || jsonb_build_object('resource_name', r.name, 'resource_type', r.type)",
      from: "resource_hold c join resource r on r.id = c.resource_id",
      conditions: [
        ...claimConditions(filters),
        given(asList(filters.status), `${effectiveStatus} = any (?::text[])`),
        given(filters.cart_id, "c.cart_id = ?::text"),
        given(filters.order_id, "c.id in (select a.hold_id from resource_allocation a where a.order_id = ?::text)"),
        containing(filters.q, ["c.customer_email", "c.id", "c.booking_id", "c.cart_id", "c.line_item_id", "c.customer_id", "r.name"]),
      ],
      sortable: ["-created_at", "updated_at", "expires_at", "start_date", "end_date", "quantity", "status"],
    },
    filters,
  )
