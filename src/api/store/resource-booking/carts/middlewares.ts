import type { MiddlewareRoute } from "@medusajs/framework/http"
import { validateBody } from "../../../lib/validate"
import { StoreAddBooking } from "./validators"

export const storeCartMiddlewares: MiddlewareRoute[] = [
  {
    matcher: "/store/resource-booking/carts/:id/line-items",
    methods: ["POST"],
    middlewares: [validateBody(StoreAddBooking)],
  },
]
