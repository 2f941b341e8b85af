import type { MedusaContainer } from "@medusajs/framework/types"
import { BookingError, bookingErrorCode } from "../../../modules/resource_booking/errors"
import type { ResourceCalendar } from "../../../modules/resource_booking/read-types"
import { refusal } from "../../../modules/resource_booking/refusals"
import type { VerbAnswer } from "../../../modules/resource_booking/sql/call-verb"
import { bookingService } from "../booking-service"
import { bookingUnits } from "./dates-of-line"
import { neededClaims, type NeededClaim } from "./needed-claims"
import type { OrderLine, SettledOrder } from "./order-lines"
import { planOfOrder } from "./plan-of-order"

/**
 * Whether what these lines of an order will claim is there, by the very plan that settles it afterwards. Refuses by the
 * name of the first line whose dates are gone. A look and no promise: nothing is locked or held.
 */
export const requireDates = async (
  container: MedusaContainer,
  order: SettledOrder,
  lines: OrderLine[],
): Promise<void> => {
  const service = bookingService(container)
  const { plan, allocations } = await planOfOrder(container, order)
  const unitOf = await bookingUnits(
    container,
    plan.serve.flatMap(({ missing }) => missing.map(({ resource_id }) => resource_id)),
  )
  const { needed, returned } = neededClaims(plan, (line) => lines.some(({ id }) => id === line.id), allocations, unitOf)
  const requested = new Sums()
  for (const { resource_id, dates, units } of needed) requested.add(resource_id, dates, units)
  for (const { resource_id, dates, units } of returned) requested.add(resource_id, dates, -units)
  for (const claim of needed) {
    const [calendar] = (await service.getCalendar({ ...rangeOf(claim), resource_ids: [claim.resource_id], limit: 1 }))
      .resources
    const refused = refusalOf(claim, calendar, requested)
    if (refused) throw named(refused, claim.line)
  }
}

/** Units by resource and date. */
class Sums {
  private readonly units = new Map<string, number>()

  add(resourceId: string, dates: string[], units: number): void {
    for (const date of dates) this.units.set(`${resourceId} ${date}`, this.on(resourceId, date) + units)
  }

  on(resourceId: string, date: string): number {
    return this.units.get(`${resourceId} ${date}`) ?? 0
  }
}

const rangeOf = ({ dates }: NeededClaim) => ({ start_date: dates[0]!, end_date: dates.at(-1)! })

/** The rule that the guard would answer with, in its order. What the line has already, it may have more of. */
const refusalOf = (
  { resource_id, dates, is_new }: NeededClaim,
  calendar: ResourceCalendar | undefined,
  requested: Sums,
): VerbAnswer | undefined => {
  if (!calendar?.resource.is_active) return { code: "resource_inactive", resource_id }
  const { resource, today } = calendar
  const { min_days, max_days } = resource
  const days = dates.length
  if (is_new && dates[0]! < today) return { code: "past", date: dates[0], today }
  if (is_new && (days < (min_days ?? 1) || days > (max_days ?? Infinity))) {
    return { code: "duration_not_allowed", resource_id, days, min_days, max_days }
  }
  const cells = calendar.dates.filter(({ date }) => dates.includes(date))
  const shut = cells.filter(({ blackouts }) => blackouts.length > 0).map(({ date }) => date)
  if (shut.length > 0) return { code: "date_blacked_out", resource_id, dates: shut }
  const short = cells
    .map(({ date, max_capacity, available_capacity }) => ({
      resource_id,
      date,
      requested: requested.on(resource_id, date),
      available: max_capacity === null ? null : available_capacity,
    }))
    .filter((of) => of.requested > (of.available ?? -1))
  if (short.length === 0) return undefined
  const isOpen = short.every(({ available }) => available !== null)
  return { code: isOpen ? "insufficient_capacity" : "capacity_not_initialised", dates: short }
}

const named = (answer: VerbAnswer, { id, title }: OrderLine): BookingError => {
  const { code, message, details } =
    answer.code === "past"
      ? {
          code: "booking_line_invalid" as const,
          message:
            `${answer.date} lies in the past: book it with POST /admin/resource-booking/allocations and allow_past ` +
            "for this line first, or give it later dates",
          details: { date: answer.date, today: answer.today },
        }
      : sentenceOf(answer)
  return new BookingError(code, `${title}: ${message}`, { ...details, line_item_id: id, title })
}

const sentenceOf = (answer: VerbAnswer) => {
  const error = refusal(answer)
  return { code: bookingErrorCode(error)!, message: error.message, details: error.details }
}
