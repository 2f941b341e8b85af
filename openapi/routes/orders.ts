import { z } from "@medusajs/framework/zod"
import type { Area } from "../route"
import { NamedAllocation, namedAllocation, orderNumber } from "../shapes/allocation"
import { day, moment, text } from "../shapes/scalars"

const base = "/admin/resource-booking/orders"
const params = { id: "order_01A" }

const BookedLine = z.strictObject({
  line_item_id: text,
  title: text,
  variant_id: text.nullable(),
  quantity: z.number(),
  start_date: day.nullable().describe("That the line shows or asks for."),
  end_date: day.nullable().describe("Its last day; of nights the day of departure."),
  dates: z.array(day).nullable().describe("Those that it had booked before, where it lacks any; they may have gaps."),
  missing: z
    .array(z.strictObject({ resource_id: text, resource_name: text.nullable(), quantity: z.number() }))
    .describe("What it was sold and has not; also what staff have cancelled."),
  unserved: z
    .strictObject({ code: text, message: text })
    .nullable()
    .describe("Why, by the last look: a code of this API, `cancelled_by_staff` or `changed_by_staff`."),
})

const BookedOrder = z
  .strictObject({
    id: text,
    ...orderNumber,
    is_cancelled: z.boolean(),
    lines: z.array(BookedLine).describe("Those that sell dates or have booked some."),
    allocations: z.array(NamedAllocation).describe("Cancelled ones among them, by their first day."),
    unpaid_since: moment.nullable().describe("Since when it is known to be booked and not paid."),
  })
  .meta({ id: "BookedOrder", description: "What an order has booked and what it lacks." })

const line: z.infer<typeof BookedLine> = {
  line_item_id: "ordli_01A",
  title: "Troopy hire",
  variant_id: "variant_01A",
  quantity: 1,
  start_date: "2027-05-01",
  end_date: "2027-05-03",
  dates: null,
  missing: [],
  unserved: null,
}
const order: z.infer<typeof BookedOrder> = {
  id: "order_01A",
  order_display_id: 1042,
  is_cancelled: false,
  lines: [line],
  allocations: [{ ...namedAllocation, order_id: "order_01A", line_item_id: "ordli_01A", order_display_id: 1042 }],
  unpaid_since: null,
}
const lacking: z.infer<typeof BookedOrder> = {
  ...order,
  lines: [
    {
      ...line,
      dates: ["2027-05-01", "2027-05-02", "2027-05-03"],
      missing: [{ resource_id: "res_01TROOPY", resource_name: "Troopy", quantity: 1 }],
      unserved: {
        code: "insufficient_capacity",
        message: "1 asked for and 0 left on 2027-05-02: choose other dates or fewer units",
      },
    },
  ],
  allocations: [],
}
const answers = { 200: { body: z.strictObject({ order: BookedOrder }) } }

export const orders: Area = {
  name: "Staff: bookings of an order",
  routes: [
    {
      methods: ["GET"],
      path: `${base}/:id`,
      does: "Shows what an order has booked and what it lacks.",
      replies: answers,
      refusals: ["invalid_data", "order_not_found"],
      example: { params, status: 200, reply: { order: lacking } },
    },
    {
      methods: ["POST"],
      path: `${base}/:id/settle`,
      does: "Makes the bookings of an order what it says now, at once and not with the next run of the job.",
      remarks: "What is still not served stands beside its line, and in the order's incident.",
      replies: answers,
      refusals: ["invalid_data", "order_not_found"],
      example: { params, status: 200, reply: { order } },
    },
    {
      methods: ["POST"],
      path: `${base}/:id/serve`,
      does: "Books what a line of an order lacks, on the dates that it asks for or on others.",
      remarks:
        "It is refused as any booking is where there is no room: make room first, by the capacity of the date, or name other dates or another resource.",
      replies: answers,
      refusals: [
        "invalid_data",
        "order_not_found",
        "resource_not_found",
        "insufficient_capacity",
        "date_blacked_out",
        "capacity_not_initialised",
        "resource_inactive",
        "duration_not_allowed",
        "booking_line_invalid",
      ],
      example: {
        params,
        body: { line_item_id: "ordli_01A", start_date: "2027-05-01", end_date: "2027-05-03" },
        status: 200,
        reply: { order },
      },
    },
  ],
}
