import { z } from "@medusajs/framework/zod"
import { calendarDate, id, text } from "../../../../lib/schemas"

/** The filters of the list of allocations, without its pages. */
export const AdminExportAllocations = z.strictObject({
  resource_id: z.union([id, z.array(id).min(1).max(100)]).optional(),
  type: text(64).optional(),
  status: z.enum(["CONFIRMED", "CANCELLED"], "must be CONFIRMED or CANCELLED").optional(),
  start_date: calendarDate.optional(),
  end_date: calendarDate.optional(),
  booking_id: id.optional(),
  order_id: id.optional(),
  cart_id: id.optional(),
  customer_id: id.optional(),
  q: text(255).optional(),
})
export type AdminExportAllocationsQuery = z.infer<typeof AdminExportAllocations>
