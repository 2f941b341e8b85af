import type { ItemInput } from "../../../modules/resource_booking/types"
import { claim, items, optionalQuantity } from "../../lib/schemas"

/** What a staff hold or booking claims: one item in the body itself, or several in `items`. */
export const claims = {
  resource_id: claim.resource_id.optional(),
  dates: claim.dates,
  start_date: claim.start_date,
  end_date: claim.end_date,
  quantity: optionalQuantity,
  items,
}

type ClaimBody = Partial<ItemInput> & { items?: ItemInput[] }

/** The field of a single item that stands where it cannot, if any: beside `items`, or beside a hold. */
export const strayClaimField = (body: ClaimBody): string | undefined =>
  (["resource_id", "dates", "start_date", "end_date", "quantity"] as const).find((field) => body[field] !== undefined)

export const itemsOf = ({ items, resource_id, dates, start_date, end_date, quantity = 1 }: ClaimBody): ItemInput[] =>
  items ?? [{ resource_id: resource_id!, dates, start_date, end_date, quantity }]
