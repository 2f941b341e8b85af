import type { MiddlewareRoute } from "@medusajs/framework/http"
import { validateBody, validateQuery } from "../../../lib/validate"
import { AdminListIncidents, AdminResolveIncident } from "./validators"

export const adminIncidentMiddlewares: MiddlewareRoute[] = [
  { matcher: "/admin/resource-booking/incidents", methods: ["GET"], middlewares: [validateQuery(AdminListIncidents)] },
  {
    matcher: "/admin/resource-booking/incidents/:id/resolve",
    methods: ["POST"],
    middlewares: [validateBody(AdminResolveIncident)],
  },
]
