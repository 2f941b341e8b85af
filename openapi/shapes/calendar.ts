import { z } from "@medusajs/framework/zod"
import { count, day, text } from "./scalars"

/** The industry's words (OCTO): LIMITED is less than half left. */
export const availability = z
  .enum(["AVAILABLE", "LIMITED", "SOLD_OUT", "CLOSED"])
  .describe(
    "LIMITED is less than half left, CLOSED a blackout, a date that was never opened or is over, or an inactive resource.",
  )

export const AvailableDate = z
  .strictObject({
    date: day,
    max_capacity: count,
    available_capacity: count.describe("Units that can be claimed; 0 where it is closed."),
    is_available: z.boolean().describe("Whether the quantity asked for is free."),
    status: availability,
    public_note: text.optional(),
  })
  .meta({ id: "AvailableDate", description: "One date, as customers see it." })

export const CalendarDay = z
  .strictObject({
    date: day,
    max_capacity: count
      .nullable()
      .describe("`available_capacity + held + allocated`; null where the date was never opened."),
    target_capacity: count.nullable().describe("The lower wish where more is taken than is wanted."),
    available_capacity: count,
    held: count.describe("Units of live holds."),
    expired: count.describe("Units of lapsed holds that wait for the clean-up: free already, and counted as such."),
    allocated: count,
    overcommitted: z.boolean(),
    closed: z.boolean(),
    status: availability,
    blackouts: z.array(z.strictObject({ id: text, reason: text, public_note: text.nullable() })),
  })
  .meta({ id: "CalendarDay", description: "One date, as staff see it." })

export const calendarDay: z.infer<typeof CalendarDay> = {
  date: "2027-05-01",
  max_capacity: 3,
  target_capacity: null,
  available_capacity: 1,
  held: 1,
  expired: 0,
  allocated: 1,
  overcommitted: false,
  closed: false,
  status: "LIMITED",
  blackouts: [],
}

export const DeskFigures = z
  .strictObject({
    today: CalendarDay.describe("Where the resource is."),
    next_30_days: z
      .strictObject({
        capacity: count,
        allocated: count,
        held: count.describe("By live holds."),
        utilisation: z.number().min(0).describe("`allocated / capacity`; 0 without capacity."),
      })
      .describe("In units × dates, today included."),
    last_open_date: day.nullable().describe("The last date that has units at all, taken or not."),
  })
  .meta({ id: "DeskFigures", description: "Where a resource stands." })

export const deskFigures: z.infer<typeof DeskFigures> = {
  today: calendarDay,
  next_30_days: { capacity: 90, allocated: 31, held: 1, utilisation: 0.3444 },
  last_open_date: "2028-04-29",
}
