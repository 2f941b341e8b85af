import type { MedusaContainer } from "@medusajs/framework/types"
import { secondsRemaining } from "../../../../modules/resource_booking/domain/hold-clock"
import type { CalendarClaimsInput } from "../../../../modules/resource_booking/read-types"
import { bookingService } from "../../../../workflows/resource-booking/booking-service"
import { orderNumbers } from "../order-numbers"

/** What a calendar draws over its cells: bars with their orders' numbers, holds with the time they have left. */
export const readClaims = async (
  scope: MedusaContainer,
  { resource_ids, start_date, end_date }: CalendarClaimsInput,
) => {
  const range = { resource_ids, start_date, end_date }
  const { allocations, holds, blackouts, truncated, now } = await bookingService(scope).getCalendarClaims(range)
  const numbers = await orderNumbers(scope, allocations)
  return {
    allocations: allocations.map((allocation) => ({ ...allocation, ...numbers(allocation) })),
    holds: holds.map((hold) => ({ ...hold, time_remaining_seconds: secondsRemaining(hold, now) })),
    blackouts,
    truncated,
    // Of the claims, which were read after the cells: their countdowns start here.
    now,
  }
}
