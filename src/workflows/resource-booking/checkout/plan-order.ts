import type { HoldDTO, LineTerms, OrderAllocation } from "../../../modules/resource_booking/types"
import type { OrderLine } from "./order-lines"
import { unitsTaken } from "./units-taken"

/** Units of a resource that a line wants, and by which terms where these are known. */
export type Units = { resource_id: string; quantity: number } & Partial<LineTerms>

/** Why a line has not what it was sold; `code` is one of ours, or `cancelled_by_staff` or `changed_by_staff`. */
export type Unserved = { line_item_id: string; title: string; code: string; message: string }

/** What to do so that the live allocations of an order are what it says now. */
export type OrderPlan = {
  cancel: { allocation_ids: string[]; reason: string }[]
  revise: { line: OrderLine; allocation_id: string; quantity: number }[]
  /** `holds` stand for the line in the cart that the order came from; `dates` are those it had before. */
  serve: { line: OrderLine; missing: Units[]; holds: HoldDTO[]; dates: string[] | undefined }[]
  unserved: Unserved[]
}

type Facts = {
  is_cancelled: boolean
  lines: OrderLine[]
  /** Every line that the order has or ever had. */
  known_line_ids: string[]
  /** Of this order, cancelled ones among them, the oldest first. */
  allocations: OrderAllocation[]
  /** Of the cart that it came from: what stands for its lines. */
  holds: HoldDTO[]
}

/** An allocation and what has replaced it, move by move, to the last. */
type Chain = [OrderAllocation, ...OrderAllocation[]]

/** One resource of a line by the terms that were agreed; without terms any quantity is right. */
type Slot = { resource_id: string; terms: LineTerms | undefined }

const isLive = ({ cancelled_at }: OrderAllocation): boolean => cancelled_at === null
const isStaff = (by: string | null): boolean => by !== null && by !== "system"
const lastOf = (chain: Chain): OrderAllocation => chain.at(-1)!

/** Level-triggered: the same facts give the same plan, and once it is carried out an empty one. */
export const planOrder = ({ is_cancelled, lines, known_line_ids, allocations, holds }: Facts): OrderPlan => {
  const live = allocations.filter(isLive)
  const plan: OrderPlan = { cancel: [], revise: [], serve: [], unserved: [] }
  if (is_cancelled) {
    if (live.length > 0) plan.cancel.push({ allocation_ids: live.map(({ id }) => id), reason: "order cancelled" })
    return plan
  }
  const standing = lines.filter(({ quantity }) => quantity > 0)
  // A line that the order never had is a slip of the desk's pen: its dates are not to be lost by that.
  const gone = new Set(known_line_ids.filter((id) => !standing.some((line) => line.id === id)))
  const given = live.filter(({ line_item_id }) => line_item_id !== null && gone.has(line_item_id))
  if (given.length > 0) plan.cancel.push({ allocation_ids: given.map(({ id }) => id), reason: "line removed" })
  for (const line of standing) planLine(plan, line, allocations, holds)
  return plan
}

const planLine = (plan: OrderPlan, line: OrderLine, ofOrder: OrderAllocation[], ofCart: HoldDTO[]): void => {
  const chains = chainsOf(ofOrder.filter(({ line_item_id }) => line_item_id === line.id))
  const holds = ofCart.filter(
    ({ status, booking_id, variant_id }) =>
      status !== "CONFIRMED" && booking_id === line.note.booking_id && variant_id === line.variant_id,
  )
  const slots = slotsOf(line, chains, holds)
  // What the desk has booked for the line in place of something that it should have had.
  const instead = chains.filter(([first]) => !slots.some(({ resource_id }) => resource_id === first.resource_id))
  const liveInstead = instead.filter((chain) => isLive(lastOf(chain)))
  const endedInstead = instead.filter((chain) => !isLive(lastOf(chain)))
  const missing: Units[] = []
  for (const { resource_id, terms } of slots) {
    const own = chains.filter(([first]) => first.resource_id === resource_id)
    const chain = own.find((one) => isLive(lastOf(one))) ?? liveInstead.shift() ?? own.at(-1) ?? endedInstead.at(-1)
    const last = chain && lastOf(chain)
    const quantity = terms && unitsTaken(terms, line.quantity)
    if (last && isLive(last)) {
      if (quantity !== undefined) planQuantity(plan, line, chain, quantity)
    } else if (last && isStaff(last.cancelled_by)) {
      plan.unserved.push(unserved(line, "cancelled_by_staff", "Its allocation was cancelled at the desk"))
    } else {
      missing.push({ resource_id, ...terms, quantity: quantity ?? last?.quantity ?? line.quantity })
    }
  }
  if (missing.length > 0) {
    const before = chains.map(lastOf).find(isLive) ?? chains.map(lastOf).at(-1) ?? holds[0]
    const standing = holds.filter((hold) => missing.some(({ resource_id }) => resource_id === hold.resource_id))
    plan.serve.push({ line, missing, holds: standing, dates: before?.dates })
  }
}

/** What the desk has made more or fewer on purpose stays so: its word is not undone behind its back. */
const planQuantity = (plan: OrderPlan, line: OrderLine, chain: Chain, wanted: number): void => {
  const { id, quantity } = lastOf(chain)
  if (wanted === quantity) return
  const before = chain.filter((one) => one.quantity !== quantity).at(-1)
  const change = before && chain[chain.indexOf(before) + 1]!
  if (change && isStaff(change.created_by) && quantity > before.quantity === quantity > wanted) {
    const message = `The order says ${wanted}, the desk has made it ${quantity}`
    plan.unserved.push(unserved(line, "changed_by_staff", message))
  } else {
    plan.revise.push({ line, allocation_id: id, quantity: wanted })
  }
}

const chainsOf = (allocations: OrderAllocation[]): Chain[] => {
  const replacedBy = new Map(allocations.map((allocation) => [allocation.replaces_id, allocation]))
  const ids = new Set(allocations.map(({ id }) => id))
  const firsts = allocations.filter(({ replaces_id }) => replaces_id === null || !ids.has(replaces_id))
  return firsts.map((first) => {
    const chain: Chain = [first]
    for (let next = replacedBy.get(first.id); next; next = replacedBy.get(next.id)) chain.push(next)
    return chain
  })
}

/** By the terms that were agreed; what a variant sells today counts only where nothing was. */
const slotsOf = (line: OrderLine, chains: Chain[], holds: HoldDTO[]): Slot[] => {
  const sold = line.sold?.resources ?? []
  // The desk's own bookings have no terms, and may be of whatever it had to give.
  const served = chains.map(([first]) => first).filter(({ per, created_by }) => per !== null || !isStaff(created_by))
  const agreed = new Map([...holds, ...served].map((claim) => [claim.resource_id, claim]))
  const today = (resourceId: string): LineTerms | undefined => {
    const { per, units } = sold.find(({ resource_id }) => resource_id === resourceId) ?? {}
    return per && units ? { per, units } : undefined
  }
  if (agreed.size === 0) return sold.map(({ resource_id }) => ({ resource_id, terms: today(resource_id) }))
  return [...agreed.values()].map(({ resource_id, per, units }) => ({
    resource_id,
    terms: per && units ? { per, units } : today(resource_id),
  }))
}

export const unserved = ({ id, title }: OrderLine, code: string, message: string): Unserved => ({
  line_item_id: id,
  title,
  code,
  message,
})
