import { model } from "@medusajs/framework/utils"

export const ResourceBlackout = model.define(
  { name: "booking_blackout", tableName: "resource_blackout" },
  {
    id: model.id({ prefix: "blk" }).primaryKey(),
    resource_id: model.text().nullable(),
    resource_type: model.text().nullable(),
    start_date: model.text(),
    end_date: model.text(),
    reason: model.text(),
    public_note: model.text().nullable(),
    created_by: model.text().nullable(),
  },
)
