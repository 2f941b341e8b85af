import { z } from "@medusajs/framework/zod"

const METADATA_BYTES = 2048

const claim = {
  resource_id: z.string().min(1).max(64),
  dates: z.array(z.string()).max(366).optional(),
  start_date: z.string().optional(),
  end_date: z.string().optional(),
  quantity: z.number().default(1),
}

const metadata = z
  .record(z.string(), z.string())
  .refine((value) => Buffer.byteLength(JSON.stringify(value)) <= METADATA_BYTES, `must not exceed ${METADATA_BYTES} bytes`)

export const StorePlaceHold = z
  .strictObject({
    ...claim,
    resource_id: claim.resource_id.optional(),
    items: z.array(z.strictObject(claim)).min(1).max(1000).optional(),
    idempotency_token: z.string().optional(),
    cart_id: z.string().min(1).max(64).optional(),
    customer_email: z.email().max(254).optional(),
    metadata: metadata.optional(),
  })
  .refine((body) => (body.resource_id === undefined) !== (body.items === undefined), {
    path: ["resource_id"],
    message: "give either resource_id with its dates, or items",
  })
  .refine((body) => body.items === undefined || (!body.dates && !body.start_date && !body.end_date), {
    path: ["items"],
    message: "each item names its own dates: leave out dates, start_date and end_date beside items",
  })
export type StorePlaceHoldBody = z.infer<typeof StorePlaceHold>

export const StoreExtendHold = z.strictObject({
  minutes: z.number().int("must be a whole number").min(1, "must be at least 1").optional(),
})
export type StoreExtendHoldBody = z.infer<typeof StoreExtendHold>

export const StoreConfirmHold = z.strictObject({
  order_id: z.string().min(1).max(64),
  line_item_id: z.string().min(1).max(64),
})
export type StoreConfirmHoldBody = z.infer<typeof StoreConfirmHold>
