import { bookingErrorStatus } from "../../../../modules/resource_booking/errors"
import { journalService } from "../../../../workflows/resource-booking/journal-service"
import type { StoreRequest } from "../holder"

// Nobody plans further ahead; without a bound a stranger could fill the journal with the year 3000.
const FURTHEST_DEMAND_MS = 3 * 366 * 24 * 60 * 60 * 1000
const isPlausible = (date: string) => Date.parse(date) - Date.now() < FURTHEST_DEMAND_MS

type Claim = { resource_id?: string; date?: string }
type Refusal = {
  code: string
  details?: { resource_id?: string; dates?: (string | Claim)[]; unavailable_dates?: Claim[] }
}

/** Somebody wanted dates and did not get them. What was asked wrongly (400, 404, 422) is no demand. */
const isLostDemand = (error: unknown): error is Refusal => [409, 429].includes(bookingErrorStatus(error) ?? 0)

/** The dates a refusal names; one that is not about dates counts once, for its resource if it names one. */
const refusedClaims = ({
  resource_id,
  dates = [],
  unavailable_dates = [],
}: NonNullable<Refusal["details"]>): Claim[] => {
  const claims = [...dates, ...unavailable_dates].map((of) => (typeof of === "string" ? { resource_id, date: of } : of))
  return claims.length > 0 ? claims : [{ resource_id }]
}

/** Counts a refused place in memory, which costs the refusal nothing, and throws it on. */
export const countRefusal =
  (req: Pick<StoreRequest, "scope">) =>
  (error: unknown): never => {
    if (isLostDemand(error)) {
      const journal = journalService(req.scope)
      const claims = refusedClaims(error.details ?? {})
      const plausible = claims.filter(({ date }) => date !== undefined && isPlausible(date))
      if (plausible.length === 0) {
        journal.countRefusal({ code: error.code, resource_id: claims[0]?.resource_id })
      }
      for (const { resource_id, date } of plausible) {
        journal.countRefusal({ code: error.code, resource_id, dates: [date!] })
      }
    }
    throw error
  }
