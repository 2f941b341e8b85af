import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError, Modules } from "@medusajs/framework/utils"
import { bookingErrorCode, bookingErrorStatus } from "../../../modules/resource_booking/errors"
import { holdEvent, ResourceBookingEvents } from "../../../modules/resource_booking/events"
import type { HoldDTO } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"
import { emitQuietly } from "../emit-quietly"
import { releaseHoldWorkflow } from "../release-hold"
import { bookedLines, lineClaim, type CheckoutCart } from "./checkout-cart"
import { rebookWorkflow } from "./rebook"

/**
 * Makes the holds of an open cart what its lines are now: a hold whose line is gone is released, or with `rebook` offered at
 * the new price where the line went with the region; of another quantity it is resized. What cannot be done leaves the old
 * hold, and the claim refuses that line in words. Answers what stands for the lines that are there, whatever became of it.
 */
export const settleCart = async (
  container: MedusaContainer,
  cart: CheckoutCart,
  { rebook = false }: { rebook?: boolean } = {},
): Promise<HoldDTO[]> => {
  const service = bookingService(container)
  const present = new Set(cart.items.map(({ id }) => id))
  const ofLines = (held: HoldDTO[]) => held.filter(({ line_item_id }) => present.has(line_item_id!))
  const standing = await service.getLineHolds(cart.id)
  const holds = standing.filter(isFree)
  if (holds.length === 0 || cart.completed_at) return ofLines(standing)
  for (const lineItemId of await goneOf(container, cart, holds, present)) {
    const orphans = holds.filter(({ line_item_id }) => line_item_id === lineItemId)
    // Core has deleted it with its region: until somebody has tried to offer it again, its dates are not given back.
    const moved = orphans[0]!.region_id !== (cart.region_id ?? null)
    if (moved && (!rebook || (await isRebooked(container, cart.id, lineItemId)))) continue
    await release(container, orphans)
  }
  let isResized = false
  for (const booked of await bookedLines(container, cart, holds)) {
    const { line_item_id, resources } = lineClaim(booked, cart)
    const resized = holds.flatMap((hold) => {
      const wanted = resources.find(({ resource_id }) => resource_id === hold.resource_id)
      const differs = hold.line_item_id === line_item_id && wanted && wanted.quantity !== hold.quantity
      return differs && isCount(wanted.quantity) ? [{ hold, quantity: wanted.quantity }] : []
    })
    if (resized.length > 0) {
      await resize(container, resized).catch(unlessRefused)
      isResized = true
    }
  }
  return ofLines(isResized ? await service.getLineHolds(cart.id) : standing)
}

/** Lines of these holds that the cart has no more. One that was added after the cart was read is there all the same. */
const goneOf = async (
  container: MedusaContainer,
  cart: CheckoutCart,
  holds: HoldDTO[],
  present: Set<string>,
): Promise<Set<string>> => {
  const missing = new Set(holds.map(({ line_item_id }) => line_item_id!).filter((id) => !present.has(id)))
  if (missing.size === 0) return missing
  const added = await container
    .resolve(Modules.CART)
    .listLineItems({ id: [...missing], cart_id: cart.id }, { select: ["id"], take: missing.size })
  for (const { id } of added) missing.delete(id)
  return missing
}

/** The holds of another quantity are holds of their own: whoever follows holds hears of both. */
const resize = async (container: MedusaContainer, asked: { hold: HoldDTO; quantity: number }[]): Promise<void> => {
  const { holds, now } = await bookingService(container).resizeHolds({
    holds: asked.map(({ hold, quantity }) => ({ hold_id: hold.id, quantity })),
    by: "system",
  })
  const [before, after] = [asked.map(({ hold }) => hold.id), holds.map(({ id }) => id)]
  const ended = asked.map(({ hold }) => hold).filter(({ id }) => !after.includes(id))
  await emitQuietly(container, [
    ...ended.map((hold) => ({
      name: ResourceBookingEvents.HOLD_RELEASED,
      data: holdEvent({ ...hold, status: "RELEASED" }, now),
    })),
    ...holds
      .filter(({ id }) => !before.includes(id))
      .map((hold) => ({ name: ResourceBookingEvents.HOLD_CREATED, data: holdEvent(hold, now) })),
  ])
}

const isFree = ({ status, claimed_at }: HoldDTO): boolean => status === "ACTIVE" && claimed_at === null
const isCount = (quantity: number): boolean => Number.isInteger(quantity) && quantity > 0

const release = async (container: MedusaContainer, holds: HoldDTO[]): Promise<void> => {
  for (const { id } of holds) {
    await releaseHoldWorkflow(container)
      .run({ input: { hold_id: id, released_by: "system" } })
      .catch(unlessRefused)
  }
}

/** A change of region is told twice, as that and as a change: what the other of them has offered again has its line. */
const isRebooked = async (container: MedusaContainer, cartId: string, lineItemId: string): Promise<boolean> => {
  const { errors } = await rebookWorkflow(container).run({
    input: { cart_id: cartId, line_item_id: lineItemId },
    throwOnError: false,
  })
  const error = errors[0]?.error as Error | undefined
  if (error === undefined || bookingErrorCode(error) === "hold_not_active") return true
  if (!isFinal(error)) throw error
  return false
}

/** No price, no product, dates that cannot be: it will be the same tomorrow. Too busy, or a fault, is not. */
const isFinal = (error: unknown): boolean => {
  const { INVALID_DATA, NOT_FOUND, NOT_ALLOWED } = MedusaError.Types
  const status = bookingErrorStatus(error)
  return status === undefined
    ? [INVALID_DATA, NOT_FOUND, NOT_ALLOWED].includes((error as MedusaError).type)
    : status < 500
}

/** Lapsed, sold out or in another checkout by now: the next look, or the claim, sees to it. A fault is a fault. */
const unlessRefused = (error: unknown): void => {
  if (!bookingErrorCode(error)) throw error
}
