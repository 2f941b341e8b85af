import { z } from "@medusajs/framework/zod"
import type { Area } from "../route"
import { placedOnce } from "../shapes/placed"
import { AvailableDate } from "../shapes/calendar"
import { StoreHold, storeHold } from "../shapes/hold"
import { FoundResource, StoreResource, storeResource } from "../shapes/resource"
import { count, moment, page, text } from "../shapes/scalars"

const base = "/store/resource-booking"
const claim = { resource_id: "res_01TROOPY", start_date: "2027-05-01", end_date: "2027-05-03" }
const now = "2027-04-20T01:00:00.000Z"

const HoldAnswer = z.strictObject({
  hold: StoreHold,
  time_remaining_seconds: count.describe("Count down from this, not from `expires_at` against the browser's clock."),
  is_expired: z.boolean(),
  now: moment.describe("The server's clock."),
})

const PlacedHolds = z.strictObject({
  hold: StoreHold.optional().describe("Where one claim was asked for."),
  holds: z.array(StoreHold).optional().describe("Where `items` were: one each, in their order."),
  booking_id: text,
  time_remaining_seconds: count,
  now: moment,
})

export const storeReads: Area = {
  name: "Storefront: what is free",
  routes: [
    {
      methods: ["GET"],
      path: `${base}/availability`,
      does: "Says of each date of a range what is left of a resource.",
      replies: {
        200: {
          body: z.strictObject({
            resource: StoreResource,
            available_dates: z.array(AvailableDate),
            all_dates_available: z.boolean(),
          }),
        },
      },
      refusals: ["invalid_data", "resource_not_found", "cart_not_found"],
      example: {
        query: { ...claim, end_date: "2027-05-02" },
        status: 200,
        reply: {
          resource: storeResource,
          available_dates: [
            { date: "2027-05-01", max_capacity: 3, available_capacity: 1, is_available: true, status: "LIMITED" },
            { date: "2027-05-02", max_capacity: 3, available_capacity: 0, is_available: false, status: "SOLD_OUT" },
          ],
          all_dates_available: false,
        },
      },
    },
    {
      methods: ["GET"],
      path: `${base}/resources`,
      does: "Lists the active resources and, given a range, whether each can take the whole of it.",
      replies: { 200: { body: z.strictObject({ resources: z.array(FoundResource), ...page }) } },
      refusals: ["invalid_data"],
      example: {
        query: { type: "VEHICLE", start_date: "2027-05-01", end_date: "2027-05-03", available_only: "true" },
        status: 200,
        reply: {
          resources: [{ ...storeResource, is_available: true, available_capacity: 1 }],
          count: 1,
          limit: 20,
          offset: 0,
        },
      },
    },
  ],
}

export const storeHolds: Area = {
  name: "Storefront: holds",
  routes: [
    {
      methods: ["POST"],
      path: `${base}/holds`,
      does: "Holds dates of a resource, or of several all or nothing, while the customer checks out.",
      remarks:
        "Give `resource_id` with its days, or `items`; and a `cart_id` or `customer_email` where nobody is signed in.",
      takesIdempotencyKey: true,
      replies: placedOnce(PlacedHolds),
      refusals: [
        "invalid_data",
        "resource_not_found",
        "cart_not_found",
        "insufficient_capacity",
        "date_blacked_out",
        "capacity_not_initialised",
        "resource_inactive",
        "duration_not_allowed",
        "refused_by_rule",
        "idempotency_key_reused",
        "hold_limit_exceeded",
      ],
      example: {
        body: { ...claim, quantity: 1, customer_email: "jo@example.com" },
        status: 201,
        reply: { hold: storeHold, booking_id: "bk_01A", time_remaining_seconds: 1800, now },
      },
    },
    {
      methods: ["GET"],
      path: `${base}/holds/:id`,
      does: "Reads a hold and the seconds it has left.",
      replies: { 200: { body: HoldAnswer } },
      refusals: ["invalid_data", "hold_not_found"],
      example: {
        params: { id: "hold_01A" },
        status: 200,
        reply: { hold: storeHold, time_remaining_seconds: 1800, is_expired: false, now },
      },
    },
    {
      methods: ["POST"],
      path: `${base}/holds/:id/extend`,
      does: "Moves the deadline of the hold's whole booking.",
      remarks: "Never backwards, and to at most `max_hold_minutes` after the booking was made.",
      replies: { 200: { body: HoldAnswer } },
      refusals: ["invalid_data", "hold_not_found", "hold_expired", "hold_not_active", "hold_in_checkout"],
      example: {
        params: { id: "hold_01A" },
        body: { minutes: 45 },
        status: 200,
        reply: {
          hold: { ...storeHold, expires_at: "2027-04-20T01:45:00.000Z" },
          time_remaining_seconds: 2700,
          is_expired: false,
          now,
        },
      },
    },
    {
      methods: ["DELETE"],
      path: `${base}/holds/:id`,
      does: "Gives the units of a hold back, once; releasing it again answers the same.",
      replies: { 200: { body: HoldAnswer } },
      refusals: ["invalid_data", "hold_not_found", "hold_expired", "hold_not_active", "hold_in_checkout"],
      example: {
        params: { id: "hold_01A" },
        status: 200,
        reply: { hold: { ...storeHold, status: "RELEASED" }, time_remaining_seconds: 0, is_expired: false, now },
      },
    },
    {
      methods: ["POST"],
      path: `${base}/holds/:id/confirm`,
      does: "Answers what a hold has become of its order, and makes the order's bookings where they are under way.",
      remarks:
        "Never a free booking: the order is the one that the hold's own cart has become, the line is the order's or the " +
        "cart's that it was. An order has its bookings by itself; nobody has to call this.",
      replies: { 200: { body: HoldAnswer.extend({ allocation_id: text }) } },
      refusals: ["invalid_data", "hold_not_found", "hold_not_claimed"],
      example: {
        params: { id: "hold_01A" },
        body: { order_id: "order_01A", line_item_id: "ordli_01A" },
        status: 200,
        reply: {
          hold: { ...storeHold, status: "CONFIRMED" },
          time_remaining_seconds: 0,
          is_expired: false,
          now,
          allocation_id: "alloc_01A",
        },
      },
    },
  ],
}
