import type { MedusaContainer } from "@medusajs/framework/types"
import { isCalendarDate } from "../../../../../../../modules/resource_booking/domain/calendar-date"
import { closedReasons } from "../../../../../../../modules/resource_booking/domain/closed-reasons"
import { invalidData } from "../../../../../../../modules/resource_booking/errors"
import { bookingService } from "../../../../../../../workflows/resource-booking/booking-service"
import { pick } from "../../../../../../lib/list-query"
import { READ_ALLOCATION_FIELDS } from "../../../../allocations/query-config"
import { withClock } from "../../../../holds/present"
import { LISTED_HOLD_FIELDS } from "../../../../holds/query-config"
import { orderNumbers } from "../../../../order-numbers"
import { readDayLog } from "./read-day-log"

const MOST_CLAIMS = 1000

/** Its cell, why it is closed, what stands on it, and what was done to it. Throws `resource_not_found`. */
export const readDay = async (scope: MedusaContainer, resourceId: string, date: string) => {
  if (!isCalendarDate(date)) {
    throw invalidData("date", `date "${date}" is not a day of the form YYYY-MM-DD`)
  }
  const service = bookingService(scope)
  const range = { start_date: date, end_date: date }
  const { resource, today, dates, revision } = await service.getCapacityCalendar({ resource_id: resourceId, ...range })
  const claims = { resource_id: resourceId, ...range, order: "start_date", limit: MOST_CLAIMS }
  const [held, allocated, { blackouts }] = await Promise.all([
    service.listHolds({ ...claims, status: "ACTIVE" }),
    service.listAllocations({ ...claims, status: "CONFIRMED" }),
    service.getCalendarClaims({ resource_ids: [resourceId], ...range }),
  ])
  const numbers = await orderNumbers(scope, allocated.rows)
  // By the night the day of departure belongs to the range and is no longer claimed.
  const onDate = ({ dates: claimed }: { dates: string[] }) => claimed.includes(date)
  return {
    resource,
    today,
    day: dates[0]!,
    reasons: closedReasons(resource, today, dates[0]!),
    revision,
    holds: held.rows.filter(onDate).map((hold) => pick(withClock(hold, held.now), LISTED_HOLD_FIELDS)),
    allocations: allocated.rows
      .filter(onDate)
      .map((allocation) => pick({ ...allocation, ...numbers(allocation) }, READ_ALLOCATION_FIELDS)),
    blackouts,
    log: await readDayLog(scope, resource, date),
    now: held.now,
  }
}
