import { z } from "@medusajs/framework/zod"
import { optionalNumber, queryNumber } from "../../../lib/list-query"
import { calendarDate, flag, text } from "../../../lib/schemas"

/** With a range, each resource says whether it can take the whole of it, and `available_only` leaves out the others. */
export const StoreGetResources = z.strictObject({
  type: text(64).optional(),
  q: text(255).optional().describe("A part of the name or the description, or an id."),
  start_date: calendarDate
    .optional()
    .describe("With `end_date`: each resource says whether it can take the whole range, those that can come first."),
  end_date: calendarDate.optional(),
  quantity: optionalNumber(1, 1_000_000).describe(
    "The units wanted on each date of the range, 1 by default; refused without a range.",
  ),
  available_only: flag.optional().describe("Leaves out what cannot take the whole range; refused without a range."),
  limit: queryNumber(1, 200, 20),
  offset: queryNumber(0, 1_000_000_000, 0),
})
export type StoreGetResourcesQuery = z.infer<typeof StoreGetResources>
