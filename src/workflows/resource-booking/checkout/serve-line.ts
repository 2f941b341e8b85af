import type { MedusaContainer } from "@medusajs/framework/types"
import { BookingError, invalidData } from "../../../modules/resource_booking/errors"
import type { BookingUnit, ItemInput } from "../../../modules/resource_booking/types"
import { placeStaffBookingWorkflow } from "../place-staff-booking"
import { bookingUnits, datesOfLine } from "./dates-of-line"
import { orderBookings, type LineBooking } from "./order-bookings"
import type { SettledOrder } from "./order-lines"
import type { Units } from "./plan-order"
import { settleOrder } from "./settle-order"

export type ServeLineInput = Partial<Pick<ItemInput, "dates" | "start_date" | "end_date" | "quantity">> & {
  order_id: string
  line_item_id: string
  /** Of several that are missing this one; or where one is missing, this in its place. */
  resource_id?: string
  allow_past?: boolean
  by: string
}

/**
 * Books at the desk what a line of an order lacks, on the dates that it asks for or on others, and settles the order, so
 * that its incident says what is left. The guard refuses it as anybody else: room is made by capacity, never by force.
 */
export const serveLine = async (container: MedusaContainer, input: ServeLineInput): Promise<void> => {
  const { order, lines } = await orderBookings(container, input.order_id)
  const serving = requireMissing(order, lines, input.line_item_id)
  const units = unitsOf(serving, input)
  const unitOf = await bookingUnits(
    container,
    units.map(({ resource_id }) => resource_id),
  )
  const items = units.map((one) => ({ ...one, ...datesOf(serving, input, unitOf(one.resource_id)) }))
  await placeStaffBookingWorkflow(container).run({
    input: {
      items,
      created_by: input.by,
      contact: { ...order.contact, line_item_id: serving.line.id },
      allow_past: input.allow_past,
    },
  })
  await settleOrder(container, order.id)
}

const requireMissing = (order: SettledOrder, lines: LineBooking[], lineItemId: string): LineBooking => {
  const found = lines.find(({ line }) => line.id === lineItemId)
  if (found && found.missing.length > 0 && !order.is_draft) return found
  const why = order.is_draft
    ? "the order is a draft still: convert it first"
    : found
      ? "the line has all that it was sold: move or cancel what is booked instead"
      : "no line of this order by that id sells dates"
  throw new BookingError("booking_line_invalid", `Line ${lineItemId} has nothing to be served: ${why}`, {
    rule: order.is_draft ? "draft" : found ? "served" : "unknown",
    line_item_id: lineItemId,
  })
}

const unitsOf = ({ missing }: LineBooking, { resource_id, quantity }: ServeLineInput): Units[] => {
  const named = missing.find((units) => units.resource_id === resource_id)
  const chosen = named ? [named] : missing
  if (resource_id !== undefined && chosen.length > 1) {
    throw invalidData(
      "resource_id",
      `The line lacks ${missing.length} resources: name one of ${missing.map((units) => units.resource_id).join(", ")}, or none`,
    )
  }
  // What stands in for another resource was sold on no terms of its own.
  if (resource_id !== undefined && !named) return [{ resource_id, quantity: quantity ?? chosen[0]!.quantity }]
  return chosen.map((units) => ({ ...units, quantity: quantity ?? units.quantity }))
}

const datesOf = ({ line, dates }: LineBooking, input: ServeLineInput, unit: BookingUnit): Partial<ItemInput> => {
  if (input.dates || input.start_date || input.end_date) {
    return { dates: input.dates, start_date: input.start_date, end_date: input.end_date }
  }
  if (dates) return { dates }
  const range = datesOfLine(line, unit)
  if (!range) {
    throw invalidData("start_date", "The line names no dates: give start_date and end_date, or dates")
  }
  return range
}
