import { z } from "@medusajs/framework/zod"
import { chosenOf, day, moment, text } from "./scalars"

const fields = {
  id: text,
  resource_id: text.nullable().describe("Null with a null type: everything is closed."),
  resource_type: text.nullable(),
  start_date: day,
  end_date: day,
  reason: text.describe("For staff."),
  public_note: text.nullable().describe("For customers."),
  created_by: text.nullable(),
  created_at: moment,
  updated_at: moment,
}

export const Blackout = z
  .strictObject(fields)
  .meta({ id: "Blackout", description: "Days on which nothing new can be claimed." })

export const BlackoutRow = chosenOf({ ...fields, resource_name: text.nullable(), resource_timezone: text.nullable() })
  .required({ id: true })
  .meta({
    id: "BlackoutRow",
    "x-fields-of": "Blackout",
    description: "A blackout and its resource's name, or the fields of them that were chosen.",
  })

export const blackout: z.infer<typeof Blackout> = {
  id: "blk_01A",
  resource_id: "res_01TROOPY",
  resource_type: null,
  start_date: "2027-06-07",
  end_date: "2027-06-11",
  reason: "Gearbox",
  public_note: "In the workshop",
  created_by: "user_01STAFF",
  created_at: "2027-04-20T01:00:00.000Z",
  updated_at: "2027-04-20T01:00:00.000Z",
}
