import type { MedusaResponse } from "@medusajs/framework/http"
import { bookingErrorStatus } from "../../modules/resource_booking/errors"

type OurError = { type: string; code: string; message: string; details?: Record<string, unknown> }

/**
 * Sends `{type, code, message, details?}` with the code's own status, which core's error handler would replace; false
 * where the error is not ours. Decides by `code`, since workflows hand errors on as plain objects.
 */
export const sendBookingError = (res: MedusaResponse, error: unknown): boolean => {
  const status = bookingErrorStatus(error)
  if (status === undefined) {
    return false
  }
  const { type, code, message, details } = error as OurError
  if (status === 503) {
    res.setHeader("Retry-After", "1")
  }
  res.status(status).json({ type, code, message, ...(details ? { details } : {}) })
  return true
}
