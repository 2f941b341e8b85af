import type { MedusaContainer } from "@medusajs/framework/types"
import { isCalendarDate } from "../../../modules/resource_booking/domain/calendar-date"
import type { BookingUnit } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"
import { lastDay } from "./last-day"
import type { OrderLine } from "./order-lines"

/**
 * The range that a line's own note asks for, as a resource of this unit is claimed. Of a product of fixed length the first
 * day is enough. Undefined where it names none; whether what it names are days is for the guard to say.
 */
export const datesOfLine = (
  { note, sold }: Pick<OrderLine, "note" | "sold">,
  unit: BookingUnit,
): { start_date: string; end_date: string } | undefined => {
  const { start_date, end_date } = note
  if (start_date === undefined) return undefined
  if (end_date !== undefined) return { start_date, end_date }
  const isFixed = sold?.duration_days && isCalendarDate(start_date)
  return { start_date, end_date: isFixed ? lastDay(start_date, sold.duration_days!, unit) : start_date }
}

/** How each of these resources is booked. One that is not there is refused by others. */
export const bookingUnits = async (
  container: MedusaContainer,
  resourceIds: string[],
): Promise<(resourceId: string) => BookingUnit> => {
  const resources = await bookingService(container).listBookingResources(
    { id: [...new Set(resourceIds)] },
    { select: ["id", "booking_unit"], take: null },
  )
  return (resourceId) => resources.find(({ id }) => id === resourceId)?.booking_unit ?? "DAY"
}
