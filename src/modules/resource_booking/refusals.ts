import { BookingError, invalidData, type BookingErrorCode } from "./errors"
import { instant, presentBlackout, presentResource } from "./present-row"
import type { VerbAnswer } from "./sql/call-verb"

type ShortDate = { resource_id: string; date: string; requested: number; available: number | null }

const list = (dates: string[]) =>
  dates.length <= 5 ? dates.join(", ") : `${dates.slice(0, 5).join(", ")} and ${dates.length - 5} more`

const dayRules: Record<string, (answer: VerbAnswer) => BookingError> = {
  no_nights: () =>
    invalidData(
      "end_date",
      "This resource is booked by the night: end_date is the day of departure and must lie after start_date",
    ),
  too_many_days: ({ max }) => invalidData("dates", `A hold covers at most ${max} days: ask for fewer dates`, { max }),
  too_many_claims: ({ max, requested }) =>
    invalidData(
      "items",
      `One request covers at most ${max} dates of all resources together, this one asks for ${requested}: split it or ask for fewer`,
      { max, requested },
    ),
  past: ({ date, today }) =>
    invalidData(
      "dates",
      `${date} lies in the past: today is ${today} in the resource's time zone. Please choose later dates`,
      { date, today },
    ),
}

const ADD_ANEW = "remove the line and add it again through POST /store/resource-booking/carts/:id/line-items"
const lineRules: Record<string, (holdId: unknown) => string> = {
  attached: (holdId) => `Hold ${holdId} belongs to another line of this cart: give another hold, or none`,
  no_hold: () => `this cart holds no dates for this line: ${ADD_ANEW}`,
  booking: () => `the line names another booking than the one that is held for it: ${ADD_ANEW}`,
  released: () => `the dates of this line were given back: ${ADD_ANEW}`,
  confirmed: () => "the dates of this line are booked already: remove the line",
  resources: () => `what this product sells has changed: ${ADD_ANEW}`,
  quantity: () => `the quantity of this line is not the one that is held: ${ADD_ANEW}`,
  dates: () => `the dates held for this line differ from each other: ${ADD_ANEW}`,
  price: () => `the price of this line is not the one that was agreed: ${ADD_ANEW}`,
}

const sentences: Partial<Record<string, (answer: VerbAnswer) => BookingError>> = {
  invalid_data: (answer) => dayRules[answer.rule as string]!(answer),
  resource_not_found: ({ resource_id }) =>
    error("resource_not_found", `There is no resource ${resource_id}`, { resource_id }),
  resource_inactive: ({ resource_id }) =>
    error("resource_inactive", `Resource ${resource_id} takes no bookings at present: choose another one`, {
      resource_id,
    }),
  duration_not_allowed: ({ resource_id, days, min_days, max_days }) =>
    error("duration_not_allowed", `${days} days were asked for; ${duration(min_days, max_days)}: change the dates`, {
      resource_id,
      days,
      min_days,
      max_days,
    }),
  date_blacked_out: ({ resource_id, dates }) =>
    error("date_blacked_out", `Closed on ${list(dates as string[])}: choose other dates`, { resource_id, dates }),
  capacity_not_initialised: (answer) => {
    const dates = shortDates(answer).filter(({ available }) => available === null)
    return error(
      "capacity_not_initialised",
      `Not open for booking on ${list(dates.map(({ date }) => date))}: choose other dates`,
      {
        dates: dates.map(({ resource_id, date }) => ({ resource_id, date })),
      },
    )
  },
  insufficient_capacity: (answer) => {
    const dates = shortDates(answer)
    const first = dates[0]!
    return error(
      "insufficient_capacity",
      `${first.requested} asked for and ${first.available} left on ${list(dates.map(({ date }) => date))}: choose other dates or fewer units`,
      { unavailable_dates: dates },
    )
  },
  idempotency_key_reused: () =>
    error(
      "idempotency_key_reused",
      "This idempotency token was used for another request: send a new token with a new request",
    ),
  hold_limit_exceeded: ({ limit, allowed, present, requested }) =>
    error(
      "hold_limit_exceeded",
      `${limit} is ${allowed}: ${present} in use, ${requested} more asked for. Release or finish a hold first`,
      { limit, allowed, present, requested },
    ),
  hold_not_found: ({ hold_id }) => error("hold_not_found", `There is no hold ${hold_id}`, { hold_id }),
  hold_expired: ({ hold_id, expires_at }) =>
    error("hold_expired", `Hold ${hold_id} ended at ${instant(expires_at)}: place a new one`, {
      hold_id,
      expires_at: instant(expires_at),
    }),
  hold_not_active: ({ hold_id, status }) =>
    error("hold_not_active", `Hold ${hold_id} is ${status} and stays so: place a new one`, { hold_id, status }),
  hold_in_checkout: ({ hold_id }) =>
    error("hold_in_checkout", `Hold ${hold_id} is being paid for and cannot be changed until the checkout ends`, {
      hold_id,
    }),
  hold_not_claimed: ({ hold_id }) =>
    error(
      "hold_not_claimed",
      `Hold ${hold_id} has not been claimed by the checkout of that line: complete the cart first`,
      { hold_id },
    ),
  booking_line_invalid: ({ rule, hold_id }) =>
    error("booking_line_invalid", lineRules[rule as string]!(hold_id), { rule }),
  allocation_not_found: ({ allocation_id }) =>
    error("allocation_not_found", `There is no allocation ${allocation_id}`, { allocation_id }),
  allocation_not_active: ({ allocation_id }) =>
    error("allocation_not_active", `Allocation ${allocation_id} is cancelled and stays so: make a new booking`, {
      allocation_id,
    }),
  blackout_not_found: ({ blackout_id }) =>
    error("blackout_not_found", `There is no blackout ${blackout_id}`, { blackout_id }),
}

const error = (code: BookingErrorCode, message: string, details?: Record<string, unknown>) =>
  new BookingError(code, message, details)

const shortDates = (answer: VerbAnswer) => answer.dates as ShortDate[]

const duration = (min: unknown, max: unknown) => {
  if (min === max) return `it must be ${min}`
  if (max === null) return `at least ${min} are needed`
  return min === null ? `at most ${max} are allowed` : `${min} to ${max} are allowed`
}

export const staleEdit = (what: string, present: Record<string, unknown>) =>
  error(
    "stale_edit",
    `The ${what} was changed by somebody else since you read it: look at its present values and edit again`,
    { present },
  )

export const staleRow = (answer: VerbAnswer) => {
  const row = answer.present as Record<string, unknown>
  return "timezone" in row ? staleEdit("resource", presentResource(row)) : staleEdit("blackout", presentBlackout(row))
}

/** The error for a verb's refusal: what was asked, why not, and what to do. */
export const refusal = (answer: VerbAnswer): BookingError => {
  const sentence = sentences[answer.code]
  if (!sentence) {
    throw new Error(`a verb answered with an unknown code: ${JSON.stringify(answer)}`)
  }
  return sentence(answer)
}
