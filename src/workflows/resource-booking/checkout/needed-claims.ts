import { datesInRange } from "../../../modules/resource_booking/domain/calendar-date"
import { rangeFault } from "../../../modules/resource_booking/domain/claim-items"
import { BookingError } from "../../../modules/resource_booking/errors"
import type { BookingUnit, OrderAllocation } from "../../../modules/resource_booking/types"
import { datesOfLine } from "./dates-of-line"
import type { OrderLine } from "./order-lines"
import type { OrderPlan } from "./plan-order"

/** Units of one resource that a line will claim on these dates; `is_new` where it has none of them yet. */
export type NeededClaim = { line: OrderLine; resource_id: string; units: number; dates: string[]; is_new: boolean }
/** Units that the same plan gives back: they are there for the others. */
export type ReturnedUnits = { resource_id: string; units: number; dates: string[] }

/** What a plan would claim for these lines, and what it gives back. Throws `booking_line_invalid` for a line that says no dates. */
export const neededClaims = (
  plan: OrderPlan,
  isOurs: (line: OrderLine) => boolean,
  allocations: OrderAllocation[],
  unitOf: (resourceId: string) => BookingUnit,
): { needed: NeededClaim[]; returned: ReturnedUnits[] } => {
  const byId = new Map(allocations.map((allocation) => [allocation.id, allocation]))
  const cancelled = plan.cancel.flatMap(({ allocation_ids }) => allocation_ids.map((id) => byId.get(id)!))
  const revised = plan.revise.map(({ line, allocation_id, quantity }) => {
    const { resource_id, dates, quantity: present } = byId.get(allocation_id)!
    return { line, resource_id, dates, units: quantity - present, is_new: false }
  })
  const served = plan.serve
    .filter(({ line }) => isOurs(line))
    .flatMap(({ line, missing, dates }) =>
      missing.map(({ resource_id, quantity }) => ({
        line,
        resource_id,
        units: wholeUnits(line, quantity),
        dates: dates ?? datesOf(line, unitOf(resource_id)),
        is_new: true,
      })),
    )
  // What the checkout has claimed for such a line is its own, and is confirmed before anything is claimed anew.
  const claimed = plan.serve
    .flatMap(({ holds }) => holds)
    .filter(({ status, claimed_at }) => status === "ACTIVE" && claimed_at !== null)
  const returned = [
    ...[...cancelled, ...claimed].map(({ resource_id, quantity, dates }) => ({ resource_id, dates, units: quantity })),
    ...revised.filter(({ units }) => units < 0).map(({ units, ...claim }) => ({ ...claim, units: -units })),
  ]
  const raised = revised.filter(({ line, units }) => units > 0 && isOurs(line))
  return { needed: [...raised, ...served], returned }
}

const wholeUnits = (line: OrderLine, quantity: number): number => {
  if (Number.isInteger(quantity) && quantity > 0) return quantity
  throw invalidLine(line, `its quantity ${line.quantity} cannot be booked: give a whole number`)
}

/** The days that the line's own note asks for, as a claim names them: a night by its first day. */
const datesOf = (line: OrderLine, unit: BookingUnit): string[] => {
  const range = datesOfLine(line, unit)
  if (!range) {
    throw invalidLine(
      line,
      "it sells dates and names none: give the line metadata.booking with start_date and end_date, such as " +
        '{"booking": {"start_date": "2027-05-01", "end_date": "2027-05-03"}}',
    )
  }
  const fault = rangeFault(range.start_date, range.end_date, "metadata.booking.")
  if (fault) throw invalidLine(line, fault.message)
  const days = datesInRange(range.start_date, range.end_date)
  if (unit === "DAY") return days
  if (days.length > 1) return days.slice(0, -1)
  throw invalidLine(line, "it is booked by the night: metadata.booking.end_date is the day of departure")
}

const invalidLine = ({ id, title }: OrderLine, message: string): BookingError =>
  new BookingError("booking_line_invalid", `${title}: ${message}`, { line_item_id: id, title })
