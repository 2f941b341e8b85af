import type { MedusaContainer } from "@medusajs/framework/types"
import { bookingErrorCode } from "../../../modules/resource_booking/errors"
import type { HoldDTO } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"
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
  const standing = await service.getLineHolds(cart.id)
  const holds = standing.filter(isFree)
  if (holds.length === 0 || cart.completed_at) return standing
  const present = new Set(cart.items.map(({ id }) => id))
  const gone = new Set(holds.map(({ line_item_id }) => line_item_id!).filter((id) => !present.has(id)))
  for (const lineItemId of gone) {
    const orphans = holds.filter(({ line_item_id }) => line_item_id === lineItemId)
    // Core has deleted it with its region: until somebody has tried to offer it again, its dates are not given back.
    const moved = orphans[0]!.region_id !== (cart.region_id ?? null)
    if (moved && (!rebook || (await isRebooked(container, cart.id, lineItemId)))) continue
    await release(container, orphans)
  }
  for (const booked of await bookedLines(container, cart, holds)) {
    const { line_item_id, resources } = lineClaim(booked, cart)
    const resized = holds.flatMap((hold) => {
      const wanted = resources.find(({ resource_id }) => resource_id === hold.resource_id)
      const differs = hold.line_item_id === line_item_id && wanted && wanted.quantity !== hold.quantity
      return differs && isCount(wanted.quantity) ? [{ hold_id: hold.id, quantity: wanted.quantity }] : []
    })
    if (resized.length > 0) {
      await service.resizeHolds({ holds: resized, by: "system" }).catch(unlessRefused)
    }
  }
  return standing.filter(({ line_item_id }) => present.has(line_item_id!))
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
  return errors.length === 0 || bookingErrorCode(errors[0]!.error) === "hold_not_active"
}

/** Lapsed, sold out or in another checkout by now: the next look, or the claim, sees to it. A fault is a fault. */
const unlessRefused = (error: unknown): void => {
  if (!bookingErrorCode(error)) throw error
}
