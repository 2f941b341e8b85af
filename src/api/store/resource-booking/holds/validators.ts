import { z } from "@medusajs/framework/zod"
import { claim, email, id, metadata, wholeNumber } from "../../../lib/schemas"

const isText = (value: Record<string, unknown>) => Object.values(value).every((item) => typeof item === "string")

export const StorePlaceHold = z
  .strictObject({
    ...claim,
    resource_id: id.optional(),
    quantity: z.number("must be a number").optional(),
    items: z.array(z.strictObject(claim)).min(1, "must name at least one claim").max(1000).optional(),
    idempotency_token: z.string("must be text").optional(),
    cart_id: id.optional(),
    customer_email: email.optional(),
    metadata: metadata(2048).refine(isText, "must have text values only").optional(),
  })
  .refine((body) => (body.resource_id === undefined) !== (body.items === undefined), {
    path: ["resource_id"],
    message: "give either resource_id with its dates, or items",
  })
  .refine(
    ({ items, dates, start_date, end_date, quantity }) =>
      items === undefined || [dates, start_date, end_date, quantity].every((value) => value === undefined),
    {
      path: ["items"],
      message:
        "each item names its own dates and quantity: leave out dates, start_date, end_date and quantity beside items",
    },
  )
export type StorePlaceHoldBody = z.infer<typeof StorePlaceHold>

export const StoreExtendHold = z.strictObject({ minutes: wholeNumber(1, 7 * 24 * 60).optional() })
export type StoreExtendHoldBody = z.infer<typeof StoreExtendHold>

export const StoreConfirmHold = z.strictObject({ order_id: id, line_item_id: id })
export type StoreConfirmHoldBody = z.infer<typeof StoreConfirmHold>
