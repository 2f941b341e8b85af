import { z } from "@medusajs/framework/zod"
import { queryNumber } from "../../../lib/list-query"
import { calendarDate, flag, text } from "../../../lib/schemas"

/** With a range, each resource says whether it can take the whole of it, and `available_only` leaves out the others. */
export const StoreGetResources = z.strictObject({
  type: text(64).optional(),
  q: text(255).optional().describe("A part of the name or the description, or an id."),
  start_date: calendarDate
    .optional()
    .describe("With `end_date`: each resource says whether it can take the whole range, those that can come first."),
  end_date: calendarDate.optional(),
  quantity: queryNumber(1, 1_000_000, 1).describe("With a range: the units wanted on each of its dates."),
  available_only: flag.optional().describe("With a range: leaves out what cannot take the whole of it."),
  limit: queryNumber(1, 200, 20),
  offset: queryNumber(0, 1_000_000_000, 0),
})
export type StoreGetResourcesQuery = z.infer<typeof StoreGetResources>
