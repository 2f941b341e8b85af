import { addDays } from "../../../modules/resource_booking/domain/calendar-date"
import type { BookingUnit } from "../../../modules/resource_booking/types"

/** The end of a range of so many days: of nights it is the day of departure. */
export const lastDay = (start: string, days: number, unit: BookingUnit): string =>
  addDays(start, unit === "NIGHT" ? days : days - 1)
