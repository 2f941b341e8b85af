import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { bookingService } from "../../workflows/resource-booking/booking-service"
import { settleOrder } from "../../workflows/resource-booking/checkout/settle-order"

/**
 * Whoever reads the order that he has just been answered finds his dates on it: what order.placed will do is done before
 * the answer leaves. Where that fails the order stands all the same, and the event and the job see to it.
 */
export const settleBeforeAnswer = (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void => {
  const json = res.json.bind(res)
  res.json = (body: unknown) => {
    const orderId = orderIn(body)
    if (orderId === undefined) return json(body)
    void settleBooked(req, orderId)
      .catch((error: Error) => {
        const logger = req.scope.resolve(ContainerRegistrationKeys.LOGGER)
        logger.warn(`resource-booking: order ${orderId} was not settled with its answer: ${error.message}`)
      })
      .finally(() => json(body))
    return res
  }
  next()
}

/** An order of goods alone is not ours to keep waiting. */
const settleBooked = async ({ scope, params }: MedusaRequest, orderId: string): Promise<void> => {
  const holds = await bookingService(scope).getLineHolds(params.id!)
  if (holds.length > 0) await settleOrder(scope, orderId)
}

const orderIn = (body: unknown): string | undefined => {
  const { type, order } = (body ?? {}) as { type?: unknown; order?: { id?: unknown } }
  return type === "order" && typeof order?.id === "string" ? order.id : undefined
}
