import { model } from "@medusajs/framework/utils"

// `date` is a SQL date (the migration says so). The driver reads it as local midnight: what the generated methods and
// Query hand out is text again by ../calendar-days, and ../sql reads days as text.
export const ResourceCapacity = model.define(
  { name: "booking_capacity", tableName: "resource_capacity" },
  {
    id: model.id({ prefix: "rescap" }).primaryKey(),
    resource_id: model.text(),
    date: model.text(),
    max_capacity: model.number(),
    available_capacity: model.number(),
    target_capacity: model.number().nullable(),
  },
)
