import type { HoldDTO, OrderAllocation } from "../../../modules/resource_booking/types"
import type { OrderLine } from "./order-lines"
import { unitsTaken, type SoldResource } from "./what-variants-sell"

type Units = { resource_id: string; quantity: number }

/** Why a line has not what it was sold; `code` is one of ours, or `cancelled_by_staff` or `changed_by_staff`. */
export type Unserved = { line_item_id: string; title: string; code: string; message: string }

/** What to do so that the live allocations of an order are what it says now. */
export type OrderPlan = {
  cancel: { allocation_ids: string[]; reason: string }[]
  revise: { line: OrderLine; allocation_id: string; quantity: number }[]
  serve: { line: OrderLine; missing: Units[]; holds: HoldDTO[]; dates: string[] | undefined }[]
  unserved: Unserved[]
}

type Facts = {
  is_cancelled: boolean
  lines: OrderLine[]
  /** Of this order, cancelled ones among them, the oldest first. */
  allocations: OrderAllocation[]
  /** Of the cart that it came from: what stands for its lines. */
  holds: HoldDTO[]
}

const isLive = ({ cancelled_at }: OrderAllocation): boolean => cancelled_at === null

/** Level-triggered: the same facts give the same plan, and once it is carried out an empty one. */
export const planOrder = ({ is_cancelled, lines, allocations, holds }: Facts): OrderPlan => {
  const live = allocations.filter(isLive)
  const plan: OrderPlan = { cancel: [], revise: [], serve: [], unserved: [] }
  if (is_cancelled) {
    if (live.length > 0) plan.cancel.push({ allocation_ids: live.map(({ id }) => id), reason: "order cancelled" })
    return plan
  }
  const standing = new Set(lines.filter(({ quantity }) => quantity > 0).map(({ id }) => id))
  const gone = live.filter(({ line_item_id }) => line_item_id !== null && !standing.has(line_item_id))
  if (gone.length > 0) plan.cancel.push({ allocation_ids: gone.map(({ id }) => id), reason: "line removed" })
  for (const line of lines.filter(({ id }) => standing.has(id))) planLine(plan, line, allocations, holds)
  return plan
}

const planLine = (plan: OrderPlan, line: OrderLine, ofOrder: OrderAllocation[], ofCart: HoldDTO[]): void => {
  const allocations = ofOrder.filter(({ line_item_id }) => line_item_id === line.id)
  const holds = ofCart.filter(
    ({ booking_id, variant_id }) => booking_id === line.note.booking_id && variant_id === line.variant_id,
  )
  const firstOf = (allocation: OrderAllocation): OrderAllocation => {
    const before = allocations.find(({ id }) => id === allocation.replaces_id)
    return before ? firstOf(before) : allocation
  }
  const missing: Units[] = []
  for (const { resource_id, quantity } of unitsWanted(line, allocations.map(firstOf), holds)) {
    const chain = allocations.filter((allocation) => firstOf(allocation).resource_id === resource_id)
    const present = chain.find(isLive)
    const last = chain.filter(({ cancel_reason }) => cancel_reason !== "replaced").at(-1)
    if (present === undefined) {
      if (last && last.cancelled_by !== "system") {
        plan.unserved.push(unserved(line, "cancelled_by_staff", "Its allocation was cancelled at the desk"))
      } else {
        missing.push({ resource_id, quantity: quantity ?? last?.quantity ?? line.quantity })
      }
    } else if (quantity !== undefined && quantity !== present.quantity) {
      if (quantity > present.quantity && wasReducedByStaff(present, chain)) {
        const message = `The order says ${quantity}, the desk has made it ${present.quantity}`
        plan.unserved.push(unserved(line, "changed_by_staff", message))
      } else {
        plan.revise.push({ line, allocation_id: present.id, quantity })
      }
    }
  }
  if (missing.length > 0) {
    const like = allocations.find(isLive) ?? holds[0]
    plan.serve.push({ line, missing, holds: holds.filter(isOf(missing)), dates: like?.dates })
  }
}

const isOf = (missing: Units[]) => (hold: HoldDTO) =>
  missing.some(({ resource_id }) => resource_id === hold.resource_id)

/** By the terms that were agreed; what a variant sells today counts only where nothing was agreed. */
const unitsWanted = (
  line: OrderLine,
  firsts: OrderAllocation[],
  holds: HoldDTO[],
): { resource_id: string; quantity: number | undefined }[] => {
  const agreed = new Map([...holds, ...firsts].map((claim) => [claim.resource_id, claim]))
  const sold = line.sold?.resources ?? []
  if (agreed.size === 0) {
    return sold.map((resource) => ({
      resource_id: resource.resource_id,
      quantity: unitsTaken(resource, line.quantity),
    }))
  }
  return [...agreed.values()].map(({ resource_id, per, units }) => {
    const terms: SoldResource | undefined =
      per && units ? { resource_id, per, units } : sold.find((resource) => resource.resource_id === resource_id)
    return { resource_id, quantity: terms && unitsTaken(terms, line.quantity) }
  })
}

/** The desk gave the customer fewer on purpose: its word is not undone behind its back. */
const wasReducedByStaff = (allocation: OrderAllocation, chain: OrderAllocation[]): boolean => {
  const before = chain.find(({ id }) => id === allocation.replaces_id)
  const byStaff = allocation.created_by !== null && allocation.created_by !== "system"
  return before !== undefined && byStaff && allocation.quantity < before.quantity
}

export const unserved = ({ id, title }: OrderLine, code: string, message: string): Unserved => ({
  line_item_id: id,
  title,
  code,
  message,
})
