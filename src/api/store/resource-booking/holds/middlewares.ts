import type { MiddlewareRoute } from "@medusajs/framework/http"
import { validateBody } from "../../../lib/validate"
import { StoreConfirmHold, StoreExtendHold, StorePlaceHold } from "./validators"

export const storeHoldMiddlewares: MiddlewareRoute[] = [
  { matcher: "/store/resource-booking/holds", methods: ["POST"], middlewares: [validateBody(StorePlaceHold)] },
  {
    matcher: "/store/resource-booking/holds/:id/extend",
    methods: ["POST"],
    middlewares: [validateBody(StoreExtendHold)],
  },
  {
    matcher: "/store/resource-booking/holds/:id/confirm",
    methods: ["POST"],
    middlewares: [validateBody(StoreConfirmHold)],
  },
]
