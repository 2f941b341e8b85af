import type { LogInput } from "../../modules/booking_journal/types"
import type { AllocationDTO, HoldDTO } from "../../modules/resource_booking/types"

type Claim = Pick<HoldDTO | AllocationDTO, "id" | "booking_id" | "resource_id" | "start_date" | "end_date" | "quantity">

/** What staff have put into the calendar. Never whom it is for: the journal outlives a customer's contact data. */
export const bookingLogEntry = (actor: string, action: string, claims: Claim[]): LogInput => ({
  actor,
  action,
  resource_id: claims.length === 1 ? claims[0]!.resource_id : null,
  selector: { booking_id: claims[0]!.booking_id, ids: claims.map(({ id }) => id) },
  after: {
    items: claims.map(({ resource_id, start_date, end_date, quantity }) => ({
      resource_id,
      start_date,
      end_date,
      quantity,
    })),
  },
})
