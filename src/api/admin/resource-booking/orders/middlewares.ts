import type { MiddlewareRoute } from "@medusajs/framework/http"
import { validateBody } from "../../../lib/validate"
import { noBody, noQuery } from "../no-body"
import { AdminServeLine } from "./validators"

const base = "/admin/resource-booking/orders"

export const adminOrderMiddlewares: MiddlewareRoute[] = [
  { matcher: `${base}/:id`, methods: ["GET"], middlewares: [noQuery] },
  { matcher: `${base}/:id/settle`, methods: ["POST"], middlewares: [noBody] },
  { matcher: `${base}/:id/serve`, methods: ["POST"], middlewares: [validateBody(AdminServeLine)] },
]
