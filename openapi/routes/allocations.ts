import { z } from "@medusajs/framework/zod"
import { NO_PRICE_REASONS } from "../../src/workflows/resource-booking/checkout/no-price-reasons"
import type { Area } from "../route"
import { Allocation, allocation, AllocationRow } from "../shapes/allocation"
import { claimed } from "../shapes/hold"
import { moment, page, text } from "../shapes/scalars"

const base = "/admin/resource-booking/allocations"
const params = { id: "alloc_01A" }
const now = "2027-04-20T01:00:00.000Z"

const Booked = z.strictObject({
  allocation: Allocation.optional().describe("Where there is one."),
  allocations: z.array(Allocation).optional().describe("Where there are several, or `items` were asked for."),
  booking_id: text,
  now: moment,
})

const PriceDifference = z
  .strictObject({
    currency_code: text.nullable(),
    before: z.number().nullable(),
    after: z.number().nullable(),
    difference: z.number().nullable().describe("More where positive, less where negative."),
    reason: z
      .enum(NO_PRICE_REASONS)
      .nullable()
      .describe(
        "Why the rest is null: the allocation has no line of an order, the line no variant; the variant sells no dates, " +
          "or not this resource; the units make no whole quantity of the line; it has no price in the order's currency, " +
          "or one of the two prices is with tax and the other without; or prices could not be read.",
      ),
  })
  .meta({ id: "PriceDifference", description: "What the line of an order costs, and would cost at today's price." })

export const allocations: Area = {
  name: "Staff: allocations",
  routes: [
    {
      methods: ["GET"],
      path: base,
      does: "Lists allocations.",
      replies: { 200: { body: z.strictObject({ allocations: z.array(AllocationRow), ...page }) } },
      refusals: ["invalid_data"],
      example: {
        query: { q: "0400 111 222", fields: "resource_name,start_date,contact_name" },
        status: 200,
        reply: {
          allocations: [{ id: "alloc_01A", start_date: "2027-05-01", contact_name: "Jo Doe", resource_name: "Troopy" }],
          count: 1,
          limit: 20,
          offset: 0,
        },
      },
    },
    {
      methods: ["POST"],
      path: base,
      does: "Books dates for a customer, or makes a booking of what is held.",
      remarks:
        "Give `resource_id` with its days, `items`, or `hold_id`. With `hold_id` all that is still held of that hold's booking is booked, or nothing; repeating that answers the same allocations without any token.",
      takesIdempotencyKey: true,
      replies: {
        201: { when: "It is booked.", body: Booked },
        200: {
          when: "It was booked before: the same allocations.",
          body: Booked.extend({ idempotent_replay: z.literal(true) }),
        },
      },
      refusals: [
        "invalid_data",
        "resource_not_found",
        "hold_not_found",
        "insufficient_capacity",
        "date_blacked_out",
        "capacity_not_initialised",
        "resource_inactive",
        "duration_not_allowed",
        "hold_expired",
        "hold_not_active",
        "hold_in_checkout",
        "booking_line_invalid",
        "idempotency_key_reused",
      ],
      example: {
        body: {
          resource_id: "res_01TROOPY",
          start_date: "2027-05-01",
          end_date: "2027-05-03",
          contact_name: "Jo Doe",
          contact_email: "jo@example.com",
        },
        status: 201,
        reply: { allocation, booking_id: "bk_01A", now },
      },
    },
    {
      methods: ["GET"],
      path: `${base}/export`,
      does: "Answers the list as a file for a spreadsheet, with formulas made harmless.",
      replies: {
        200: {
          body: text,
          mediaType: "text/csv",
          headers: {
            "Content-Disposition": "The file's name.",
            "X-Truncated": "`true` where more rows match than one file may hold: narrow the filters.",
          },
        },
      },
      refusals: ["invalid_data"],
      example: {
        query: { start_date: "2027-05-01", end_date: "2027-05-31", status: "CONFIRMED" },
        status: 200,
        reply:
          "id,booking_id,status,resource_name,resource_type,start_date,end_date,days,quantity,unit_label,contact_name,contact_email,contact_phone,note,order_id,order_display_id,source,created_at,cancelled_at,cancel_reason\r\n" +
          "alloc_01A,bk_01A,CONFIRMED,Troopy,VEHICLE,2027-05-01,2027-05-03,3,1,,Jo Doe,jo@example.com,,,,STAFF,2027-04-20T01:00:00.000Z,,\r\n",
      },
    },
    {
      methods: ["GET"],
      path: `${base}/:id`,
      does: "Reads an allocation.",
      replies: { 200: { body: z.strictObject({ allocation: AllocationRow }) } },
      refusals: ["invalid_data", "allocation_not_found"],
      example: {
        params,
        query: { fields: "status,unit_label" },
        status: 200,
        reply: { allocation: { id: "alloc_01A", status: "CONFIRMED", unit_label: null } },
      },
    },
    {
      methods: ["POST"],
      path: `${base}/:id`,
      does: "Edits the words on an allocation, on any day and never its claim; what is left out stays.",
      replies: { 200: { body: z.strictObject({ allocation: Allocation }) } },
      refusals: ["invalid_data", "allocation_not_found", "stale_edit"],
      example: {
        params,
        body: { unit_label: "123 ABC", note: null },
        status: 200,
        reply: { allocation: { ...allocation, unit_label: "123 ABC" } },
      },
    },
    {
      methods: ["POST"],
      path: `${base}/:id/cancel`,
      does: "Cancels an allocation and gives its units back, once; cancelling it again answers the same.",
      replies: {
        200: {
          body: z.strictObject({
            allocation: Allocation,
            cancelled_ids: z
              .array(text)
              .optional()
              .describe("With `whole_booking`: all that this request has cancelled, itself among them."),
            now: moment,
          }),
        },
      },
      refusals: ["invalid_data", "allocation_not_found"],
      example: {
        params,
        body: { reason: "The customer is ill" },
        status: 200,
        reply: {
          allocation: {
            ...allocation,
            status: "CANCELLED",
            cancelled_at: now,
            cancelled_by: "user_01STAFF",
            cancel_reason: "The customer is ill",
          },
          now,
        },
      },
    },
    {
      methods: ["POST"],
      path: `${base}/:id/move`,
      does: "Moves an allocation to other dates, another resource or another quantity.",
      remarks:
        "The old one ends as `replaced` and a new one takes its place. Money is never changed; `difference` says what there may be to settle: of the order's line, at what its variant costs today and without discounts. Fewer units of the same dates need no capacity and may be given back on any day.",
      replies: {
        200: {
          body: z.strictObject({
            allocation: Allocation.optional().describe("What stands now; not of a dry run."),
            replaced: Allocation.optional().describe("What stood before; not of a dry run."),
            dry_run: z.literal(true).optional(),
            claim: z
              .strictObject({ resource_id: text, ...claimed })
              .optional()
              .describe("Of a dry run: what would stand."),
            difference: z.strictObject({ days: z.int(), quantity: z.int(), price: PriceDifference }),
            now: moment,
          }),
        },
      },
      refusals: [
        "invalid_data",
        "allocation_not_found",
        "resource_not_found",
        "allocation_not_active",
        "insufficient_capacity",
        "date_blacked_out",
        "capacity_not_initialised",
        "resource_inactive",
        "duration_not_allowed",
        "booking_line_invalid",
      ],
      example: {
        params,
        body: { start_date: "2027-05-02", end_date: "2027-05-04" },
        status: 200,
        reply: {
          allocation: {
            ...allocation,
            id: "alloc_01B",
            hold_id: "hold_01B",
            dates: ["2027-05-02", "2027-05-03", "2027-05-04"],
            start_date: "2027-05-02",
            end_date: "2027-05-04",
            source: "MOVE",
            replaces_id: "alloc_01A",
          },
          replaced: {
            ...allocation,
            status: "CANCELLED",
            cancelled_at: now,
            cancelled_by: "user_01STAFF",
            cancel_reason: "replaced",
          },
          difference: {
            days: 0,
            quantity: 0,
            price: { currency_code: null, before: null, after: null, difference: null, reason: "no_line" },
          },
          now,
        },
      },
    },
  ],
}
