import type { MiddlewareRoute } from "@medusajs/framework/http"
import { validateQuery } from "../../../../lib/validate"
import { AdminExportAllocations } from "./validators"

export const adminAllocationExportMiddlewares: MiddlewareRoute[] = [
  {
    matcher: "/admin/resource-booking/allocations/export",
    methods: ["GET"],
    middlewares: [validateQuery(AdminExportAllocations)],
  },
]
