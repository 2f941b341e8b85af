import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { sendBookingError } from "../lib/booking-error-response"

/** Before a route of core's: what `look` refuses leaves with our body and status, everything else goes on as it came. */
export const beforehand =
  <Request extends MedusaRequest>(look: (req: Request) => Promise<void>) =>
  async (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> => {
    try {
      await look(req as Request)
    } catch (error) {
      if (sendBookingError(res, error)) return
      throw error
    }
    next()
  }
