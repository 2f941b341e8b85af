import type { CalendarDay } from "../read-types"
import type { CalendarDate, ResourceDTO } from "../types"
import { addDays } from "./calendar-date"

export const CLOSED_CODES = [
  "resource_inactive",
  "past",
  "blackout",
  "beyond_window",
  "not_opened",
  "no_units",
  "full",
] as const

/** Why nothing can be claimed on a date, in a code and in words; `opens_on` where the daily job will open it. */
export type ClosedReason = {
  code: (typeof CLOSED_CODES)[number]
  message: string
  blackout_id?: string
  opens_on?: CalendarDate
}

type Opened = Pick<ResourceDTO, "is_active" | "default_capacity" | "open_days_ahead">

/** Every reason, not only the first: whoever opens a date has to take all of them away. None where it can be booked. */
export const closedReasons = (resource: Opened, today: CalendarDate, day: CalendarDay): ClosedReason[] => [
  ...(resource.is_active ? [] : [reason("resource_inactive", "The resource is not active: it takes no bookings")]),
  ...(day.date < today ? [reason("past", `The day is over: today is ${today} where the resource is`)] : []),
  ...day.blackouts.map(({ id, reason: why }) => ({
    ...reason("blackout", `A blackout covers it: ${why}`),
    blackout_id: id,
  })),
  ...capacityReasons(resource, today, day),
]

const capacityReasons = (
  { default_capacity, open_days_ahead }: Opened,
  today: CalendarDate,
  { date, max_capacity, available_capacity, held, allocated }: CalendarDay,
): ClosedReason[] => {
  if (max_capacity === null) {
    const isKeptOpen = default_capacity !== null && open_days_ahead !== null && date >= today
    const opens_on = isKeptOpen ? addDays(date, -open_days_ahead) : undefined
    return opens_on !== undefined && opens_on > today
      ? [{ ...reason("beyond_window", `It opens on ${opens_on}, ${open_days_ahead} days before`), opens_on }]
      : [reason("not_opened", "It was never opened: no capacity is set")]
  }
  if (max_capacity === 0) return [reason("no_units", "Its capacity is set to 0")]
  if (available_capacity > 0) return []
  return [reason("full", `All ${max_capacity} units are taken: ${allocated} booked and ${held} held`)]
}

const reason = (code: ClosedReason["code"], message: string): ClosedReason => ({ code, message })
