import { bookingRoute } from "../../../lib/booking-route"
import { pick } from "../../../lib/list-query"
import { bookingServiceOf } from "../../../lib/service-of"
import type { AdminRequest } from "../admin-request"
import { namedElsewhere } from "../named-elsewhere"
import { orderNumbers } from "../order-numbers"
import { bookForStaff } from "./book-for-staff"
import { presentAllocation } from "./present"
import { READ_ALLOCATION_FIELDS } from "./query-config"
import type { AdminListAllocationsQuery, AdminPlaceBookingBody } from "./validators"

export const GET = bookingRoute(async (req: AdminRequest<unknown, AdminListAllocationsQuery>, res) => {
  const { fields = READ_ALLOCATION_FIELDS, ...filters } = req.validatedQuery
  const named = await namedElsewhere(req.scope, filters.q)
  const { rows, count } = await bookingServiceOf(req).listAllocations({ ...filters, ...named })
  const numbers = await orderNumbers(req.scope, rows)
  const { limit, offset } = filters
  res.json({ allocations: rows.map((row) => pick({ ...row, ...numbers(row) }, fields)), count, limit, offset })
})

export const POST = bookingRoute(async (req: AdminRequest<AdminPlaceBookingBody>, res) => {
  const booking = await bookForStaff(req)
  const allocations = booking.allocations.map(presentAllocation)
  res.status(booking.replay ? 200 : 201).json({
    ...(req.validatedBody.items || allocations.length > 1 ? { allocations } : { allocation: allocations[0] }),
    booking_id: allocations[0]!.booking_id,
    now: booking.now,
    ...(booking.replay ? { idempotent_replay: true } : {}),
  })
})
