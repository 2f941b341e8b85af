import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { weekdayOf } from "../../../modules/resource_booking/domain/calendar-date"
import { BookingError } from "../../../modules/resource_booking/errors"
import type ResourceBookingModuleService from "../../../modules/resource_booking/service"
import type { CapacityConflict, SetCapacityInput } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"

/**
 * Opens or changes dates of a resource. A dry run answers with every conflict, and changes nothing. Throws
 * `capacity_in_use` with the dates that have more taken and with what is on them. No compensation: units of the new
 * capacity may be sold a moment later.
 */
export const setCapacityStep = createStep(
  "resource-booking-set-capacity",
  async (input: SetCapacityInput, { container }) => {
    const service = bookingService(container)
    const before = await datesByCapacity(service, input)
    try {
      const answer = await service.setCapacity({ ...input, clamp: input.clamp || input.dry_run })
      return new StepResponse({ ...answer, conflicts: await withClaims(service, input, answer.conflicts), before })
    } catch (error) {
      const { code, message, details } = error as BookingError
      if (code !== "capacity_in_use") {
        throw error
      }
      throw new BookingError(code, message, await withClaims(service, input, details!.dates as CapacityConflict[]))
    }
  },
)

const withClaims = async (
  service: ResourceBookingModuleService,
  { resource_id }: SetCapacityInput,
  dates: CapacityConflict[],
) =>
  dates.length === 0
    ? { dates, holds: [], allocations: [] }
    : { dates, ...(await service.liveClaimsOn({ resource_id, dates: dates.map(({ date }) => date) })) }

/** For the journal: how many of the dates have which capacity, `closed` for those without a row. */
const datesByCapacity = async (
  service: ResourceBookingModuleService,
  { resource_id, start_date, end_date, weekdays, dry_run }: SetCapacityInput,
): Promise<Record<string, number>> => {
  if (dry_run) {
    return {}
  }
  const calendar = await service.getCapacityCalendar({ resource_id, start_date, end_date })
  const counts: Record<string, number> = {}
  for (const { date, max_capacity, target_capacity } of calendar.dates) {
    if (!weekdays || weekdays.includes(weekdayOf(date))) {
      const capacity = target_capacity ?? max_capacity ?? "closed"
      counts[capacity] = (counts[capacity] ?? 0) + 1
    }
  }
  return counts
}
