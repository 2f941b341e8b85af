export const VARIANT_FIELDS = [
  "id",
  "title",
  "sku",
  "product_id",
  "product_title",
  "pricing",
  "duration_days",
  "resources",
] as const

export const VARIANT_ORDERS = ["product_title", "title", "sku", "created_at", "updated_at"] as const
