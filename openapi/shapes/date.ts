import { z } from "@medusajs/framework/zod"
import { CLOSED_CODES } from "../../src/modules/resource_booking/domain/closed-reasons"
import { day, json, moment, text } from "./scalars"

export const Reason = z
  .strictObject({
    code: z.enum(CLOSED_CODES),
    message: text,
    blackout_id: text.optional(),
    opens_on: day.optional().describe("Where the daily job will open it: on which day."),
  })
  .meta({ id: "ClosedReason", description: "Why a date cannot be booked." })

export const LogEntry = z
  .strictObject({
    id: text,
    at: moment,
    actor: text.describe("A user's or secret key's id, or `system`."),
    actor_name: text.nullable().describe("Of a user."),
    action: text.describe("Such as `capacity.set`, `blackout.create` or `allocation.move`."),
    resource_id: text.nullable(),
    selector: json.nullable().describe("What was addressed."),
    before: json.nullable(),
    after: json.nullable(),
  })
  .meta({ id: "LogEntry", description: "What somebody did." })

export const logEntry: z.infer<typeof LogEntry> = {
  id: "log_01A",
  at: "2027-04-01T00:00:00.000Z",
  actor: "user_01STAFF",
  actor_name: "Sam Lee",
  action: "capacity.set",
  resource_id: "res_01TROOPY",
  selector: { start_date: "2027-05-01", end_date: "2027-05-31", weekdays: null },
  before: { dates_by_capacity: { closed: 31 } },
  after: { max_capacity: 3, dates: 31, overcommitted_dates: 0 },
}
