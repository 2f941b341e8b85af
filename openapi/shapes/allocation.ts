import { z } from "@medusajs/framework/zod"
import { claimed } from "./hold"
import { chosenOf, count, day, json, moment, text } from "./scalars"

/** Beside an `order_id`, for readers. */
export const orderNumber = {
  order_display_id: count.nullable().describe("The number by which people call the order."),
}

const named = { resource_name: text, resource_type: text }

const fields = {
  id: text,
  hold_id: text,
  booking_id: text,
  resource_id: text,
  status: z.enum(["CONFIRMED", "CANCELLED"]),
  ...claimed,
  order_id: text.nullable(),
  line_item_id: text.nullable(),
  customer_id: text.nullable(),
  contact_name: text.nullable(),
  contact_email: text.nullable(),
  contact_phone: text.nullable(),
  note: text.nullable(),
  unit_label: text.nullable().describe("Which unit it is, such as a number plate."),
  source: z.enum(["STORE", "STAFF", "MOVE", "REDUCTION", "RETAKE"]),
  created_by: text.nullable().describe("The user, where staff made it."),
  cancelled_at: moment.nullable(),
  cancelled_by: text.nullable(),
  cancel_reason: text.nullable().describe("`replaced` where a move has taken its place."),
  replaces_id: text.nullable(),
  metadata: json.nullable(),
  created_at: moment,
  updated_at: moment,
}

export const Allocation = z
  .strictObject(fields)
  .meta({ id: "Allocation", description: "A confirmed claim: it can be cancelled, once, and moved." })

export const NamedAllocation = z.strictObject({ ...fields, ...named, ...orderNumber }).meta({
  id: "NamedAllocation",
  "x-fields-of": "Allocation",
  description: "An allocation with its resource's name and type and its order's number.",
})

export const AllocationRow = chosenOf({ ...fields, ...named, ...orderNumber })
  .required({ id: true })
  .meta({
    id: "AllocationRow",
    "x-fields-of": "Allocation",
    description:
      "An allocation, its resource's name and type and its order's number, or the fields of them that were chosen.",
  })

/** The part of a live allocation that a refused edit names. */
export const LiveAllocation = z
  .strictObject({
    id: text,
    resource_id: text,
    booking_id: text,
    start_date: day,
    end_date: day,
    quantity: count,
    order_id: text.nullable(),
    contact_name: text.nullable(),
    contact_email: text.nullable(),
    contact_phone: text.nullable(),
  })
  .meta({ id: "LiveAllocation", description: "An allocation that stands in the way of an edit." })

export const allocation: z.infer<typeof Allocation> = {
  id: "alloc_01A",
  hold_id: "hold_01A",
  booking_id: "bk_01A",
  resource_id: "res_01TROOPY",
  status: "CONFIRMED",
  dates: ["2027-05-01", "2027-05-02", "2027-05-03"],
  start_date: "2027-05-01",
  end_date: "2027-05-03",
  booking_unit: "DAY",
  days: 3,
  quantity: 1,
  order_id: null,
  line_item_id: null,
  customer_id: null,
  contact_name: "Jo Doe",
  contact_email: "jo@example.com",
  contact_phone: null,
  note: null,
  unit_label: null,
  source: "STAFF",
  created_by: "user_01STAFF",
  cancelled_at: null,
  cancelled_by: null,
  cancel_reason: null,
  replaces_id: null,
  metadata: null,
  created_at: "2027-04-20T01:00:00.000Z",
  updated_at: "2027-04-20T01:00:00.000Z",
}

export const liveAllocation: z.infer<typeof LiveAllocation> = {
  id: "alloc_01A",
  resource_id: "res_01TROOPY",
  booking_id: "bk_01A",
  start_date: "2027-05-01",
  end_date: "2027-05-03",
  quantity: 1,
  order_id: null,
  contact_name: "Jo Doe",
  contact_email: "jo@example.com",
  contact_phone: null,
}

export const namedAllocation: z.infer<typeof NamedAllocation> = {
  ...allocation,
  resource_name: "Troopy",
  resource_type: "VEHICLE",
  order_display_id: null,
}
