import type { MedusaContainer } from "@medusajs/framework/types"
import { bookingErrorCode } from "../../../modules/resource_booking/errors"
import type { ItemInput } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"
import { cancelAllocationsWorkflow } from "../cancel-allocations"
import { confirmHoldsWorkflow } from "../confirm-holds"
import { moveAllocationWorkflow } from "../move-allocation"
import { placeStaffBookingWorkflow } from "../place-staff-booking"
import { readOrder, type SettledOrder } from "./order-lines"
import { planOrder, unserved, type OrderPlan, type Unserved } from "./plan-order"
import { reportOrder } from "./report-order"

/** What is left to a person: lines that have not what they were sold. */
export type OrderSettlement = { order_id: string; unserved: Unserved[]; is_unpaid: boolean }

type Serving = OrderPlan["serve"][number]

// Another process may settle the same order at the same time: what it has done meanwhile is seen at the next look.
const LOOKS = 3

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
  let left: Unserved[] = []
  for (let look = 1; ; look++) {
    const order = await readOrder(container, orderId)
    if (!order || order.is_draft) return undefined
    const plan = await planOf(container, order)
    const isDone = plan.cancel.length + plan.revise.length + plan.serve.length === 0
    if (isDone || look > LOOKS) {
      const refused = isDone ? [] : left.filter(({ line_item_id }) => isStillToDo(plan, line_item_id))
      return await reportOrder(container, order, [...plan.unserved, ...refused])
    }
    left = await carryOut(container, order, plan)
  }
}

const planOf = async (container: MedusaContainer, order: SettledOrder): Promise<OrderPlan> => {
  const service = bookingService(container)
  const [allocations, holds] = await Promise.all([
    service.getOrderAllocations(order.id),
    order.cart_id ? service.getLineHolds(order.cart_id) : [],
  ])
  return planOrder({ ...order, allocations, holds })
}

const isStillToDo = ({ revise, serve }: OrderPlan, lineItemId: string): boolean =>
  [...revise, ...serve].some(({ line }) => line.id === lineItemId)

/** What gives units back goes first. A refusal is remembered by its line; a fault, or a busy database, stops the run. */
const carryOut = async (container: MedusaContainer, order: SettledOrder, plan: OrderPlan): Promise<Unserved[]> => {
  const refused: Unserved[] = []
  for (const { allocation_ids, reason } of plan.cancel) {
    await cancelAllocationsWorkflow(container).run({ input: { allocation_ids, reason, cancelled_by: "system" } })
  }
  for (const { line, allocation_id, quantity } of plan.revise) {
    const input = { allocation_id, quantity, by: "system", allow_past: true }
    await moveAllocationWorkflow(container)
      .run({ input })
      .catch((error: unknown) => refused.push(refusedBy(line, error)))
  }
  for (const serving of plan.serve) {
    await serve(container, order, serving).catch((error: unknown) => refused.push(refusedBy(serving.line, error)))
  }
  return refused
}

const refusedBy = (line: Serving["line"], error: unknown): Unserved => {
  const code = bookingErrorCode(error)
  if (code === undefined || code === "busy" || code === "lock_timeout") throw error
  return unserved(line, code, (error as Error).message)
}

const serve = async (container: MedusaContainer, order: SettledOrder, serving: Serving): Promise<void> => {
  if (!(await isConfirmed(container, order, serving))) await claimAnew(container, order, serving)
}

/** With what the checkout holds for the line; false where that has ended, or never was. */
const isConfirmed = async (
  container: MedusaContainer,
  order: SettledOrder,
  { line, missing, holds }: Serving,
): Promise<boolean> => {
  const held = holds.filter(({ status }) => status === "ACTIVE")
  const fits = missing.every((want) =>
    held.some(({ resource_id, quantity }) => resource_id === want.resource_id && quantity === want.quantity),
  )
  if (!fits) return false
  const input = {
    ...order.contact,
    hold_ids: held.map(({ id }) => id),
    line_item_id: line.id,
    cart_line_id: held[0]!.line_item_id!,
    claimed_only: held.every(({ claimed_at }) => claimed_at !== null),
  }
  return await confirmHoldsWorkflow(container)
    .run({ input })
    .then(() => true)
    .catch((error: unknown) => {
      if (!ENDED.includes(bookingErrorCode(error) ?? "")) throw error
      return false
    })
}

const ENDED = ["hold_expired", "hold_not_active", "hold_not_claimed", "hold_in_checkout"]

const claimAnew = async (container: MedusaContainer, order: SettledOrder, serving: Serving): Promise<void> => {
  const { line, missing, dates } = serving
  const { start_date, end_date } = line.note
  const when: Partial<ItemInput> = dates ? { dates } : { start_date, end_date: end_date ?? start_date }
  await placeStaffBookingWorkflow(container).run({
    input: {
      items: missing.map((units) => ({ ...units, ...when })),
      created_by: "system",
      contact: { ...order.contact, line_item_id: line.id },
    },
  })
}
