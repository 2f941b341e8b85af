import type { MiddlewareRoute } from "@medusajs/framework/http"
import { validateBody, validateQuery } from "../../../lib/validate"
import { noBody, noQuery } from "../no-body"
import { AdminLinkVariant, AdminListVariants } from "./[id]/variants/validators"
import {
  AdminCreateResource,
  AdminGetCapacity,
  AdminGetResource,
  AdminListResources,
  AdminSetCapacity,
  AdminUpdateResource,
} from "./validators"

const base = "/admin/resource-booking/resources"

export const adminResourceMiddlewares: MiddlewareRoute[] = [
  { matcher: base, methods: ["GET"], middlewares: [validateQuery(AdminListResources)] },
  { matcher: base, methods: ["POST"], middlewares: [validateBody(AdminCreateResource)] },
  { matcher: "/admin/resource-booking/resource-types", methods: ["GET"], middlewares: [noQuery] },
  { matcher: `${base}/:id`, methods: ["GET"], middlewares: [validateQuery(AdminGetResource)] },
  { matcher: `${base}/:id`, methods: ["PUT", "POST"], middlewares: [validateBody(AdminUpdateResource)] },
  { matcher: `${base}/:id`, methods: ["DELETE"], middlewares: [noBody] },
  { matcher: `${base}/:id/restore`, methods: ["POST"], middlewares: [noBody] },
  { matcher: `${base}/:id/capacity`, methods: ["GET"], middlewares: [validateQuery(AdminGetCapacity)] },
  { matcher: `${base}/:id/capacity`, methods: ["POST"], middlewares: [validateBody(AdminSetCapacity)] },
  { matcher: `${base}/:id/dates/:date`, methods: ["GET"], middlewares: [noQuery] },
  { matcher: `${base}/:id/variants`, methods: ["GET"], middlewares: [validateQuery(AdminListVariants)] },
  { matcher: `${base}/:id/variants`, methods: ["POST"], middlewares: [validateBody(AdminLinkVariant)] },
  { matcher: `${base}/:id/variants/:variant_id`, methods: ["DELETE"], middlewares: [noBody] },
]
