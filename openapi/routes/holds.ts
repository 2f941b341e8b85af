import { z } from "@medusajs/framework/zod"
import type { Area } from "../route"
import { Hold, hold, HoldRow } from "../shapes/hold"
import { placedOnce } from "../shapes/placed"
import { moment, page, text } from "../shapes/scalars"

const base = "/admin/resource-booking/holds"
const params = { id: "hold_01A" }
const now = "2027-04-20T01:00:00.000Z"

const Placed = z.strictObject({
  hold: Hold.optional().describe("Where one claim was asked for."),
  holds: z.array(Hold).optional().describe("Where `items` were: one each, in their order."),
  booking_id: text,
  now: moment,
})

export const holds: Area = {
  name: "Staff: holds",
  routes: [
    {
      methods: ["GET"],
      path: base,
      does: "Lists holds.",
      replies: { 200: { body: z.strictObject({ holds: z.array(HoldRow), ...page, now: moment }) } },
      refusals: ["invalid_data"],
      example: {
        query: { status: "ACTIVE", order: "expires_at", fields: "resource_name,start_date,end_date,expires_at" },
        status: 200,
        reply: {
          holds: [
            {
              id: "hold_01A",
              start_date: "2027-05-01",
              end_date: "2027-05-03",
              expires_at: "2027-04-20T01:30:00.000Z",
              resource_name: "Troopy",
            },
          ],
          count: 1,
          limit: 20,
          offset: 0,
          now,
        },
      },
    },
    {
      methods: ["POST"],
      path: base,
      does: "Holds dates for a customer, without an owner's limits and for up to seven days.",
      remarks: "Give `resource_id` with its days, or `items`.",
      takesIdempotencyKey: true,
      replies: placedOnce(Placed),
      refusals: [
        "invalid_data",
        "resource_not_found",
        "insufficient_capacity",
        "date_blacked_out",
        "capacity_not_initialised",
        "resource_inactive",
        "duration_not_allowed",
        "idempotency_key_reused",
      ],
      example: {
        body: {
          resource_id: "res_01TROOPY",
          start_date: "2027-05-01",
          end_date: "2027-05-03",
          ttl_minutes: 30,
          customer_email: "jo@example.com",
        },
        status: 201,
        reply: { hold, booking_id: "bk_01A", now },
      },
    },
    {
      methods: ["GET"],
      path: `${base}/:id`,
      does: "Reads a hold.",
      replies: { 200: { body: z.strictObject({ hold: HoldRow, now: moment }) } },
      refusals: ["invalid_data", "hold_not_found"],
      example: {
        params,
        query: { fields: "status,time_remaining_seconds" },
        status: 200,
        reply: { hold: { id: "hold_01A", status: "ACTIVE", time_remaining_seconds: 1800 }, now },
      },
    },
    {
      methods: ["POST"],
      path: `${base}/:id/extend`,
      does: "Moves the deadline of the hold's whole booking, never backwards and to at most seven days after it was made.",
      replies: {
        200: {
          body: z.strictObject({
            hold: Hold,
            holds: z.array(Hold).describe("All live ones of the booking."),
            now: moment,
          }),
        },
      },
      refusals: ["invalid_data", "hold_not_found", "hold_expired", "hold_not_active", "hold_in_checkout"],
      example: { params, body: { minutes: 30 }, status: 200, reply: { hold, holds: [hold], now } },
    },
    {
      methods: ["POST"],
      path: `${base}/:id/release`,
      does: "Gives the units of a hold back, once; releasing it again answers the same.",
      replies: { 200: { body: z.strictObject({ hold: Hold, now: moment }) } },
      refusals: ["invalid_data", "hold_not_found", "hold_expired", "hold_not_active", "hold_in_checkout"],
      example: {
        params,
        status: 200,
        reply: {
          hold: {
            ...hold,
            status: "RELEASED",
            time_remaining_seconds: 0,
            released_by: "user_01STAFF",
            released_at: now,
          },
          now,
        },
      },
    },
  ],
}
