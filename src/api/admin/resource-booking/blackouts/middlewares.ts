import type { MiddlewareRoute } from "@medusajs/framework/http"
import { validateBody, validateQuery } from "../../../lib/validate"
import { noBody } from "../no-body"
import { AdminCreateBlackout, AdminGetBlackout, AdminListBlackouts, AdminUpdateBlackout } from "./validators"

const base = "/admin/resource-booking/blackouts"

export const adminBlackoutMiddlewares: MiddlewareRoute[] = [
  { matcher: base, methods: ["GET"], middlewares: [validateQuery(AdminListBlackouts)] },
  { matcher: base, methods: ["POST"], middlewares: [validateBody(AdminCreateBlackout)] },
  { matcher: `${base}/:id`, methods: ["GET"], middlewares: [validateQuery(AdminGetBlackout)] },
  { matcher: `${base}/:id`, methods: ["PUT", "POST"], middlewares: [validateBody(AdminUpdateBlackout)] },
  { matcher: `${base}/:id`, methods: ["DELETE"], middlewares: [noBody] },
]
