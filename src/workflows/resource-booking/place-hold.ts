import { emitEventStep } from "@medusajs/medusa/core-flows"
import type { MedusaContainer } from "@medusajs/framework/types"
import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { holdEvent, ResourceBookingEvents } from "../../modules/resource_booking/events"
import type { PlacedBooking, PlaceHoldInput } from "../../modules/resource_booking/types"
import { bookingService } from "./booking-service"
import { askRulesBeforeHold } from "./checkout/booking-rules"
import { emitQuietly } from "./emit-quietly"
import { placeHoldStep } from "./steps/place-hold"

/** Holds all items of a request for its owner, or none, as far as the shop's rules let it, and tells subscribers after. */
export const placeHoldWorkflow = createWorkflow("resource-booking-place-hold", (input: PlaceHoldInput) => {
  const booking = placeHoldStep(input)
  const created = transform({ booking }, ({ booking }) => createdEvents(booking))
  emitEventStep({ eventName: ResourceBookingEvents.HOLD_CREATED, data: created })
  return new WorkflowResponse(booking)
})

/**
 * The same without the workflow engine, for the store's route: the engine's bookkeeping costs three times the CPU of
 * the hold itself, and there is nothing here to undo, as the place is one transaction and the event follows it.
 */
export const placeHold = async (container: MedusaContainer, input: PlaceHoldInput): Promise<PlacedBooking> => {
  await askRulesBeforeHold(container, input)
  const booking = await bookingService(container).placeHold(input)
  await emitQuietly(
    container,
    createdEvents(booking).map((data) => ({ name: ResourceBookingEvents.HOLD_CREATED, data })),
  )
  return booking
}

const createdEvents = (booking: PlacedBooking) =>
  booking.replay ? [] : booking.holds.map((hold) => holdEvent(hold, booking.now))
