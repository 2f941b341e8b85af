import { z } from "@medusajs/framework/zod"
import { bodyToken, claim, id, metadata, optionalQuantity } from "../../../lib/schemas"

const { dates, start_date, end_date } = claim

export const StoreAddBooking = z.strictObject({
  variant_id: id.describe("A variant that sells dates."),
  dates,
  start_date: start_date.describe("Enough by itself where the variant has a fixed length."),
  end_date,
  quantity: optionalQuantity.describe("How many of the variant; 1 where it is left out, or what `hold_id` holds."),
  hold_id: id.optional().describe("A hold of this cart, of what the variant sells, instead of a new one."),
  idempotency_token: bodyToken,
  additional_data: metadata(10_240).optional().describe("Handed to the hooks of core's addToCartWorkflow."),
})
export type StoreAddBookingBody = z.infer<typeof StoreAddBooking>
