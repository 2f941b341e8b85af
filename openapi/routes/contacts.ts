import { z } from "@medusajs/framework/zod"
import type { Area } from "../route"
import { orderNumber } from "../shapes/allocation"
import { count, day, text } from "../shapes/scalars"

const base = "/admin/resource-booking/contacts"

const Affected = z.strictObject({
  id: text,
  booking_id: text,
  resource_id: text,
  resource_name: text,
  dates: z.array(day).describe("Those of its days that the change concerns."),
  start_date: day,
  end_date: day,
  quantity: count,
  order_id: text.nullable(),
  ...orderNumber,
})

const Contact = z
  .strictObject({
    contact_name: text.nullable(),
    contact_email: text.nullable(),
    contact_phone: text.nullable(),
    customer_id: text.nullable(),
    allocations: z.array(Affected),
  })
  .meta({ id: "Contact", description: "Somebody to tell, with what is theirs." })

const headers = {
  "Content-Disposition": "The file's name.",
  "X-Truncated": "`true` where there are more than 5000 allocations.",
}

export const contacts: Area = {
  name: "Staff: whom to tell",
  routes: [
    {
      methods: ["GET"],
      path: base,
      does: "Lists whom a blackout or a change of capacity concerns: each person once, with the live allocations.",
      remarks: "Give `blackout_id`, or the dates of the change and, if need be, its resources or type.",
      replies: {
        200: {
          body: z.strictObject({
            contacts: z.array(Contact),
            count,
            truncated: z
              .boolean()
              .describe("Whether there are more than 5000 allocations, of which the first are shown."),
          }),
        },
      },
      refusals: ["invalid_data", "blackout_not_found"],
      example: {
        query: { start_date: "2027-05-01", end_date: "2027-05-31", type: "VEHICLE", weekdays: ["6", "7"] },
        status: 200,
        reply: {
          contacts: [
            {
              contact_name: "Jo Doe",
              contact_email: "jo@example.com",
              contact_phone: "0400 111 222",
              customer_id: null,
              allocations: [
                {
                  id: "alloc_01A",
                  booking_id: "bk_01A",
                  resource_id: "res_01TROOPY",
                  resource_name: "Troopy",
                  dates: ["2027-05-01", "2027-05-02"],
                  start_date: "2027-05-01",
                  end_date: "2027-05-03",
                  quantity: 1,
                  order_id: "order_01A",
                  order_display_id: 1042,
                },
              ],
            },
          ],
          count: 1,
          truncated: false,
        },
      },
    },
    {
      methods: ["GET"],
      path: `${base}/export`,
      does: "Answers them as a file for a spreadsheet, a line for each allocation, with formulas made harmless.",
      replies: { 200: { body: text, mediaType: "text/csv", headers } },
      refusals: ["invalid_data", "blackout_not_found"],
      example: {
        query: { blackout_id: "blk_01A" },
        status: 200,
        reply:
          "contact_name,contact_email,contact_phone,resource_name,start_date,end_date,dates,quantity,order_display_id,booking_id,id\r\n" +
          "Jo Doe,jo@example.com,0400 111 222,Troopy,2027-05-01,2027-05-03,2027-05-01 2027-05-02,1,1042,bk_01A,alloc_01A\r\n",
      },
    },
  ],
}
