import type { MedusaContainer } from "@medusajs/framework/types"
import { BookingError, bookingErrorCode, tooBusy } from "../../../modules/resource_booking/errors"
import type { BookingUnit, HoldDTO } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"
import { cancelAllocationsWorkflow } from "../cancel-allocations"
import { confirmHoldsWorkflow } from "../confirm-holds"
import { moveAllocationWorkflow } from "../move-allocation"
import { placeStaffBookingWorkflow } from "../place-staff-booking"
import { bookingUnits, datesOfLine } from "./dates-of-line"
import { readOrder, type OrderLine, type SettledOrder } from "./order-lines"
import { planOfOrder } from "./plan-of-order"
import { unserved, type OrderPlan, type Unserved } from "./plan-order"
import { forgetOrder, reportOrder } from "./report-order"

/** What is left to a person: lines that have not what they were sold, and since when nobody has paid. */
export type OrderSettlement = {
  order_id: string
  ordered_at: string
  unserved: Unserved[]
  unpaid_since: string | null
}

type Serving = OrderPlan["serve"][number]

// Confirm, resize, claim what is left, and look whether that was all; and some for whoever is at it at the same time.
const LOOKS = 6
/** Refusals that another process may have caused by settling the same order: worth another look. */
const RACED = ["allocation_not_active", "booking_line_invalid"]
/** What becomes of a hold that stood a moment ago: its dates may still be free. */
const ENDED = ["hold_expired", "hold_not_active", "hold_not_claimed", "hold_in_checkout"]

/**
 * The one rule: an order's live allocations become what the order says now. Cancelled, returned and removed lines give
 * their dates back; lower quantities are reduced and higher ones claimed; a booked line without a claim gets the one that
 * its checkout has made, else a new one where it is free. What cannot be served is an incident, never silence. May be
 * called at any time and as often as one likes. Undefined where there is no such order, or it is a draft still.
 */
export const settleOrder = async (
  container: MedusaContainer,
  orderId: string,
): Promise<OrderSettlement | undefined> => {
  let refused: Unserved[] = []
  for (let look = 1; look <= LOOKS; look++) {
    const order = await readOrder(container, orderId)
    if (!order) await giveBack(container, orderId)
    if (!order || order.is_draft) return undefined
    const { plan, allocations } = await planOfOrder(container, order)
    const hasBooked = allocations.some(({ cancelled_at }) => cancelled_at === null)
    const toDo = [...plan.revise, ...plan.serve].map(({ line }) => line.id)
    const left = refused.filter(({ line_item_id }) => toDo.includes(line_item_id))
    const isFinal = ({ code }: Unserved) => look === LOOKS || !RACED.includes(code)
    const isDone = toDo.every((id) => left.some((one) => one.line_item_id === id && isFinal(one)))
    if (plan.cancel.length === 0 && isDone) {
      return await reportOrder(container, order, hasBooked, [...plan.unserved, ...left])
    }
    refused = await carryOut(container, order, plan)
  }
  throw tooBusy()
}

/** An order that core has deleted, for its payment failed at the last, has nothing any more; the desk's own it keeps. */
const giveBack = async (container: MedusaContainer, orderId: string): Promise<void> => {
  const live = (await bookingService(container).getOrderAllocations(orderId)).filter(
    ({ cancelled_at, created_by }) => cancelled_at === null && (created_by === null || created_by === "system"),
  )
  if (live.length > 0) {
    await cancelAllocationsWorkflow(container).run({
      input: { allocation_ids: live.map(({ id }) => id), reason: "order deleted", cancelled_by: "system" },
    })
  }
  await forgetOrder(container, orderId)
}

/** What gives units back goes first. A refusal is remembered by its line; a fault, or a busy database, stops the run. */
const carryOut = async (container: MedusaContainer, order: SettledOrder, plan: OrderPlan): Promise<Unserved[]> => {
  const refused: Unserved[] = []
  const remember = (line: OrderLine) => (error: unknown) => {
    const code = bookingErrorCode(error)
    if (code === undefined || code === "busy" || code === "lock_timeout") throw error
    refused.push(unserved(line, code, (error as Error).message))
  }
  for (const { allocation_ids, reason } of plan.cancel) {
    await cancelAllocationsWorkflow(container).run({ input: { allocation_ids, reason, cancelled_by: "system" } })
  }
  for (const { line, allocation_id, quantity } of plan.revise) {
    const input = { allocation_id, quantity, by: "system", allow_past: true }
    await moveAllocationWorkflow(container).run({ input }).catch(remember(line))
  }
  for (const serving of plan.serve) {
    await serve(container, order, serving).catch(remember(serving.line))
  }
  return refused
}

/** With what the checkout holds for the line, of whatever quantity: the next look mends that. The rest is claimed anew. */
const serve = async (container: MedusaContainer, order: SettledOrder, serving: Serving): Promise<void> => {
  const held = serving.holds.filter(({ status }) => status === "ACTIVE")
  const confirmed = await confirmStanding(container, order, serving.line, held)
  const missing = serving.missing.filter(({ resource_id }) => !confirmed.includes(resource_id))
  if (missing.length > 0) await claimAnew(container, order, { ...serving, missing })
}

/** Answers the resources of those that still stood. */
const confirmStanding = async (
  container: MedusaContainer,
  order: SettledOrder,
  line: OrderLine,
  holds: HoldDTO[],
): Promise<string[]> => {
  if (holds.length === 0) return []
  const input = {
    ...order.contact,
    hold_ids: holds.map(({ id }) => id),
    line_item_id: line.id,
    cart_line_id: holds[0]!.line_item_id!,
    claimed_only: holds.every(({ claimed_at }) => claimed_at !== null),
  }
  try {
    await confirmHoldsWorkflow(container).run({ input })
    return holds.map(({ resource_id }) => resource_id)
  } catch (error) {
    if (!ENDED.includes(bookingErrorCode(error) ?? "")) throw error
  }
  if (holds.length === 1) return []
  const confirmed: string[] = []
  for (const hold of holds) confirmed.push(...(await confirmStanding(container, order, line, [hold])))
  return confirmed
}

const claimAnew = async (container: MedusaContainer, order: SettledOrder, serving: Serving): Promise<void> => {
  const { line, missing, dates } = serving
  const unitOf = await bookingUnits(
    container,
    missing.map(({ resource_id }) => resource_id),
  )
  await placeStaffBookingWorkflow(container).run({
    input: {
      items: missing.map((units) => ({
        ...units,
        ...(dates ? { dates } : requireRange(line, unitOf(units.resource_id))),
      })),
      created_by: "system",
      contact: { ...order.contact, line_item_id: line.id },
    },
  })
}

const requireRange = (line: OrderLine, unit: BookingUnit) => {
  const range = datesOfLine(line, unit)
  if (range) return range
  throw new BookingError(
    "invalid_data",
    "The line sells dates and names none: edit the order with a line that has metadata.booking.start_date and " +
      ".end_date, or book the dates at the desk for this order and line",
  )
}
