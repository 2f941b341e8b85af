import { z } from "@medusajs/framework/zod"
import { DeskFigures } from "./calendar"
import { chosenOf, count, json, moment, text } from "./scalars"

const bookingUnit = z.enum(["DAY", "NIGHT"])

const forCustomers = {
  id: text,
  name: text,
  type: text.describe("Upper case, such as VEHICLE, TOUR or GUIDE."),
  description: text.nullable(),
  timezone: text.describe("Its days begin and end by this zone."),
  booking_unit: bookingUnit.describe("By the NIGHT, `end_date` is the day of departure."),
  min_days: count.nullable(),
  max_days: count.nullable(),
}

export const StoreResource = z
  .strictObject(forCustomers)
  .meta({ id: "StoreResource", description: "What customers see of a resource: never its metadata." })

export const FoundResource = z
  .strictObject({
    ...forCustomers,
    is_available: z.boolean().optional().describe("Only with a range: whether it can take the whole of it."),
    available_capacity: count.optional().describe("Only with a range: units free on every date of it."),
  })
  .meta({ id: "FoundResource", description: "A resource of the storefront's search." })

const forStaff = {
  ...forCustomers,
  is_active: z.boolean().describe("Whether it takes bookings."),
  hold_ttl_minutes: count.nullable().describe("How long its holds last; null is the plugin's."),
  default_capacity: count.nullable().describe("Units of dates that are opened ahead."),
  open_days_ahead: count.nullable().describe("How many days from today are kept open."),
  metadata: json.nullable(),
  created_at: moment,
  updated_at: moment,
  deleted_at: moment.nullable(),
}

export const Resource = z
  .strictObject(forStaff)
  .meta({ id: "Resource", description: "A bookable thing, as staff see it." })

export const ResourceRow = chosenOf({ ...forStaff, desk: DeskFigures })
  .required({ id: true })
  .meta({
    id: "ResourceRow",
    "x-fields-of": "Resource",
    description: "A resource, or the fields of it that were chosen; `desk` where `with` asks for it.",
  })

export const storeResource: z.infer<typeof StoreResource> = {
  id: "res_01TROOPY",
  name: "Troopy",
  type: "VEHICLE",
  description: "Rooftop tent, sleeps two",
  timezone: "Australia/Brisbane",
  booking_unit: "DAY",
  min_days: 2,
  max_days: null,
}

export const resource: z.infer<typeof Resource> = {
  ...storeResource,
  is_active: true,
  hold_ttl_minutes: null,
  default_capacity: 3,
  open_days_ahead: 365,
  metadata: null,
  created_at: "2027-04-01T00:00:00.000Z",
  updated_at: "2027-04-01T00:00:00.000Z",
  deleted_at: null,
}
