import type { MedusaStoreRequest, MedusaResponse } from "@medusajs/framework/http"
import type { StorePlaceHoldBody } from "../../../../../../../src/api/store/resource-booking/holds/validators"

/** The no-op that a hold is measured against: same body, schema and middlewares, an answer of the same size. */
export const POST = (req: MedusaStoreRequest<StorePlaceHoldBody>, res: MedusaResponse) => {
  const { resource_id, dates = [], quantity } = req.validatedBody
  const now = new Date().toISOString()
  res.status(201).json({
    hold: {
      id: "hold_01M81YS3SZ6PRGAMDTY90KC04E",
      booking_id: "bk_01M81YS3SZ6PRGAMDTY90KC04E",
      resource_id,
      status: "ACTIVE",
      dates,
      start_date: dates[0],
      end_date: dates.at(-1),
      booking_unit: "DAY",
      days: dates.length,
      quantity,
      expires_at: now,
      cart_id: null,
      metadata: null,
      created_at: now,
    },
    booking_id: "bk_01M81YS3SZ6PRGAMDTY90KC04E",
    time_remaining_seconds: 1800,
    now,
  })
}
