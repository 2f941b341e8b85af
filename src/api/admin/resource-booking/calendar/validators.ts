import { z } from "@medusajs/framework/zod"
import { queryNumber } from "../../../lib/list-query"
import { calendarDate, flag, id, oneOrMany, searchText, text } from "../../../lib/schemas"

export const AdminGetCalendar = z.strictObject({
  start_date: calendarDate,
  end_date: calendarDate,
  type: text(64).optional(),
  resource_id: oneOrMany(id).optional(),
  is_active: flag.optional(),
  q: searchText.optional().describe("A part of the resource's name, or an id."),
  order: z
    .enum(["name", "type"], "must be name or type")
    .optional()
    .describe("By the resource's name, or by its type and then its name."),
  with: z
    .enum(["claims"], "must be claims")
    .optional()
    .describe(
      "`claims` adds the live allocations and holds of these resources and dates, and the blackouts over them.",
    ),
  limit: queryNumber(1, 1000, 100),
  offset: queryNumber(0, 1_000_000_000, 0),
})
export type AdminGetCalendarQuery = z.infer<typeof AdminGetCalendar>
