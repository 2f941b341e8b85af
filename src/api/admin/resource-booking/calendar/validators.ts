import { z } from "@medusajs/framework/zod"
import { queryNumber } from "../../../lib/list-query"
import { calendarDate, id, oneOrMany, text } from "../../../lib/schemas"

export const AdminGetCalendar = z.strictObject({
  start_date: calendarDate,
  end_date: calendarDate,
  type: text(64).optional(),
  resource_id: oneOrMany(id).optional(),
  limit: queryNumber(1, 1000, 100),
  offset: queryNumber(0, 1_000_000_000, 0),
})
export type AdminGetCalendarQuery = z.infer<typeof AdminGetCalendar>
