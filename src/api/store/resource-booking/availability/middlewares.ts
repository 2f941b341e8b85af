import type { MiddlewareRoute } from "@medusajs/framework/http"
import { validateQuery } from "../../../lib/validate"
import { StoreGetAvailability } from "./validators"

export const storeAvailabilityMiddlewares: MiddlewareRoute[] = [
  {
    matcher: "/store/resource-booking/availability",
    methods: ["GET"],
    middlewares: [validateQuery(StoreGetAvailability)],
  },
]
