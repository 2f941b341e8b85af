export const CLAIM_FIELDS = [
  "resource_id",
  "dates",
  "start_date",
  "end_date",
  "booking_unit",
  "days",
  "quantity",
] as const

export const ALLOCATION_FIELDS = [
  "id",
  "hold_id",
  "booking_id",
  "resource_id",
  "status",
  "dates",
  "start_date",
  "end_date",
  "booking_unit",
  "days",
  "quantity",
  "order_id",
  "line_item_id",
  "customer_id",
  "contact_name",
  "contact_email",
  "contact_phone",
  "note",
  "unit_label",
  "source",
  "created_by",
  "cancelled_at",
  "cancelled_by",
  "cancel_reason",
  "replaces_id",
  "metadata",
  "created_at",
  "updated_at",
] as const

export const READ_ALLOCATION_FIELDS = [
  ...ALLOCATION_FIELDS,
  "resource_name",
  "resource_type",
  "order_display_id",
] as const

export const ALLOCATION_ORDERS = [
  "created_at",
  "updated_at",
  "start_date",
  "end_date",
  "quantity",
  "contact_name",
  "cancelled_at",
] as const
