import { VARIANT_FIELDS } from "../resources/[id]/variants/query-config"

export { VARIANT_ORDERS } from "../resources/[id]/variants/query-config"

export const SOLD_VARIANT_FIELDS = [...VARIANT_FIELDS, "next_free_dates"] as const
