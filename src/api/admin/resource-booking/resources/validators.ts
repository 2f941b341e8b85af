import { z } from "@medusajs/framework/zod"
import { fieldsOf, page } from "../../../lib/list-query"
import {
  calendarDate,
  expectedUpdatedAt,
  flag,
  id,
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

const withDeleted = flag.optional().describe("Deleted ones, too.")

const extra = z
  .enum(["desk"], "must be desk")
  .optional()
  .describe("`desk` adds to each resource where it stands today, and in the next 30 days.")

export const AdminListResources = z.strictObject({
  ...page(RESOURCE_FIELDS, RESOURCE_ORDERS),
  id: oneOrMany(id).optional(),
  type: oneOrMany(resourceType).optional(),
  is_active: flag.optional(),
  with_deleted: withDeleted,
  with: extra,
  q: searchText.optional().describe("A part of the name, or an id."),
})
export type AdminListResourcesQuery = z.infer<typeof AdminListResources>

export const AdminGetResource = z.strictObject({
  fields: fieldsOf(RESOURCE_FIELDS),
  with_deleted: withDeleted,
  with: extra,
})
export type AdminGetResourceQuery = z.infer<typeof AdminGetResource>

const fields = {
  name: text(255),
  type: resourceType.describe("Such as VEHICLE, TOUR or GUIDE; kept in upper case."),
  description: prose(5000),
  timezone: text(64).describe("An IANA name; a new resource without one has the plugin's."),
  booking_unit: z
    .enum(["DAY", "NIGHT"], "must be DAY or NIGHT")
    .describe("A new resource without one is booked by the DAY; by the NIGHT, `end_date` is the day of departure."),
  is_active: z.boolean("must be true or false").describe("Whether it takes bookings."),
  hold_ttl_minutes: wholeNumber(1, SEVEN_DAYS_IN_MINUTES)
    .nullable()
    .describe("How long its holds last; null is the plugin's."),
  min_days: wholeNumber(1, 365).nullable().describe("The fewest days of one hold."),
  max_days: wholeNumber(1, 365).nullable(),
  default_capacity: wholeNumber(0, LARGEST_CAPACITY).nullable().describe("Units of dates that are opened ahead."),
  open_days_ahead: wholeNumber(0, THREE_YEARS_IN_DAYS)
    .nullable()
    .describe("How many days from today are kept open; needs `default_capacity`."),
  metadata: metadata(16 * 1024).nullable(),
}

export const AdminCreateResource = z.strictObject(fields).partial().required({ name: true, type: true })
export type AdminCreateResourceBody = z.infer<typeof AdminCreateResource>

export const AdminUpdateResource = z.strictObject({ ...fields, expected_updated_at: expectedUpdatedAt }).partial()
export type AdminUpdateResourceBody = z.infer<typeof AdminUpdateResource>

export const AdminGetCapacity = z.strictObject({ start_date: calendarDate, end_date: calendarDate })
export type AdminGetCapacityQuery = z.infer<typeof AdminGetCapacity>

export const AdminSetCapacity = z.strictObject({
  start_date: calendarDate,
  end_date: calendarDate.describe("The last date, included; at most 366 dates."),
  max_capacity: wholeNumber(0, LARGEST_CAPACITY),
  weekdays: z
    .array(wholeNumber(1, 7))
    .min(1, "must name at least one, 1 (Monday) to 7")
    .max(7)
    .optional()
    .describe("Only these days of the week, 1 (Monday) to 7."),
  clamp: z
    .boolean()
    .optional()
    .describe(
      "Where more is taken, the wish is kept as target and the date shrinks towards it; without it that is 409.",
    ),
  dry_run: z.boolean().optional().describe("Answers what is on these dates and changes nothing."),
  expected_revision: text(64).optional().describe("The `revision` of the same range that you have read."),
})
export type AdminSetCapacityBody = z.infer<typeof AdminSetCapacity>
