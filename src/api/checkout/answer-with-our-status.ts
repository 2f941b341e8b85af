import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { bookingErrorStatus } from "../../modules/resource_booking/errors"

/**
 * What the completion's hook throws leaves core with 400, since a hook may choose among core's error types alone. The
 * body keeps our code: here it gets that code's status. No other answer is touched.
 */
export const answerWithOurStatus = (_req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void => {
  const json = res.json.bind(res)
  res.json = (body: unknown) => {
    const status = res.statusCode === 400 ? bookingErrorStatus(body) : undefined
    if (status !== undefined) res.status(status)
    if (status === 503) res.setHeader("Retry-After", "1")
    return json(body)
  }
  next()
}
