import type { MedusaResponse } from "@medusajs/framework/http"
import { sendBookingError } from "./booking-error-response"

type Handler<Request> = (req: Request, res: MedusaResponse) => Promise<void>

/** A route of ours: its refusals leave with our body and status, everything else goes to core's error handler. */
export const bookingRoute =
  <Request>(handler: Handler<Request>): Handler<Request> =>
  async (req, res) => {
    try {
      await handler(req, res)
    } catch (error) {
      if (!sendBookingError(res, error)) {
        throw error
      }
    }
  }
