import { z } from "@medusajs/framework/zod"
import { chosenOf, count, day, json, moment, text } from "./scalars"

export const HOLD_STATUSES = ["ACTIVE", "CONFIRMED", "RELEASED", "EXPIRED"] as const

/** How staff and customers see the claim itself. */
export const claimed = {
  dates: z.array(day).describe("The days held; by the night, the nights by their first day."),
  start_date: day,
  end_date: day.describe("The last day; by the night, the day of departure."),
  booking_unit: z.enum(["DAY", "NIGHT"]),
  days: count.describe("How many `dates`."),
  quantity: count.describe("Units on each of them."),
}

const both = {
  id: text,
  booking_id: text.describe("What one customer got together, all or nothing."),
  resource_id: text,
  status: z.enum(HOLD_STATUSES).describe("A lapsed hold reads EXPIRED at once. Nothing leaves the other three."),
  ...claimed,
  expires_at: moment,
  cart_id: text.nullable(),
  metadata: json.nullable(),
  created_at: moment,
}

export const StoreHold = z.strictObject(both).meta({
  id: "StoreHold",
  description: "What customers see of a hold: never e-mail, customer, order or staff's words.",
})

const contact = {
  contact_name: text.nullable().describe("As staff have written it down, in `metadata.contact_name`."),
  contact_phone: text.nullable().describe("As staff have written it down, in `metadata.contact_phone`."),
}

const forStaff = {
  ...both,
  time_remaining_seconds: count,
  item_no: count.describe("Its place in the request that made the booking."),
  line_item_id: text.nullable().describe("The line of the cart that it was held for."),
  variant_id: text.nullable(),
  region_id: text.nullable(),
  per: z.enum(["UNIT", "BOOKING"]).nullable(),
  units: count.nullable().describe("What of the resource each unit of the line takes, or the line as a whole."),
  unit_price: z.number().nullable(),
  currency_code: text.nullable(),
  customer_id: text.nullable(),
  customer_email: text.nullable(),
  ...contact,
  source: z.enum(["STORE", "STAFF", "MOVE", "REDUCTION", "RETAKE"]),
  created_by: text.nullable().describe("The user, where staff made it."),
  released_by: text.nullable(),
  replaces_id: text.nullable(),
  claimed_at: moment
    .nullable()
    .describe("Since when the checkout has it; until then or null it lapses at `expires_at`."),
  confirmed_at: moment.nullable(),
  released_at: moment.nullable(),
  expired_at: moment.nullable(),
  updated_at: moment,
}

export const Hold = z
  .strictObject(forStaff)
  .meta({ id: "Hold", description: "A claim with a deadline, as staff see it." })

export const NamedHold = z.strictObject({ ...forStaff, resource_name: text, resource_type: text }).meta({
  id: "NamedHold",
  "x-fields-of": "Hold",
  description: "A hold with its resource's name and type.",
})

export const HoldRow = chosenOf({ ...forStaff, resource_name: text, resource_type: text })
  .required({ id: true })
  .meta({
    id: "HoldRow",
    "x-fields-of": "Hold",
    description: "A hold and its resource's name and type, or the fields of them that were chosen.",
  })

/** The part of a live hold that a refused edit names. */
export const LiveHold = z
  .strictObject({
    id: text,
    resource_id: text,
    booking_id: text,
    start_date: day,
    end_date: day,
    quantity: count,
    expires_at: moment,
    claimed_at: moment.nullable(),
    customer_email: text.nullable(),
    cart_id: text.nullable(),
    contact_name: contact.contact_name.optional(),
    contact_phone: contact.contact_phone.optional(),
  })
  .meta({ id: "LiveHold", description: "A hold that stands in the way of an edit." })

export const ReleasedHold = z
  .strictObject({
    id: text,
    booking_id: text,
    resource_id: text,
    start_date: day,
    end_date: day,
    quantity: count,
    cart_id: text.nullable(),
    customer_id: text.nullable(),
    status: z.literal("RELEASED"),
  })
  .meta({ id: "ReleasedHold", description: "A hold that a blackout has released." })

export const storeHold: z.infer<typeof StoreHold> = {
  id: "hold_01A",
  booking_id: "bk_01A",
  resource_id: "res_01TROOPY",
  status: "ACTIVE",
  dates: ["2027-05-01", "2027-05-02", "2027-05-03"],
  start_date: "2027-05-01",
  end_date: "2027-05-03",
  booking_unit: "DAY",
  days: 3,
  quantity: 1,
  expires_at: "2027-04-20T01:30:00.000Z",
  cart_id: null,
  metadata: null,
  created_at: "2027-04-20T01:00:00.000Z",
}

export const hold: z.infer<typeof Hold> = {
  ...storeHold,
  time_remaining_seconds: 1800,
  item_no: 0,
  line_item_id: null,
  variant_id: null,
  region_id: null,
  per: null,
  units: null,
  unit_price: null,
  currency_code: null,
  customer_id: null,
  customer_email: "jo@example.com",
  contact_name: null,
  contact_phone: null,
  source: "STAFF",
  created_by: "user_01STAFF",
  released_by: null,
  replaces_id: null,
  claimed_at: null,
  confirmed_at: null,
  released_at: null,
  expired_at: null,
  updated_at: "2027-04-20T01:00:00.000Z",
}

export const liveHold: z.infer<typeof LiveHold> = {
  id: "hold_01A",
  resource_id: "res_01TROOPY",
  booking_id: "bk_01A",
  start_date: "2027-05-01",
  end_date: "2027-05-03",
  quantity: 1,
  expires_at: "2027-04-20T01:30:00.000Z",
  claimed_at: null,
  customer_email: "jo@example.com",
  cart_id: null,
}
