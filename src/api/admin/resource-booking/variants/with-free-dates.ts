import type { MedusaContainer } from "@medusajs/framework/types"
import { addDays, todayIn } from "../../../../modules/resource_booking/domain/calendar-date"
import { nextFreeDates } from "../../../../modules/resource_booking/domain/next-free-dates"
import type { ResourceCalendar } from "../../../../modules/resource_booking/read-types"
import { bookingService } from "../../../../workflows/resource-booking/booking-service"
import type { SoldVariant } from "../../../../workflows/resource-booking/checkout/what-variants-sell"

const DAYS_AHEAD = 90
const MOST_DATES = 5
/** Of 90 days these are within what one calendar may have. */
const MOST_RESOURCES = 400

type Sold = Pick<SoldVariant, "duration_days" | "resources">

/** The next days on which one unit of each variant can begin, in the coming 90; empty where none is free. */
export const withFreeDates = async <Variant extends Sold>(
  scope: MedusaContainer,
  variants: Variant[],
  asked: boolean,
) => {
  const ids = variants.flatMap(({ resources }) => resources.map(({ resource_id }) => resource_id))
  const calendars = asked ? await calendarsOf(scope, [...new Set(ids)]) : new Map<string, ResourceCalendar>()
  return variants.map((variant) => ({ ...variant, next_free_dates: freeDatesOf(variant, calendars) }))
}

const freeDatesOf = ({ duration_days, resources }: Sold, calendars: Map<string, ResourceCalendar>): string[] => {
  const wanted = resources.flatMap(({ resource_id, units }) => {
    const calendar = calendars.get(resource_id)
    return calendar ? [{ calendar, units }] : []
  })
  if (wanted.length < resources.length) return []
  const shortest = Math.max(1, ...wanted.map(({ calendar }) => calendar.resource.min_days ?? 1))
  return nextFreeDates(wanted, duration_days ?? shortest, MOST_DATES)
}

/** The days before today, which it may still be elsewhere, are closed where they are over. */
const calendarsOf = async (scope: MedusaContainer, ids: string[]): Promise<Map<string, ResourceCalendar>> => {
  const service = bookingService(scope)
  const yesterday = addDays(todayIn(service.options.timezone, new Date()), -1)
  const range = { start_date: yesterday, end_date: addDays(yesterday, DAYS_AHEAD) }
  const calendars = new Map<string, ResourceCalendar>()
  for (let from = 0; from < ids.length; from += MOST_RESOURCES) {
    const page = ids.slice(from, from + MOST_RESOURCES)
    const { resources } = await service.getCalendar({ ...range, resource_ids: page, limit: page.length })
    for (const calendar of resources) calendars.set(calendar.resource.id, calendar)
  }
  return calendars
}
