import { z } from "@medusajs/framework/zod"
import { queryNumber } from "../../../lib/list-query"
import { calendarDate, id } from "../../../lib/schemas"

/** The range's length and what a quantity may be are the module's to say. */
export const StoreGetAvailability = z.strictObject({
  resource_id: id,
  start_date: calendarDate,
  end_date: calendarDate,
  quantity: queryNumber(1, 1_000_000, 1),
  cart_id: id.optional(),
})
export type StoreGetAvailabilityQuery = z.infer<typeof StoreGetAvailability>
