import { z } from "@medusajs/framework/zod"
import { BOOKING_CODES } from "../codes"
import type { Area } from "../route"
import { Blackout } from "../shapes/blackout"
import { CalendarDay, calendarDay } from "../shapes/calendar"
import { CalendarAllocation, calendarAllocation, CalendarHold, calendarHold } from "../shapes/calendar-claims"
import { resource, Resource } from "../shapes/resource"
import { RunSheetRow, runSheetRow } from "../shapes/run-sheet"
import { count, day, moment, page, text } from "../shapes/scalars"

const base = "/admin/resource-booking"

export const desk: Area = {
  name: "Staff: calendar, run sheet and reports",
  routes: [
    {
      methods: ["GET"],
      path: `${base}/calendar`,
      does: "Shows many resources and a range of dates at once, at most 36 600 cells.",
      remarks: "With `with=claims` one request is all that a calendar page needs.",
      replies: {
        200: {
          body: z.strictObject({
            resources: z.array(
              z.strictObject({ resource: Resource, today: day.describe("Where it is."), dates: z.array(CalendarDay) }),
            ),
            ...page,
            now: moment,
            allocations: z.array(CalendarAllocation).optional().describe("Live ones, by their first day."),
            holds: z.array(CalendarHold).optional().describe("Live ones, by their first day."),
            blackouts: z.array(Blackout).optional(),
            truncated: z
              .boolean()
              .optional()
              .describe("Whether there are more than 20 000 allocations or holds, of which the first are shown."),
          }),
        },
      },
      refusals: ["invalid_data"],
      example: {
        query: { start_date: "2027-05-01", end_date: "2027-05-01", type: "VEHICLE", with: "claims" },
        status: 200,
        reply: {
          resources: [{ resource, today: "2027-04-20", dates: [calendarDay] }],
          count: 1,
          limit: 100,
          offset: 0,
          now: "2027-04-20T01:00:00.000Z",
          allocations: [calendarAllocation],
          holds: [calendarHold],
          blackouts: [],
          truncated: false,
        },
      },
    },
    {
      methods: ["GET"],
      path: `${base}/run-sheet`,
      does: "Lists one day's departures, returns and what is in use.",
      replies: {
        200: {
          body: z.strictObject({
            run_sheet: z.strictObject({
              date: day,
              departures: z.array(RunSheetRow),
              returns: z.array(RunSheetRow),
              in_use: z.array(RunSheetRow),
            }),
          }),
        },
      },
      refusals: ["invalid_data"],
      example: {
        query: { date: "2027-05-01" },
        status: 200,
        reply: {
          run_sheet: {
            date: "2027-05-01",
            departures: [runSheetRow],
            returns: [],
            in_use: [],
          },
        },
      },
    },
    {
      methods: ["GET"],
      path: `${base}/reports/utilisation`,
      does: "Reports how much of what was on offer is taken, in units × dates, for at most 366 days.",
      replies: {
        200: {
          body: z.strictObject({
            utilisation: z.array(
              z.strictObject({
                key: text.describe("A week's Monday, a month as YYYY-MM, or a resource's id."),
                label: text,
                type: text.optional().describe("Only with `split`."),
                capacity: count,
                allocated: count,
                held: count,
                utilisation: z.number().min(0).describe("`allocated / capacity`; 0 without capacity."),
              }),
            ),
            start_date: day,
            end_date: day,
            by: z.enum(["week", "month", "resource"]),
          }),
        },
      },
      refusals: ["invalid_data"],
      example: {
        query: { start_date: "2027-05-01", end_date: "2027-05-31", by: "resource" },
        status: 200,
        reply: {
          utilisation: [
            { key: "res_01TROOPY", label: "Troopy", capacity: 93, allocated: 31, held: 3, utilisation: 0.3333 },
          ],
          start_date: "2027-05-01",
          end_date: "2027-05-31",
          by: "resource",
        },
      },
    },
    {
      methods: ["GET"],
      path: `${base}/reports/conversion`,
      does: "Reports what became of the storefront's holds, by the day they were placed, for at most 366 days.",
      replies: {
        200: {
          body: z.strictObject({
            conversion: z.array(
              z.strictObject({
                date: day,
                placed: count,
                confirmed: count,
                released: count,
                expired: count,
                active: count,
              }),
            ),
            complete_from: day.describe(
              "The first day of which every hold is still kept. Holds that ended unbooked are deleted after `hold_retention_days`: days before this one may tell of booked holds only.",
            ),
            from: day,
            to: day,
          }),
        },
      },
      refusals: ["invalid_data"],
      example: {
        query: { from: "2027-04-20", to: "2027-04-20" },
        status: 200,
        reply: {
          conversion: [{ date: "2027-04-20", placed: 40, confirmed: 22, released: 3, expired: 12, active: 3 }],
          complete_from: "2027-03-22",
          from: "2027-04-20",
          to: "2027-04-20",
        },
      },
    },
    {
      methods: ["GET"],
      path: `${base}/reports/demand`,
      does: "Reports what was wanted and refused, with other processes' refusals within seconds.",
      replies: {
        200: {
          body: z.strictObject({
            demand: z.array(
              z.strictObject({
                resource_id: text.nullable(),
                date: day.nullable(),
                code: z.enum(BOOKING_CODES),
                count,
              }),
            ),
          }),
        },
      },
      refusals: ["invalid_data"],
      example: {
        query: { start_date: "2027-05-01", end_date: "2027-05-31" },
        status: 200,
        reply: {
          demand: [{ resource_id: "res_01TROOPY", date: "2027-05-02", code: "insufficient_capacity", count: 7 }],
        },
      },
    },
  ],
}
