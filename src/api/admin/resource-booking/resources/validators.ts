import { z } from "@medusajs/framework/zod"
import { fieldsOf, page } from "../../../lib/list-query"
import {
  calendarDate,
  flag,
  id,
  instant,
  metadata,
  oneOrMany,
  prose,
  resourceType,
  searchText,
  text,
  wholeNumber,
} from "../../../lib/schemas"
import { RESOURCE_FIELDS, RESOURCE_ORDERS } from "./query-config"

const LARGEST_CAPACITY = 1_000_000
const SEVEN_DAYS_IN_MINUTES = 7 * 24 * 60
const THREE_YEARS_IN_DAYS = 3 * 365

export const AdminListResources = z.strictObject({
  ...page(RESOURCE_FIELDS, RESOURCE_ORDERS),
  id: oneOrMany(id).optional(),
  type: oneOrMany(resourceType).optional(),
  is_active: flag.optional(),
  with_deleted: flag.optional(),
  q: searchText.optional(),
})
export type AdminListResourcesQuery = z.infer<typeof AdminListResources>

export const AdminGetResource = z.strictObject({ fields: fieldsOf(RESOURCE_FIELDS), with_deleted: flag.optional() })
export type AdminGetResourceQuery = z.infer<typeof AdminGetResource>

const fields = {
  name: text(255),
  type: resourceType,
  description: prose(5000),
  timezone: text(64),
  booking_unit: z.enum(["DAY", "NIGHT"], "must be DAY or NIGHT"),
  is_active: z.boolean("must be true or false"),
  hold_ttl_minutes: wholeNumber(1, SEVEN_DAYS_IN_MINUTES).nullable(),
  min_days: wholeNumber(1, 365).nullable(),
  max_days: wholeNumber(1, 365).nullable(),
  default_capacity: wholeNumber(0, LARGEST_CAPACITY).nullable(),
  open_days_ahead: wholeNumber(0, THREE_YEARS_IN_DAYS).nullable(),
  metadata: metadata(16 * 1024).nullable(),
}

export const AdminCreateResource = z.strictObject(fields).partial().required({ name: true, type: true })
export type AdminCreateResourceBody = z.infer<typeof AdminCreateResource>

export const AdminUpdateResource = z.strictObject({ ...fields, expected_updated_at: instant }).partial()
export type AdminUpdateResourceBody = z.infer<typeof AdminUpdateResource>

export const AdminGetCapacity = z.strictObject({ start_date: calendarDate, end_date: calendarDate })
export type AdminGetCapacityQuery = z.infer<typeof AdminGetCapacity>

export const AdminSetCapacity = z.strictObject({
  start_date: calendarDate,
  end_date: calendarDate,
  max_capacity: wholeNumber(0, LARGEST_CAPACITY),
  weekdays: z.array(wholeNumber(1, 7)).min(1, "must name at least one, 1 (Monday) to 7").max(7).optional(),
  clamp: z.boolean().optional(),
  dry_run: z.boolean().optional(),
  expected_revision: text(64).optional(),
})
export type AdminSetCapacityBody = z.infer<typeof AdminSetCapacity>
