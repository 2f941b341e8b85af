import { z } from "@medusajs/framework/zod"
import { queryNumber } from "../../../lib/list-query"
import { calendarDate, flag, text } from "../../../lib/schemas"

/** With a range, each resource says whether it can take the whole of it, and `available_only` leaves out the others. */
export const StoreGetResources = z.strictObject({
  type: text(64).optional(),
  q: text(255).optional(),
  start_date: calendarDate.optional(),
  end_date: calendarDate.optional(),
  quantity: queryNumber(1, 1_000_000, 1),
  available_only: flag.optional(),
  limit: queryNumber(1, 200, 20),
  offset: queryNumber(0, 1_000_000_000, 0),
})
export type StoreGetResourcesQuery = z.infer<typeof StoreGetResources>
