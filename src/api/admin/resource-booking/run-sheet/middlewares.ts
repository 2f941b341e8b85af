import type { MiddlewareRoute } from "@medusajs/framework/http"
import { validateQuery } from "../../../lib/validate"
import { AdminGetRunSheet } from "./validators"

export const adminRunSheetMiddlewares: MiddlewareRoute[] = [
  { matcher: "/admin/resource-booking/run-sheet", methods: ["GET"], middlewares: [validateQuery(AdminGetRunSheet)] },
]
