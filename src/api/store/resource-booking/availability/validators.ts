import { z } from "@medusajs/framework/zod"
import { queryNumber } from "../../../lib/list-query"
import { calendarDate, id } from "../../../lib/schemas"

/** The range's length and what a quantity may be are the module's to say. */
export const StoreGetAvailability = z.strictObject({
  resource_id: id,
  start_date: calendarDate,
  end_date: calendarDate.describe("The last date, included; at most 365 dates."),
  quantity: queryNumber(1, 1_000_000, 1).describe("How many units `is_available` is asked for."),
  cart_id: id.optional().describe("What this cart holds counts as available to it."),
})
export type StoreGetAvailabilityQuery = z.infer<typeof StoreGetAvailability>
