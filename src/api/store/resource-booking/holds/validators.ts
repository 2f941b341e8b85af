import { z } from "@medusajs/framework/zod"
import { bodyToken, claim, email, id, items, metadata, optionalQuantity, wholeNumber } from "../../../lib/schemas"

const isText = (value: Record<string, unknown>) => Object.values(value).every((item) => typeof item === "string")

export const StorePlaceHold = z
  .strictObject({
    ...claim,
    resource_id: id.optional(),
    quantity: optionalQuantity,
    items,
    idempotency_token: bodyToken,
    cart_id: id.optional().describe("An open cart of the key's sales channel."),
    customer_email: email.optional().describe("Whose hold it is where nobody is signed in and there is no cart."),
    metadata: metadata(2048)
      .refine(isText, "must have text values only")
      .optional()
      .meta({ type: "object", description: "Text values only, at most 2048 bytes as JSON." }),
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

export const StoreExtendHold = z.strictObject({
  minutes: wholeNumber(1, 7 * 24 * 60)
    .optional()
    .describe("From now; where it is left out, as long as the resource's holds last."),
})
export type StoreExtendHoldBody = z.infer<typeof StoreExtendHold>

export const StoreConfirmHold = z.strictObject({ order_id: id, line_item_id: id })
export type StoreConfirmHoldBody = z.infer<typeof StoreConfirmHold>
