import { model } from "@medusajs/framework/utils"

export const Resource = model.define(
  { name: "booking_resource", tableName: "resource" },
  {
    id: model.id({ prefix: "res" }).primaryKey(),
    name: model.text().searchable(),
    type: model.text(),
    description: model.text().nullable(),
    timezone: model.text(),
    booking_unit: model.enum(["DAY", "NIGHT"]).default("DAY"),
    is_active: model.boolean().default(true),
    hold_ttl_minutes: model.number().nullable(),
    min_days: model.number().nullable(),
    max_days: model.number().nullable(),
    default_capacity: model.number().nullable(),
    open_days_ahead: model.number().nullable(),
    metadata: model.json().nullable(),
  },
)
