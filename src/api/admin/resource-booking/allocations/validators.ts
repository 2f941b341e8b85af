import { z } from "@medusajs/framework/zod"
import { fieldsOf, page } from "../../../lib/list-query"
import {
  bodyToken,
  email,
  expectedUpdatedAt,
  id,
  metadata,
  oneOrMany,
  optionalQuantity,
  prose,
  resourceType,
  searchText,
  text,
  touching,
} from "../../../lib/schemas"
import { claims, strayClaimField } from "../claim-body"
import { ALLOCATION_ORDERS, READ_ALLOCATION_FIELDS } from "./query-config"

export const AdminListAllocations = z.strictObject({
  ...page(READ_ALLOCATION_FIELDS, ALLOCATION_ORDERS),
  resource_id: oneOrMany(id).optional(),
  type: resourceType.optional(),
  status: oneOrMany(z.enum(["CONFIRMED", "CANCELLED"], "must be CONFIRMED or CANCELLED")).optional(),
  ...touching,
  booking_id: id.optional(),
  order_id: id.optional(),
  cart_id: id.optional(),
  customer_id: id.optional(),
  q: searchText.optional().describe("A part of a name, e-mail, phone number or id, or the number of an order."),
})
export type AdminListAllocationsQuery = z.infer<typeof AdminListAllocations>

export const AdminGetAllocation = z.strictObject({ fields: fieldsOf(READ_ALLOCATION_FIELDS) })
export type AdminGetAllocationQuery = z.infer<typeof AdminGetAllocation>

const allowPast = z.boolean("must be true or false").optional().describe("Days that are over may be booked, too.")

const words = {
  contact_name: prose(255).optional(),
  contact_email: email.nullable().optional(),
  contact_phone: prose(64).optional(),
  note: prose(5000).optional(),
  unit_label: prose(255).optional().describe("Which unit it is, such as a number plate."),
  metadata: metadata(16 * 1024)
    .nullable()
    .optional(),
}

export const AdminPlaceBooking = z
  .strictObject({
    ...claims,
    ...words,
    hold_id: id.optional().describe("Books all that is still held of this hold's booking, instead of new claims."),
    order_id: id.optional(),
    line_item_id: id.optional(),
    customer_id: id.optional(),
    allow_past: allowPast,
    idempotency_token: bodyToken,
  })
  .superRefine((body, context) => {
    const stray = (body.items || body.hold_id) && strayClaimField(body)
    if (stray) {
      const message = body.hold_id
        ? "is the hold's: leave it out beside hold_id"
        : "belongs into each item: leave it out beside items"
      context.addIssue({ code: "custom", path: [stray], message })
    }
    if (body.hold_id && body.items) {
      context.addIssue({ code: "custom", path: ["items"], message: "is the hold's: leave it out beside hold_id" })
    }
    if (!body.hold_id && !body.items && !body.resource_id) {
      context.addIssue({
        code: "custom",
        path: ["resource_id"],
        message: "give resource_id with its dates, items, or hold_id",
      })
    }
  })
export type AdminPlaceBookingBody = z.infer<typeof AdminPlaceBooking>

export const AdminEditAllocation = z.strictObject({ ...words, expected_updated_at: expectedUpdatedAt.optional() })
export type AdminEditAllocationBody = z.infer<typeof AdminEditAllocation>

export const AdminCancelAllocation = z.strictObject({
  reason: text(1000).optional(),
  whole_booking: z
    .boolean("must be true or false")
    .optional()
    .describe("All that is live of its booking is cancelled with it, or nothing."),
})
export type AdminCancelAllocationBody = z.infer<typeof AdminCancelAllocation>

export const AdminMoveAllocation = z
  .strictObject({
    resource_id: claims.resource_id,
    dates: claims.dates,
    start_date: claims.start_date,
    end_date: claims.end_date,
    quantity: optionalQuantity.describe("Units on each of the days; as before where it is left out."),
    reason: text(1000).optional(),
    change_days: z.boolean("must be true or false").optional().describe("Without it a move keeps the number of days."),
    allow_past: allowPast,
    dry_run: z
      .boolean("must be true or false")
      .optional()
      .describe("Answers what the move would claim and what it would cost, or why it is refused, and changes nothing."),
  })
  .refine((body) => strayClaimField(body) !== undefined, {
    path: ["resource_id"],
    message: "say what to move: give resource_id, dates, start_date with end_date, or quantity",
  })
export type AdminMoveAllocationBody = z.infer<typeof AdminMoveAllocation>
