import { z } from "@medusajs/framework/zod"
import { STATUS_BY_CODE, type BookingErrorCode } from "../src/modules/resource_booking/errors"
import { LiveAllocation } from "./shapes/allocation"
import { HOLD_STATUSES, LiveHold } from "./shapes/hold"
import { count, day, json, moment, text } from "./shapes/scalars"

export const BOOKING_CODES = Object.keys(STATUS_BY_CODE) as BookingErrorCode[]

type Code = {
  means: string
  /** The members of `details`; a refusal without any has no `details`. */
  details?: z.ZodType
}

const liveClaims = { holds: z.array(LiveHold), allocations: z.array(LiveAllocation) }
const only = <Name extends string>(name: Name) => z.strictObject({ [name]: text })

/** Every refusal: what it means, and the facts it brings. Its status is `STATUS_BY_CODE`'s to say. */
export const codes: Record<BookingErrorCode, Code> = {
  invalid_data: {
    means: "Something about the request itself is wrong.",
    details: z
      .looseObject({
        field: text.describe("Which field, such as `items[0].dates`; empty where it is the body as a whole."),
        mistakes: z
          .array(z.strictObject({ field: text, message: text }))
          .optional()
          .describe("All of them, where there are several."),
      })
      .describe("The rule's own figures stand beside them, such as `max` or `today`."),
  },
  resource_not_found: { means: "There is no such resource.", details: only("resource_id") },
  variant_not_found: {
    means: "There is no such variant, or it is not linked to the resource.",
    details: only("variant_id"),
  },
  hold_not_found: { means: "There is no such hold, or it is another customer's.", details: only("hold_id") },
  allocation_not_found: { means: "There is no such allocation.", details: only("allocation_id") },
  blackout_not_found: { means: "There is no such blackout.", details: only("blackout_id") },
  cart_not_found: {
    means: "There is no such open cart of this storefront, or it is another customer's.",
    details: only("cart_id"),
  },
  incident_not_found: { means: "There is no such incident." },
  order_not_found: { means: "There is no such order.", details: only("order_id") },
  insufficient_capacity: {
    means: "Fewer units are left than were asked for.",
    details: z.strictObject({
      unavailable_dates: z.array(
        z.strictObject({ resource_id: text, date: day, requested: count, available: count.nullable() }),
      ),
    }),
  },
  date_blacked_out: {
    means: "A blackout closes some of the dates.",
    details: z.strictObject({ resource_id: text, dates: z.array(day) }),
  },
  capacity_not_initialised: {
    means: "Some of the dates were never opened for booking.",
    details: z.strictObject({ dates: z.array(z.strictObject({ resource_id: text, date: day })) }),
  },
  resource_inactive: { means: "The resource takes no bookings at present.", details: only("resource_id") },
  hold_expired: {
    means: "The hold's deadline is over.",
    details: z.strictObject({ hold_id: text, expires_at: moment }),
  },
  hold_not_active: {
    means: "The hold has ended, or is confirmed already.",
    details: z.strictObject({ hold_id: text, status: z.enum(HOLD_STATUSES) }),
  },
  hold_in_checkout: { means: "The hold is being paid for.", details: only("hold_id") },
  hold_not_claimed: { means: "The hold is not what that line of that order was sold.", details: only("hold_id") },
  allocation_not_active: { means: "The allocation is cancelled.", details: only("allocation_id") },
  capacity_in_use: {
    means: "More units are taken on some of the dates than would be left.",
    details: z.strictObject({
      dates: z.array(z.strictObject({ date: day, requested: count, taken: count })),
      ...liveClaims,
    }),
  },
  blackout_conflicts: { means: "Holds or allocations stand on these dates.", details: z.strictObject(liveClaims) },
  resource_in_use: {
    means: "The resource has live holds or allocations.",
    details: z.strictObject({
      holds: z.array(LiveHold.omit({ resource_id: true, claimed_at: true, customer_email: true, cart_id: true })),
      allocations: z.array(
        LiveAllocation.omit({ resource_id: true, contact_name: true, contact_email: true, contact_phone: true }),
      ),
    }),
  },
  duration_not_allowed: {
    means: "Too few or too many days, or a move that would change their number.",
    details: z.strictObject({
      resource_id: text,
      days: count,
      min_days: count.nullable(),
      max_days: count.nullable(),
    }),
  },
  stale_edit: {
    means: "Somebody else has changed it since it was read.",
    details: z.strictObject({ present: json.describe("Its present values.") }),
  },
  booking_line_invalid: {
    means: "A line is not what is held for it, or the order line has a live allocation of this resource already.",
    details: z
      .strictObject({
        rule: text.describe("Which part of the agreement it breaks, such as `hold` or `attached`."),
        hold_id: text.optional(),
        line_item_id: text.optional(),
        title: text.optional(),
      })
      .optional(),
  },
  refused_by_rule: {
    means: "A rule of the shop's own refuses it. The message is the rule's.",
    details: z.strictObject({ rule: text.nullable().describe("The rule's own code, where it gives one.") }),
  },
  idempotency_key_reused: { means: "The token was used for another request." },
  hold_limit_exceeded: {
    means: "The owner, or the client's address, would hold more than is allowed.",
    details: z.strictObject({ limit: text, allowed: count, present: count, requested: count }),
  },
  lock_timeout: { means: "Others are booking these dates right now. Nothing was changed: try again in a moment." },
  busy: {
    means:
      "Too much is under way, or the database was lost meanwhile. Send the same request with the same token again.",
  },
}
