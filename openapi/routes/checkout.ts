import { z } from "@medusajs/framework/zod"
import type { Area } from "../route"
import { StoreHold, storeHold } from "../shapes/hold"
import { count, json, moment, text } from "../shapes/scalars"

const AddedBooking = z.strictObject({
  cart: json.describe("The cart, as Medusa's own cart routes answer it."),
  line_item: json.nullable().describe("Its line of this booking; null where it was removed again."),
  holds: z.array(StoreHold).describe("One for each resource that the variant sells."),
  booking_id: text,
  time_remaining_seconds: count,
  now: moment,
})

export const checkout: Area = {
  name: "Storefront: checkout",
  routes: [
    {
      methods: ["POST"],
      path: "/store/resource-booking/carts/:id/line-items",
      does: "Adds a booking to a cart: holds every resource that the variant sells and adds the line, or neither.",
      remarks:
        "The price is the variant's calculated one in the cart's region and currency, times the days where it is sold by the day. Send a token: a second request with it finishes what the first began, and adds nothing where that is done. Remove the line with Medusa's own DELETE; to change it, remove it and add another.",
      takesIdempotencyKey: true,
      replies: {
        201: { when: "The line is in the cart and its dates are held.", body: AddedBooking },
        200: {
          when: "It was added before: nothing is added, and the deadline is unchanged.",
          body: AddedBooking.extend({ idempotent_replay: z.literal(true) }),
        },
      },
      refusals: [
        "invalid_data",
        "cart_not_found",
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
        "refused_by_rule",
        "idempotency_key_reused",
        "hold_limit_exceeded",
      ],
      example: {
        params: { id: "cart_01A" },
        body: { variant_id: "variant_01TROOPY", start_date: "2027-05-01", end_date: "2027-05-03" },
        status: 201,
        reply: {
          cart: { id: "cart_01A", currency_code: "aud", total: 540 },
          line_item: { id: "cali_01A", title: "Troopy", quantity: 1, unit_price: 540 },
          holds: [{ ...storeHold, cart_id: "cart_01A" }],
          booking_id: "bk_01A",
          time_remaining_seconds: 1800,
          now: "2027-04-20T01:00:00.000Z",
        },
      },
    },
  ],
}
