import { createHash } from "node:crypto"
import type { CalendarDate, ItemInput } from "../types"
import { daysBetween, isCalendarDate } from "./calendar-date"

/** A broken rule, naming the field as the API does. */
export type ItemFault = { field: string; message: string }

export const LONGEST_RANGE_DAYS = 366

/** Sorted and distinct, as a claim's dates are kept. */
export const sortedDates = (dates: CalendarDate[]): CalendarDate[] => [...new Set(dates)].sort()

/** `allowed` is what the message calls the limit where a lower one follows; refused here is what no caller may ask for. */
export const rangeFault = (
  start: string | undefined,
  end: string | undefined,
  path = "",
  allowed = LONGEST_RANGE_DAYS,
): ItemFault | undefined => {
  for (const [name, value] of [
    ["start_date", start],
    ["end_date", end],
  ] as const) {
    if (value === undefined) {
      return { field: `${path}${name}`, message: `${path}${name} is missing: give dates, or start_date and end_date` }
    }
    if (!isCalendarDate(value)) {
      return { field: `${path}${name}`, message: `${path}${name} "${value}" is not a day of the form YYYY-MM-DD` }
    }
  }
  const days = daysBetween(start as string, end as string) + 1
  if (days < 1) {
    return { field: `${path}end_date`, message: `${path}end_date ${end} lies before start_date ${start}` }
  }
  if (days > LONGEST_RANGE_DAYS) {
    return {
      field: `${path}end_date`,
      message: `${start} to ${end} are ${days} days; at most ${allowed} are allowed`,
    }
  }
  return undefined
}

export const quantityFault = (quantity: number, path: string, max: number): ItemFault | undefined =>
  Number.isInteger(quantity) && quantity >= 1 && quantity <= max
    ? undefined
    : {
        field: `${path}quantity`,
        message: `${path}quantity must be a whole number from 1 to ${max}, not ${quantity}`,
      }

/** The first rule that an item breaks, before any resource is looked at. */
export const itemFault = (
  item: ItemInput,
  path: string,
  maxQuantity: number,
  maxDays = LONGEST_RANGE_DAYS,
): ItemFault | undefined => {
  const fault = quantityFault(item.quantity, path, maxQuantity)
  if (fault) {
    return fault
  }
  if (item.dates === undefined) {
    return rangeFault(item.start_date, item.end_date, path, maxDays)
  }
  if (item.start_date !== undefined || item.end_date !== undefined) {
    return {
      field: `${path}dates`,
      message: `${path}dates and start_date with end_date exclude each other: give one of them`,
    }
  }
  if (item.dates.length === 0) {
    return { field: `${path}dates`, message: `${path}dates must name at least one day` }
  }
  const odd = item.dates.find((date) => !isCalendarDate(date))
  if (odd !== undefined) {
    return { field: `${path}dates`, message: `${path}dates has "${odd}", which is not a day of the form YYYY-MM-DD` }
  }
  const dates = sortedDates(item.dates)
  return rangeFault(dates[0], dates.at(-1), path)
}

const when = (item: ItemInput) =>
  item.dates ? sortedDates(item.dates).join(",") : `${item.start_date}..${item.end_date}`

/**
 * The fingerprint of what a request asks for: items sorted, equal ones summed, and for whom. Two requests with the
 * same token and another fingerprint are not the same request.
 */
export const requestHash = (items: ItemInput[], owner: string | null, extra: unknown = null): string => {
  const quantities = new Map<string, number>()
  for (const item of items) {
    const key = `${item.resource_id} ${when(item)}`
    quantities.set(key, (quantities.get(key) ?? 0) + item.quantity)
  }
  const normalForm = [[...quantities.entries()].sort(([a], [b]) => (a < b ? -1 : 1)), owner, extra]
  return createHash("sha256").update(JSON.stringify(normalForm)).digest("base64url")
}
