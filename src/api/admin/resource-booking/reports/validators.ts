import { z } from "@medusajs/framework/zod"
import { calendarDate, id, instant, text } from "../../../lib/schemas"

export const AdminGetUtilisation = z.strictObject({
  start_date: calendarDate,
  end_date: calendarDate,
  type: text(64).optional(),
  by: z.enum(["week", "month", "resource"], "must be week, month or resource").default("week"),
  split: z
    .enum(["type"], "must be type")
    .optional()
    .describe("`type` makes a row for each type, instead of all together."),
})
export type AdminGetUtilisationQuery = z.infer<typeof AdminGetUtilisation>

export const AdminGetConversion = z.strictObject({
  from: calendarDate,
  to: calendarDate.describe("The last day, included."),
})
export type AdminGetConversionQuery = z.infer<typeof AdminGetConversion>

/** The dates are those that were wanted, from and to the moments when they were refused. */
export const AdminGetDemand = z
  .strictObject({
    start_date: calendarDate.optional().describe("The first date that was wanted."),
    end_date: calendarDate.optional(),
    resource_id: id.optional(),
    from: instant.optional().describe("Of the hours that begin at this moment or later."),
    to: instant.optional().describe("Of the hours that begin before this moment."),
  })
  .refine(({ start_date, end_date }) => !start_date || !end_date || start_date <= end_date, {
    path: ["end_date"],
    message: "must not lie before start_date",
  })
export type AdminGetDemandQuery = z.infer<typeof AdminGetDemand>
