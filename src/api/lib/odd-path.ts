import type { MiddlewareRoute, MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { invalidData } from "../../modules/resource_booking/errors"
import { sendBookingError } from "./booking-error-response"

const isReadable = (path: string): boolean => {
  try {
    return !decodeURIComponent(path).includes("\0")
  } catch {
    return false
  }
}

const refuse = (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction) => {
  if (isReadable(req.path)) {
    next()
    return
  }
  sendBookingError(
    res,
    invalidData("path", "The path of this request is not valid percent-encoded text: check the id in it"),
  )
}

/**
 * Express answers 500 to `%E0`, PostgreSQL to `%00`, both before any route of ours could look. Below /admin core's own
 * `/admin*` decodes the path before anybody, so `%E0` stays core's 500 there, for staff only and on every admin route.
 */
export const oddPathMiddlewares: MiddlewareRoute[] = [
  { matcher: "/store/resource-booking", middlewares: [refuse] },
  { matcher: "/admin/resource-booking", middlewares: [refuse] },
]
