import { claimIncidents } from "../../src/workflows/resource-booking/claim-incidents"
import type { ClaimAudit } from "../../src/modules/resource_booking/read-types"

const nothing: ClaimAudit = {
  checked_at: "2027-05-01T00:00:00.000Z",
  ok: false,
  truncated: [],
  drift: [],
  missing_capacity: [],
  confirmed_without_allocation: [],
  allocation_without_confirmed_hold: [],
  allocation_unlike_hold: [],
  ended_more_than_once: [],
  tokens_with_several_bookings: [],
  lines_allocated_twice: [],
  claimed_in_blackout: [],
  owners_over_limit: [],
  addresses_over_limit: [],
  overcommitted: [],
}

it("an incident keeps no e-mail address, as it outlives the customer's data", () => {
  const token = { token_scope: "store:email:mia@example.com", booking_ids: ["bk_1", "bk_2"] }
  expect(claimIncidents({ ...nothing, tokens_with_several_bookings: [token] })).toEqual([
    {
      kind: "DRIFT",
      ref: "tokens_with_several_bookings",
      details: { tokens_with_several_bookings: [{ booking_ids: ["bk_1", "bk_2"] }] },
    },
  ])
})
