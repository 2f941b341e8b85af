import type { Availability } from "../../../../modules/resource_booking/read-types"
import { presentStoreResource } from "../resources/present"

export const presentStoreAvailability = ({ resource, available_dates, all_dates_available }: Availability) => ({
  resource: presentStoreResource(resource),
  available_dates: available_dates.map((day) => ({
    date: day.date,
    max_capacity: day.max_capacity,
    available_capacity: day.available_capacity,
    is_available: day.is_available,
    status: day.status,
    ...(day.public_note ? { public_note: day.public_note } : {}),
  })),
  all_dates_available,
})
