import { z } from "@medusajs/framework/zod"
import { calendarDate, text } from "../../../lib/schemas"

export const AdminGetRunSheet = z.strictObject({
  date: calendarDate.optional().describe("Where it is left out, today in the plugin's time zone."),
  type: text(64).optional(),
})
export type AdminGetRunSheetQuery = z.infer<typeof AdminGetRunSheet>
