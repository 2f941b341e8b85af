import type { MiddlewareRoute } from "@medusajs/framework/http"
import { validateBody, validateQuery } from "../../../lib/validate"
import {
  AdminCancelAllocation,
  AdminEditAllocation,
  AdminGetAllocation,
  AdminListAllocations,
  AdminMoveAllocation,
  AdminPlaceBooking,
} from "./validators"

const base = "/admin/resource-booking/allocations"

export const adminAllocationMiddlewares: MiddlewareRoute[] = [
  { matcher: base, methods: ["GET"], middlewares: [validateQuery(AdminListAllocations)] },
  { matcher: base, methods: ["POST"], middlewares: [validateBody(AdminPlaceBooking)] },
  { matcher: `${base}/:id`, methods: ["GET"], middlewares: [validateQuery(AdminGetAllocation)] },
  { matcher: `${base}/:id`, methods: ["POST"], middlewares: [validateBody(AdminEditAllocation)] },
  { matcher: `${base}/:id/cancel`, methods: ["POST"], middlewares: [validateBody(AdminCancelAllocation)] },
  { matcher: `${base}/:id/move`, methods: ["POST"], middlewares: [validateBody(AdminMoveAllocation)] },
]
