import type { MiddlewareRoute } from "@medusajs/framework/http"
import { validateQuery } from "../../../lib/validate"
import { AdminListContacts } from "./validators"

const base = "/admin/resource-booking/contacts"

export const adminContactMiddlewares: MiddlewareRoute[] = [
  { matcher: base, methods: ["GET"], middlewares: [validateQuery(AdminListContacts)] },
  { matcher: `${base}/export`, methods: ["GET"], middlewares: [validateQuery(AdminListContacts)] },
]
