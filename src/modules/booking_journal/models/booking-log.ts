import { model } from "@medusajs/framework/utils"

export const BookingLog = model.define("booking_log", {
  id: model.id({ prefix: "log" }).primaryKey(),
  at: model.dateTime(),
  actor: model.text(),
  action: model.text(),
  resource_id: model.text().nullable(),
  selector: model.json().nullable(),
  before: model.json().nullable(),
  after: model.json().nullable(),
})
