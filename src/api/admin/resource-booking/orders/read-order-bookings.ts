import type { MedusaContainer } from "@medusajs/framework/types"
import type { BookingUnit } from "../../../../modules/resource_booking/types"
import { bookingService } from "../../../../workflows/resource-booking/booking-service"
import { orderBookings, type LineBooking } from "../../../../workflows/resource-booking/checkout/order-bookings"
import { lastDay } from "../../../../workflows/resource-booking/checkout/last-day"
import type { Unserved } from "../../../../workflows/resource-booking/checkout/plan-order"
import { journalService } from "../../../../workflows/resource-booking/journal-service"
import { bookingUnits, datesOfLine } from "../../../../workflows/resource-booking/checkout/dates-of-line"
import { pick } from "../../../lib/list-query"
import { READ_ALLOCATION_FIELDS } from "../allocations/query-config"
import { orderNumbers } from "../order-numbers"

const MOST_ALLOCATIONS = 1000

/** What an order has booked and what it still lacks, as its page in the dashboard shows it. Throws `order_not_found`. */
export const readOrderBookings = async (scope: MedusaContainer, orderId: string) => {
  const { order, lines } = await orderBookings(scope, orderId)
  const service = bookingService(scope)
  const [allocated, unserved, unpaid, numbers, names] = await Promise.all([
    service.listAllocations({ order_id: orderId, order: "start_date", limit: MOST_ALLOCATIONS }),
    openIncident(scope, "ORDER_UNSERVED", orderId),
    openIncident(scope, "UNPAID", orderId),
    orderNumbers(scope, [{ order_id: orderId }]),
    resourceNames(scope, lines),
  ])
  const unitOf = await bookingUnits(
    scope,
    lines.flatMap(({ line, missing }) => [...missing, ...(line.sold?.resources ?? [])].map(resourceOf)),
  )
  const number = numbers({ order_id: orderId })
  const faults = (unserved?.details as { lines?: Unserved[] } | undefined)?.lines ?? []
  return {
    id: order.id,
    ...number,
    is_cancelled: order.is_cancelled,
    lines: lines.map(({ line, missing, dates = null }) => ({
      line_item_id: line.id,
      title: line.title,
      variant_id: line.variant_id,
      quantity: line.quantity,
      ...rangeOf({ line, missing, dates }, unitOf),
      dates,
      missing: missing.map(({ resource_id, quantity }) => ({
        resource_id,
        resource_name: names.get(resource_id) ?? null,
        quantity,
      })),
      unserved: reasonOf(faults.find(({ line_item_id }) => line_item_id === line.id)),
    })),
    allocations: allocated.rows.map((row) => pick({ ...row, ...number }, READ_ALLOCATION_FIELDS)),
    unpaid_since: unpaid?.opened_at ?? null,
  }
}

const resourceOf = ({ resource_id }: { resource_id: string }) => resource_id

/** The days that serving it would book: it ends on its last day, or on the day of departure where nights are booked. */
const rangeOf = (
  { line, missing, dates }: Omit<LineBooking, "dates"> & { dates: string[] | null },
  unitOf: (resourceId: string) => BookingUnit,
): { start_date: string | null; end_date: string | null } => {
  const [first] = [...missing, ...(line.sold?.resources ?? [])].map(resourceOf)
  const unit = first === undefined ? "DAY" : unitOf(first)
  const [start, end] = [dates?.[0], dates?.at(-1)]
  if (start && end) return { start_date: start, end_date: lastDay(end, 1, unit) }
  return datesOfLine(line, unit) ?? { start_date: null, end_date: null }
}

const reasonOf = (fault: Unserved | undefined) => (fault ? { code: fault.code, message: fault.message } : null)

const openIncident = async (scope: MedusaContainer, kind: "ORDER_UNSERVED" | "UNPAID", ref: string) =>
  (await journalService(scope).listIncidents({ kind, ref, open: true }, { limit: 1 })).incidents[0]

const resourceNames = async (scope: MedusaContainer, lines: LineBooking[]): Promise<Map<string, string>> => {
  const ids = lines.flatMap(({ missing }) => missing.map(({ resource_id }) => resource_id))
  const resources = await bookingService(scope).listBookingResources(
    { id: [...new Set(ids)] },
    { select: ["id", "name"], withDeleted: true, take: null },
  )
  return new Map(resources.map(({ id, name }) => [id, name]))
}
