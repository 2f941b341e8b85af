import { z } from "@medusajs/framework/zod"
import { fieldsOf, page } from "../../../lib/list-query"
import { calendarDate, id, instant, oneOrMany, prose, resourceType, searchText, text } from "../../../lib/schemas"
import { BLACKOUT_FIELDS, BLACKOUT_ORDERS, LISTED_BLACKOUT_FIELDS } from "./query-config"

export const AdminListBlackouts = z.strictObject({
  ...page(LISTED_BLACKOUT_FIELDS, BLACKOUT_ORDERS),
  resource_id: oneOrMany(id).optional(),
  resource_type: resourceType.optional(),
  start_date: calendarDate.optional(),
  end_date: calendarDate.optional(),
  q: searchText.optional(),
})
export type AdminListBlackoutsQuery = z.infer<typeof AdminListBlackouts>

export const AdminGetBlackout = z.strictObject({ fields: fieldsOf(BLACKOUT_FIELDS) })
export type AdminGetBlackoutQuery = z.infer<typeof AdminGetBlackout>

const fields = {
  resource_id: id.nullable(),
  resource_type: resourceType
    .refine((value) => /^[A-Z][A-Z0-9_]*$/.test(value), "must be letters, digits and underscores, such as VEHICLE")
    .nullable(),
  start_date: calendarDate,
  end_date: calendarDate,
  reason: text(1000),
  public_note: prose(1000),
  on_conflict: z.enum(["keep", "release_holds"], "must be keep or release_holds"),
  dry_run: z.boolean("must be true or false"),
}

export const AdminCreateBlackout = z
  .strictObject(fields)
  .partial()
  .required({ start_date: true, end_date: true, reason: true })
export type AdminCreateBlackoutBody = z.infer<typeof AdminCreateBlackout>

export const AdminUpdateBlackout = z.strictObject({ ...fields, expected_updated_at: instant }).partial()
export type AdminUpdateBlackoutBody = z.infer<typeof AdminUpdateBlackout>
