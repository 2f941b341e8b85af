import type { MiddlewareRoute } from "@medusajs/framework/http"
import { validateBody, validateQuery } from "../../../lib/validate"
import { noBody } from "../no-body"
import { AdminExtendHold, AdminGetHold, AdminListHolds, AdminPlaceHold } from "./validators"

const base = "/admin/resource-booking/holds"

export const adminHoldMiddlewares: MiddlewareRoute[] = [
  { matcher: base, methods: ["GET"], middlewares: [validateQuery(AdminListHolds)] },
  { matcher: base, methods: ["POST"], middlewares: [validateBody(AdminPlaceHold)] },
  { matcher: `${base}/:id`, methods: ["GET"], middlewares: [validateQuery(AdminGetHold)] },
  { matcher: `${base}/:id/extend`, methods: ["POST"], middlewares: [validateBody(AdminExtendHold)] },
  { matcher: `${base}/:id/release`, methods: ["POST"], middlewares: [noBody] },
]
