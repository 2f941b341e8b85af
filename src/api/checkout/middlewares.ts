import type { MiddlewareRoute } from "@medusajs/framework/http"
import { answerWithOurStatus } from "./answer-with-our-status"
import { claimBeforePayment } from "./claim-before-payment"
import { lookBeforeClaim, lookBeforeConversion, lookBeforeExchange, lookBeforeOrderEdit } from "./look-before-order"
import { refuseBookedLineUpdate } from "./refuse-booked-line-update"
import { refuseBookedVariants } from "./refuse-booked-variants"
import { releaseBeforeRemoval } from "./release-before-removal"
import { settleBeforeAnswer } from "./settle-before-answer"

/**
 * On routes of core's. A matcher is core's own to the name of its parameters: Medusa sorts by them, and `:cart_id`
 * would come after the route itself. Express then takes it in any case and with a slash at its end, as it takes the route.
 */
export const checkoutMiddlewares: MiddlewareRoute[] = [
  { matcher: "/store/carts", methods: ["POST"], middlewares: [refuseBookedVariants] },
  { matcher: "/store/carts/:id/line-items", methods: ["POST"], middlewares: [refuseBookedVariants] },
  {
    matcher: "/store/carts/:id/line-items/:line_id",
    methods: ["POST"],
    middlewares: [refuseBookedLineUpdate, releaseBeforeRemoval],
  },
  { matcher: "/store/carts/:id/line-items/:line_id", methods: ["DELETE"], middlewares: [releaseBeforeRemoval] },
  { matcher: "/store/payment-collections/:id/payment-sessions", methods: ["POST"], middlewares: [claimBeforePayment] },
  { matcher: "/store/carts/:id/complete", methods: ["POST"], middlewares: [answerWithOurStatus, settleBeforeAnswer] },
  { matcher: "/admin/draft-orders/:id/convert-to-order", methods: ["POST"], middlewares: [lookBeforeConversion] },
  { matcher: "/admin/order-edits/:id/confirm", methods: ["POST"], middlewares: [lookBeforeOrderEdit] },
  { matcher: "/admin/exchanges/:id/request", methods: ["POST"], middlewares: [lookBeforeExchange] },
  { matcher: "/admin/claims/:id/request", methods: ["POST"], middlewares: [lookBeforeClaim] },
]
