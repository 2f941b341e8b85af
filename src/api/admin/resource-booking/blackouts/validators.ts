import { z } from "@medusajs/framework/zod"
import { fieldsOf, page } from "../../../lib/list-query"
import {
  calendarDate,
  expectedUpdatedAt,
  id,
  oneOrMany,
  prose,
  resourceType,
  searchText,
  text,
  touching,
} from "../../../lib/schemas"
import { BLACKOUT_FIELDS, BLACKOUT_ORDERS, LISTED_BLACKOUT_FIELDS } from "./query-config"

export const AdminListBlackouts = z.strictObject({
  ...page(LISTED_BLACKOUT_FIELDS, BLACKOUT_ORDERS),
  resource_id: oneOrMany(id).optional(),
  resource_type: resourceType.optional().describe("Blackouts of this type itself, not of its resources."),
  ...touching,
  q: searchText.optional().describe("A part of the reason, the note or the resource's name, or an id."),
})
export type AdminListBlackoutsQuery = z.infer<typeof AdminListBlackouts>

export const AdminGetBlackout = z.strictObject({ fields: fieldsOf(BLACKOUT_FIELDS) })
export type AdminGetBlackoutQuery = z.infer<typeof AdminGetBlackout>

const fields = {
  resource_id: id.nullable().describe("One resource; without it and without a type everything is closed."),
  resource_type: resourceType
    .refine((value) => /^[A-Z][A-Z0-9_]*$/.test(value), "must be letters, digits and underscores, such as VEHICLE")
    .nullable()
    .describe("Every resource of a type."),
  start_date: calendarDate,
  end_date: calendarDate.describe("The last day, included."),
  reason: text(1000).describe("For staff."),
  public_note: prose(1000).describe("For customers, beside the closed dates."),
  on_conflict: z
    .enum(["keep", "release_holds"], "must be keep or release_holds")
    .describe(
      "What becomes of holds on these dates; allocations are never touched. Without it they refuse the blackout.",
    ),
  dry_run: z.boolean("must be true or false").describe("Answers what is on these dates and changes nothing."),
}

export const AdminCreateBlackout = z
  .strictObject(fields)
  .partial()
  .required({ start_date: true, end_date: true, reason: true })
export type AdminCreateBlackoutBody = z.infer<typeof AdminCreateBlackout>

export const AdminUpdateBlackout = z.strictObject({ ...fields, expected_updated_at: expectedUpdatedAt }).partial()
export type AdminUpdateBlackoutBody = z.infer<typeof AdminUpdateBlackout>
