import { defineMiddlewares } from "@medusajs/framework/http"
import { validateBody, validateQuery } from "../../../../src/api/lib/validate"
import { StoreGetAvailability } from "../../../../src/api/store/resource-booking/availability/validators"
import { StorePlaceHold } from "../../../../src/api/store/resource-booking/holds/validators"

export default defineMiddlewares({
  routes: [
    { matcher: "/store/bench/hold", methods: ["POST"], middlewares: [validateBody(StorePlaceHold)] },
    { matcher: "/store/bench/availability", methods: ["GET"], middlewares: [validateQuery(StoreGetAvailability)] },
  ],
})
