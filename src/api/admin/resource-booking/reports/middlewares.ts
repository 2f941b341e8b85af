import type { MiddlewareRoute } from "@medusajs/framework/http"
import { validateQuery } from "../../../lib/validate"
import { AdminGetConversion, AdminGetDemand, AdminGetUtilisation } from "./validators"

const report = (name: string, schema: Parameters<typeof validateQuery>[0]): MiddlewareRoute => ({
  matcher: `/admin/resource-booking/reports/${name}`,
  methods: ["GET"],
  middlewares: [validateQuery(schema)],
})

export const adminReportMiddlewares: MiddlewareRoute[] = [
  report("utilisation", AdminGetUtilisation),
  report("conversion", AdminGetConversion),
  report("demand", AdminGetDemand),
]
