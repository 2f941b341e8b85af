/** Why it cannot be said what a move changes in money. */
export const NO_PRICE_REASONS = [
  "no_line",
  "no_variant",
  "sells_no_dates",
  "other_resource",
  "odd_quantity",
  "no_price",
  "tax_differs",
  "failed",
] as const
export type NoPriceReason = (typeof NO_PRICE_REASONS)[number]
