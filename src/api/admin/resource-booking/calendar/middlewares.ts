import type { MiddlewareRoute } from "@medusajs/framework/http"
import { validateQuery } from "../../../lib/validate"
import { AdminGetCalendar } from "./validators"

export const adminCalendarMiddlewares: MiddlewareRoute[] = [
  { matcher: "/admin/resource-booking/calendar", methods: ["GET"], middlewares: [validateQuery(AdminGetCalendar)] },
]
