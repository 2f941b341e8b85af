import type { AllocationFilters } from "../read-types"
import { claimConditions, containingPhone } from "./claim-conditions"
import { asList, given, type Condition } from "./where"

export const allocationStatus = "case when c.cancelled_at is null then 'CONFIRMED' else 'CANCELLED' end"

export const allocationRow =
  `to_jsonb(c) || jsonb_build_object('status', ${allocationStatus}, 'resource_name', r.name, 'resource_type', r.type)`

export const allocationTables = "resource_allocation c join resource r on r.id = c.resource_id"

export const allocationConditions = (filters: AllocationFilters): Condition[] => [
  ...claimConditions(filters),
  given(asList(filters.status), `${allocationStatus} = any (?::text[])`),
  given(filters.order_id, "c.order_id = ?::text"),
  given(filters.cart_id, "c.hold_id in (select h.id from resource_hold h where h.cart_id = ?::text)"),
  containingPhone(
    filters.q,
    [
      "c.contact_name", "c.contact_email", "c.contact_phone", "c.unit_label", "c.id", "c.hold_id", "c.booking_id",
      "c.order_id", "c.line_item_id", "c.customer_id", "r.name",
    ],
    "c.contact_phone",
  ),
]
