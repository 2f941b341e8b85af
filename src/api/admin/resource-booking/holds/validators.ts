import { z } from "@medusajs/framework/zod"
import { fieldsOf, page } from "../../../lib/list-query"
import {
  bodyToken,
  email,
  id,
  metadata,
  oneOrMany,
  resourceType,
  searchText,
  touching,
  wholeNumber,
} from "../../../lib/schemas"
import { claims, strayClaimField } from "../claim-body"
import { HOLD_FIELDS, HOLD_ORDERS, LISTED_HOLD_FIELDS } from "./query-config"

const SEVEN_DAYS_IN_MINUTES = 7 * 24 * 60

export const AdminListHolds = z.strictObject({
  ...page(LISTED_HOLD_FIELDS, HOLD_ORDERS),
  resource_id: oneOrMany(id).optional(),
  type: resourceType.optional(),
  status: oneOrMany(
    z.enum(["ACTIVE", "CONFIRMED", "RELEASED", "EXPIRED"], "must be ACTIVE, CONFIRMED, RELEASED or EXPIRED"),
  ).optional(),
  ...touching,
  booking_id: id.optional(),
  order_id: id.optional(),
  cart_id: id.optional(),
  customer_id: id.optional(),
  q: searchText.optional().describe("A part of an e-mail, an id or a customer's name, or the number of an order."),
})
export type AdminListHoldsQuery = z.infer<typeof AdminListHolds>

export const AdminGetHold = z.strictObject({ fields: fieldsOf(HOLD_FIELDS) })
export type AdminGetHoldQuery = z.infer<typeof AdminGetHold>

export const AdminPlaceHold = z
  .strictObject({
    ...claims,
    ttl_minutes: wholeNumber(1, SEVEN_DAYS_IN_MINUTES)
      .optional()
      .describe("How long it is held; where it is left out, as long as the resource's holds last."),
    customer_id: id.optional(),
    customer_email: email.optional(),
    metadata: metadata(16 * 1024).optional(),
    idempotency_token: bodyToken,
  })
  .superRefine((body, context) => {
    const stray = body.items && strayClaimField(body)
    if (stray) {
      context.addIssue({ code: "custom", path: [stray], message: "belongs into each item: leave it out beside items" })
    }
    if (!body.items && !body.resource_id) {
      context.addIssue({ code: "custom", path: ["resource_id"], message: "give resource_id with its dates, or items" })
    }
  })
export type AdminPlaceHoldBody = z.infer<typeof AdminPlaceHold>

export const AdminExtendHold = z.strictObject({
  minutes: wholeNumber(1, SEVEN_DAYS_IN_MINUTES)
    .optional()
    .describe("From now; where it is left out, as long as the resource's holds last."),
})
export type AdminExtendHoldBody = z.infer<typeof AdminExtendHold>
