import { model } from "@medusajs/framework/utils"

// `date` is a SQL date (the migration says so). The driver reads it back as local midnight, so
// days are only ever read through ../sql, as text.
export const BookingRefusal = model.define("booking_refusal", {
  id: model.id({ prefix: "rfs" }).primaryKey(),
  resource_id: model.text().nullable(),
  date: model.text().nullable(),
  hour: model.dateTime(),
  code: model.text(),
  count: model.number(),
})
