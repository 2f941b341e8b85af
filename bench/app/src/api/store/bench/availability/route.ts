import type { MedusaStoreRequest, MedusaResponse } from "@medusajs/framework/http"
import { addDays, daysBetween } from "../../../../../../../src/modules/resource_booking/domain/calendar-date"
import type { StoreGetAvailabilityQuery } from "../../../../../../../src/api/store/resource-booking/availability/validators"

type Request = MedusaStoreRequest<unknown, StoreGetAvailabilityQuery>

const answers = new Map<string, object>()

/** The no-op that availability is measured against: same query and schema, an answer of the same size, made once. */
export const GET = (req: Request, res: MedusaResponse) => {
  const { resource_id, start_date, end_date } = req.validatedQuery
  const days = daysBetween(start_date, end_date) + 1
  const key = `${start_date} ${days}`
  const answer = answers.get(key) ?? answerOf(resource_id, start_date, days)
  answers.set(key, answer)
  res.json(answer)
}

const answerOf = (resource_id: string, start_date: string, days: number) => ({
  resource: {
    id: resource_id,
    name: "Bench 0001",
    type: "VEHICLE",
    description: null,
    timezone: "Australia/Brisbane",
    booking_unit: "DAY",
    min_days: 1,
    max_days: 365,
  },
  available_dates: Array.from({ length: days }, (_, i) => ({
    date: addDays(start_date, i),
    max_capacity: 1_000_000,
    available_capacity: 999_999,
    is_available: true,
    status: "AVAILABLE",
  })),
  all_dates_available: true,
})
