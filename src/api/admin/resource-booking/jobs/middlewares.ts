import type { MiddlewareRoute } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { validateBody } from "../../../lib/validate"

export const adminJobMiddlewares: MiddlewareRoute[] = [
  { matcher: "/admin/resource-booking/jobs/:name", methods: ["POST"], middlewares: [validateBody(z.strictObject({}))] },
]
