import { MedusaError } from "@medusajs/framework/utils"

/** Every business outcome that is not a success, with the HTTP status its code has in the API. */
export const STATUS_BY_CODE = {
  invalid_data: 400,
  resource_not_found: 404,
  variant_not_found: 404,
  hold_not_found: 404,
  allocation_not_found: 404,
  blackout_not_found: 404,
  cart_not_found: 404,
  incident_not_found: 404,
  order_not_found: 404,
  insufficient_capacity: 409,
  date_blacked_out: 409,
  capacity_not_initialised: 409,
  resource_inactive: 409,
  hold_expired: 409,
  hold_not_active: 409,
  hold_in_checkout: 409,
  hold_not_claimed: 409,
  allocation_not_active: 409,
  capacity_in_use: 409,
  blackout_conflicts: 409,
  resource_in_use: 409,
  duration_not_allowed: 409,
  stale_edit: 409,
  booking_line_invalid: 409,
  refused_by_rule: 409,
  idempotency_key_reused: 422,
  hold_limit_exceeded: 429,
  lock_timeout: 503,
  busy: 503,
} as const

export type BookingErrorCode = keyof typeof STATUS_BY_CODE

const typeOf = (status: number): string =>
  status === 400
    ? MedusaError.Types.INVALID_DATA
    : status === 404
      ? MedusaError.Types.NOT_FOUND
      : MedusaError.Types.NOT_ALLOWED

/**
 * A refusal of ours: `code` says which (decide by it, workflows hand errors on as plain objects),
 * `message` says what was asked, why not and what to do, `details` holds the facts behind it.
 */
export class BookingError extends MedusaError {
  readonly details?: Record<string, unknown>

  constructor(code: BookingErrorCode, message: string, details?: Record<string, unknown>) {
    super(typeOf(STATUS_BY_CODE[code]), message, code)
    this.details = details
  }
}

/** Our code, or undefined for an error that is not ours. */
export const bookingErrorCode = (error: unknown): BookingErrorCode | undefined => {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === "string" && Object.hasOwn(STATUS_BY_CODE, code) ? (code as BookingErrorCode) : undefined
}

export const bookingErrorStatus = (error: unknown): number | undefined => {
  const code = bookingErrorCode(error)
  return code && STATUS_BY_CODE[code]
}

export const invalidData = (field: string, message: string, details?: Record<string, unknown>) =>
  new BookingError("invalid_data", message, { field, ...details })

/** The table of PostgreSQL codes that mean "not now": the caller may simply try again. */
const RETRYABLE_SQL_CODES: Record<string, "lock_timeout" | "busy"> = {
  "55P03": "lock_timeout",
  "57014": "lock_timeout",
  "53200": "busy",
  "53300": "busy",
  "40P01": "busy",
  "40001": "busy",
}

const SQL_CODE = /^[0-9A-Z]{5}$/

/**
 * PostgreSQL itself has refused the statement, so that nothing of it is there and it may be asked again. For one of our
 * own errors its `cause` is looked at.
 */
export const isRolledBack = (error: unknown): boolean => {
  if (bookingErrorCode(error)) return isRolledBack((error as { cause?: unknown }).cause)
  const { code, message } = (error ?? {}) as { code?: string; message?: string }
  return code !== undefined && SQL_CODE.test(code) && !isLostConnection(code, message)
}

const isPoolTimeout = (error: { name?: string }) => error.name === "KnexTimeoutError"

// Of PostgreSQL, then of the system and of Node.
const LOST_CODE =
  /^(08...|57P0[1-5]|25P03|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN|ERR_STREAM_WRITE_AFTER_END|ERR_STREAM_DESTROYED|ERR_SOCKET_CLOSED)$/
// The driver's own errors have words only, and the query builder puts the statement in front of them: read from the end.
const LOST_WORDS =
  /(^| - )(Connection terminated( unexpectedly| due to connection timeout)?|Client (has encountered a connection error|was closed) and is not queryable|timeout expired|Query read timeout)$/

/** The database went away in the middle: whether the work was committed cannot be told from here. */
const isLostConnection = (code: string | undefined, message: string | undefined) =>
  code === undefined ? LOST_WORDS.test(message ?? "") : LOST_CODE.test(code)

/** What a driver error means to a client, or undefined where it is a fault of ours. */
export const unavailable = (error: unknown): BookingError | undefined => {
  const { code, name, message } = (error ?? {}) as { code?: string; name?: string; message?: string }
  const meaning = code === undefined ? undefined : RETRYABLE_SQL_CODES[code]
  if (meaning === "lock_timeout") {
    return new BookingError(
      "lock_timeout",
      "These dates are being booked by others right now. Nothing was changed: please try again in a moment.",
    )
  }
  if (isLostConnection(code, message)) {
    return new BookingError(
      "busy",
      "The database was lost while this was under way: send the same request with the same idempotency token again.",
    )
  }
  if (meaning === "busy" || isPoolTimeout({ name })) {
    return tooBusy()
  }
  return undefined
}

export const tooBusy = () =>
  new BookingError(
    "busy",
    "Too many bookings are under way right now. Nothing was changed: please try again in a moment.",
  )

/** Named constraints whose violation is a client's doing, not a fault: one row per constraint. */
const ERROR_BY_CONSTRAINT: Record<string, () => BookingError> = {
  // Only inside an outer transaction: elsewhere the guard runs the loser again, and it finds its twin's booking.
  resource_hold_token_key: () => tooBusy(),
  resource_days_check: () =>
    invalidData("min_days", "min_days would be more than the max_days of this resource: change both together"),
  resource_allocation_live_line_key: () =>
    new BookingError(
      "booking_line_invalid",
      "This order line already has a live allocation of the resource. Cancel or move that one instead.",
    ),
}

export const constraintError = (error: unknown): BookingError | undefined => {
  const { constraint } = (error ?? {}) as { constraint?: string }
  return constraint === undefined ? undefined : ERROR_BY_CONSTRAINT[constraint]?.()
}
