import type { MiddlewareRoute } from "@medusajs/framework/http"
import { validateQuery } from "../../../lib/validate"
import { AdminListSoldVariants } from "./validators"

export const adminVariantMiddlewares: MiddlewareRoute[] = [
  {
    matcher: "/admin/resource-booking/variants",
    methods: ["GET"],
    middlewares: [validateQuery(AdminListSoldVariants)],
  },
]
