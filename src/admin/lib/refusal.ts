import type { BookingErrorCode } from "../../modules/resource_booking/errors"
import type { AllocationConflict, CapacityConflict, HoldConflict, UnavailableDate } from "./types"

/** The facts behind a refusal; which are there depends on the code (docs/api-reference.md, Errors). */
export type RefusalDetails = {
  field?: string
  mistakes?: { field: string; message: string }[]
  unavailable_dates?: UnavailableDate[]
  dates?: (string | CapacityConflict)[]
  holds?: HoldConflict[]
  allocations?: AllocationConflict[]
  present?: Record<string, unknown>
  [fact: string]: unknown
}

export type RefusalBody = {
  type?: string
  code?: string
  message?: string
  details?: RefusalDetails
  [more: string]: unknown
}

/** An answer that is not a success. `code` is ours, or Medusa's where the request did not get as far as our routes. */
export class Refusal extends Error {
  readonly code: BookingErrorCode | (string & {}) | undefined
  readonly details: RefusalDetails

  constructor(
    readonly status: number,
    readonly body: RefusalBody,
  ) {
    super(body.message ?? "")
    this.code = body.code
    this.details = body.details ?? {}
  }
}

export const isRefusedWith = (error: unknown, code: BookingErrorCode): error is Refusal =>
  error instanceof Refusal && error.code === code

/** The session has ended, or never was. */
export const isSignedOut = (error: unknown): boolean => error instanceof Refusal && error.status === 401

/** Nothing is wrong with the request: the same one may do in a moment. */
export const isPassing = (error: unknown): boolean => error instanceof Refusal && error.status === 503
