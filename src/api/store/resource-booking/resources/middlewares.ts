import type { MiddlewareRoute } from "@medusajs/framework/http"
import { validateQuery } from "../../../lib/validate"
import { StoreGetResources } from "./validators"

export const storeResourceMiddlewares: MiddlewareRoute[] = [
  { matcher: "/store/resource-booking/resources", methods: ["GET"], middlewares: [validateQuery(StoreGetResources)] },
]
