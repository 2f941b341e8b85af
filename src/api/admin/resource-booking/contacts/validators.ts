import { z } from "@medusajs/framework/zod"
import { calendarDate, id, oneOrMany, resourceType } from "../../../lib/schemas"

const weekday = z
  .string()
  .regex(/^[1-7]$/, "must be 1 (Monday) to 7")
  .transform(Number)

/** By a blackout that stands, or by the dates of a change whatever made it. */
export const AdminListContacts = z
  .strictObject({
    blackout_id: id.optional().describe("Those whom this blackout concerns, instead of all the rest."),
    resource_id: oneOrMany(id).optional(),
    type: resourceType.optional(),
    start_date: calendarDate.optional(),
    end_date: calendarDate.optional().describe("The last day, included; at most 366 days."),
    weekdays: oneOrMany(weekday).optional().describe("Only these days of the week, 1 (Monday) to 7."),
  })
  .superRefine((query, context) => {
    const fields = ["resource_id", "type", "start_date", "end_date", "weekdays"] as const
    const stray = query.blackout_id && fields.find((field) => query[field] !== undefined)
    if (stray) {
      context.addIssue({ code: "custom", path: [stray], message: "is the blackout's: leave it out beside blackout_id" })
    }
    const missing = !query.blackout_id && (["start_date", "end_date"] as const).find((field) => !query[field])
    if (missing) {
      context.addIssue({ code: "custom", path: [missing], message: "is missing: give a range, or blackout_id" })
    }
  })
export type AdminListContactsQuery = z.infer<typeof AdminListContacts>
