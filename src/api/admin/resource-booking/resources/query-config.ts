export const RESOURCE_FIELDS = [
  "id",
  "name",
  "type",
  "description",
  "timezone",
  "booking_unit",
  "is_active",
  "hold_ttl_minutes",
  "min_days",
  "max_days",
  "default_capacity",
  "open_days_ahead",
  "metadata",
  "created_at",
  "updated_at",
  "deleted_at",
] as const

export const RESOURCE_ORDERS = ["name", "type", "is_active", "created_at", "updated_at"] as const
