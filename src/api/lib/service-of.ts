import type { MedusaRequest } from "@medusajs/framework/http"
import { bookingService } from "../../workflows/resource-booking/booking-service"

export const bookingServiceOf = (req: Pick<MedusaRequest, "scope">) => bookingService(req.scope)
