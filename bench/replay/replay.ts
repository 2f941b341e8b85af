import type ResourceBookingModuleService from "../../src/modules/resource_booking/service"
import type { Booking } from "./bookings"
import type { BookingEvent } from "./events"

export interface Replayed {
  holds: number
  confirms: number
  cancels: number
  /** Lines of the bookings that were refused for want of a free unit. */
  refused: number[]
  seconds: number
}

type Verbs = Pick<ResourceBookingModuleService, "placeHold" | "confirmHolds" | "cancelAllocations">

/**
 * Plays the events through the facade, `workers` at a time. Each worker takes the next event of the one list; a
 * cancellation waits for its own booking, which somebody has begun before it.
 */
export async function replay(
  service: Verbs,
  events: BookingEvent[],
  rooms: Map<string, string>,
  workers: number,
): Promise<Replayed> {
  const done: Replayed = { holds: 0, confirms: 0, cancels: 0, refused: [], seconds: 0 }
  const allocations = new Map<number, Promise<string | null>>()

  const book = async ({ line, room, arrival_date, departure_date }: Booking): Promise<string | null> => {
    const hold = await service
      .placeHold({
        items: [{ resource_id: rooms.get(room)!, quantity: 1, start_date: arrival_date, end_date: departure_date }],
        // A guest of his own: what limits an owner is not what is replayed.
        customer_email: `guest-${line}@example.com`,
        idempotency_token: `booking-${line}`,
      })
      .catch((error: { code?: string }) => {
        if (error.code === "insufficient_capacity") return null
        throw error
      })
    if (!hold) {
      done.refused.push(line)
      return null
    }
    done.holds += 1
    const booking = await service.confirmHolds({ hold_ids: hold.holds.map(({ id }) => id) })
    done.confirms += 1
    return booking.allocations[0]!.id
  }

  const cancel = async (allocation: string): Promise<void> => {
    const { cancelled_ids } = await service.cancelAllocations({
      allocation_ids: [allocation],
      cancelled_by: "guest",
      reason: "Cancelled by the guest",
    })
    done.cancels += cancelled_ids.length
  }

  let next = 0
  const work = async () => {
    while (next < events.length) {
      const { kind, booking } = events[next++]!
      if (kind === "book") {
        const booked = book(booking)
        allocations.set(booking.line, booked)
        await booked
      } else {
        const allocation = await allocations.get(booking.line)!
        if (allocation) await cancel(allocation)
      }
    }
  }

  const started = performance.now()
  await Promise.all(Array.from({ length: workers }, work))
  done.seconds = (performance.now() - started) / 1000
  return done
}
