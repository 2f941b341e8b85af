import type { AllocationFilters, AllocationStatus } from "../read-types"
import { claimConditions, containingPhone, orNamedElsewhere } from "./claim-conditions"
import { anyStatus, given, type Condition } from "./where"

export const allocationStatus = "case when c.cancelled_at is null then 'CONFIRMED' else 'CANCELLED' end"

export const allocationRow = `to_jsonb(c) || jsonb_build_object('status', ${allocationStatus}, 'resource_name', r.name, 'resource_type', r.type)`

export const allocationTables = "resource_allocation c left join resource r on r.id = c.resource_id"

const BY_STATUS: Record<AllocationStatus, string> = {
  CONFIRMED: "c.cancelled_at is null",
  CANCELLED: "c.cancelled_at is not null",
}

// Nothing that the two bounds do not say. But apart each looks as if it kept half of the table; the index of ranges
// knows how few keep both.
const within = ({ start_date, end_date }: AllocationFilters): Condition =>
  start_date && end_date && start_date <= end_date
    ? {
        sql: "daterange(c.start_date, c.end_date, '[]') && daterange(?::date, ?::date, '[]')",
        params: [start_date, end_date],
      }
    : undefined

const TEXTS = [
  "c.contact_name",
  "c.contact_email",
  "c.contact_phone",
  "c.unit_label",
  "c.id",
  "c.hold_id",
  "c.booking_id",
  "c.order_id",
  "c.line_item_id",
  "c.customer_id",
]

export const allocationConditions = (filters: AllocationFilters): Condition[] => [
  ...claimConditions(filters, (ids) => `c.resource_id = any (${ids})`),
  within(filters),
  anyStatus(filters.status, BY_STATUS),
  given(filters.order_id, "c.order_id = ?::text"),
  given(filters.cart_id, "c.hold_id in (select h.id from resource_hold h where h.cart_id = ?::text)"),
  orNamedElsewhere(containingPhone(filters.q, TEXTS, "c.contact_phone"), filters, "c.order_id = any (?::text[])"),
]
