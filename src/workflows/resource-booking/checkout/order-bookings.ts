import type { MedusaContainer } from "@medusajs/framework/types"
import { BookingError } from "../../../modules/resource_booking/errors"
import { readOrder, type OrderLine, type SettledOrder } from "./order-lines"
import { planOfOrder } from "./plan-of-order"
import type { Units } from "./plan-order"

/** A line that sells dates, what it lacks of them, and the dates that it had or asks for. */
export type LineBooking = { line: OrderLine; missing: Units[]; dates: string[] | undefined }

/**
 * The lines of an order that sell dates or have booked some, by the plan that settles it; but here what staff have
 * cancelled is missing as well, for they are asked whether to serve it. Throws `order_not_found`.
 */
export const orderBookings = async (
  container: MedusaContainer,
  orderId: string,
): Promise<{ order: SettledOrder; lines: LineBooking[] }> => {
  const order = await readOrder(container, orderId)
  if (!order) {
    throw new BookingError("order_not_found", `There is no order ${orderId}`, { order_id: orderId })
  }
  const { plan, allocations } = await planOfOrder(container, order, (one) => ({
    ...one,
    cancelled_by: one.cancelled_by === null ? null : "system",
  }))
  const booked = new Set(allocations.map(({ line_item_id }) => line_item_id))
  const lines = order.lines
    .filter(({ id, sold, note }) => sold || note.booking_id !== undefined || booked.has(id))
    .map((line) => {
      const { missing = [], dates } = plan.serve.find((serving) => serving.line.id === line.id) ?? {}
      return { line, missing, dates }
    })
  return { order, lines }
}
