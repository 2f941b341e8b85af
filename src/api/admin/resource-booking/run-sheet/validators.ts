import { z } from "@medusajs/framework/zod"
import { calendarDate, text } from "../../../lib/schemas"

export const AdminGetRunSheet = z.strictObject({ date: calendarDate, type: text(64).optional() })
export type AdminGetRunSheetQuery = z.infer<typeof AdminGetRunSheet>
