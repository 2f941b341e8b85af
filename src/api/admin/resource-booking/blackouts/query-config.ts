export const BLACKOUT_FIELDS = [
  "id",
  "resource_id",
  "resource_type",
  "start_date",
  "end_date",
  "reason",
  "public_note",
  "created_by",
  "created_at",
  "updated_at",
] as const

export const LISTED_BLACKOUT_FIELDS = [...BLACKOUT_FIELDS, "resource_name", "resource_timezone"] as const

export const BLACKOUT_ORDERS = ["start_date", "end_date", "created_at", "updated_at"] as const
