import type { MiddlewareRoute } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { validateQuery } from "../../../lib/validate"

export const adminAuditMiddlewares: MiddlewareRoute[] = [
  { matcher: "/admin/resource-booking/audit", methods: ["GET"], middlewares: [validateQuery(z.strictObject({}))] },
]
